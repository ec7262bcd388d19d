// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: A signing policy must have error_code sign

#include <cosio/signing/concept.hpp>

struct says_nothing {
    void sign(cosio::http_request&, cosio::diagnostics&) const {}
};

static_assert(cosio::check_signing<says_nothing>());
