// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: The operator\(\) of an observer must be noexcept

#include <cosio/observer.hpp>

struct loud { // one hook that may throw is enough
    void operator()(const cosio::attempt_event&) const noexcept {}
    void operator()(const cosio::done_event&) const {}
};

static_assert(cosio::check_observer<loud>());
