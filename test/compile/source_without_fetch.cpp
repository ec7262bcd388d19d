// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: source must have async_fetch\(handler\)

#include <cosio/credentials/source.hpp>

struct mistaken {
    using executor_type = boost::asio::any_io_executor;
    executor_type get_executor() const;
    void async_fetch(void (*)()); // calls back without keys
};

static_assert(!cosio::credentials_source<mistaken>);
static_assert(cosio::check_source<mistaken>());
