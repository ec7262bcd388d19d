// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: A signing policy must be copyable

#include <cosio/signing/concept.hpp>

#include <memory>

struct unique {
    cosio::error_code sign(cosio::http_request&, cosio::diagnostics&) const { return {}; }

    std::unique_ptr<int> only;
};

static_assert(cosio::check_signing<unique>());
