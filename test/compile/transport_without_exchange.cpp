// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: A transport policy must have async_exchange

#include <cosio/transport/concept.hpp>

struct deaf {
    using executor_type = boost::asio::any_io_executor;

    template <class E>
    struct rebind_executor {
        using other = deaf;
    };

    executor_type get_executor() const { return {}; }
    static bool speaks(cosio::scheme) { return true; }
};

static_assert(cosio::check_transport<deaf>());
