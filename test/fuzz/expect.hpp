// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_FUZZ_EXPECT_HPP
#define COSIO_TEST_FUZZ_EXPECT_HPP

#include <cstdio>
#include <cstdlib>

namespace cosio_test {

/// What must hold for every input. Where it does not, libFuzzer keeps the input.
inline void expect(bool holds, const char* rule)
{
    if (holds)
        return;
    std::fprintf(stderr, "cosio: this does not hold: %s\n", rule);
    std::abort();
}

} // namespace cosio_test

#endif
