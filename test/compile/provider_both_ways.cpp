// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: either get or async_get, not both

#include <cosio/credentials/concept.hpp>

struct mistaken {
    cosio::error_code get(cosio::provided_credentials&) const;
    void async_get(cosio::credentials_handler) const;
};

static_assert(!cosio::credentials_provider<mistaken>);
static_assert(cosio::check_provider<mistaken>());
