// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_SYSTEM_CALLS_HPP
#define COSIO_TEST_BENCH_SYSTEM_CALLS_HPP

#include <cstdint>

namespace bench {

/// How often this thread has sent, received, or waited for that: in vain or not, by whatever library.
std::uint64_t system_calls() noexcept;

} // namespace bench

#endif
