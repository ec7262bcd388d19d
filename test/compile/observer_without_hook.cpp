// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: An observer must have an operator\(\)\(const E&\) const for at least one E of

#include <cosio/observer.hpp>

struct deaf { // not const, so that a client cannot call it
    void operator()(const cosio::done_event&) noexcept {}
};

static_assert(cosio::check_observer<deaf>());
