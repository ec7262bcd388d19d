// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: credentials provider must be copyable

#include <cosio/credentials/concept.hpp>

#include <memory>

struct mistaken {
    std::unique_ptr<int> own;
    cosio::error_code get(cosio::provided_credentials&) const;
};

static_assert(!cosio::credentials_provider<mistaken>);
static_assert(cosio::check_provider<mistaken>());
