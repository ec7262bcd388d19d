// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: A signing policy must have either sign or async_sign, not both

#include <cosio/signing/concept.hpp>

struct undecided {
    cosio::error_code sign(cosio::http_request&, cosio::diagnostics&) const { return {}; }

    template <class Handler>
    void async_sign(cosio::http_request, Handler) const
    {
    }
};

static_assert(cosio::check_signing<undecided>());
