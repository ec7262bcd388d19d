// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_ALLOCATIONS_HPP
#define COSIO_TEST_BENCH_ALLOCATIONS_HPP

#include <cstdint>

namespace bench {

/// How often this thread has asked the heap for memory: OpenSSL, libcurl and all else included.
std::uint64_t allocations() noexcept;

} // namespace bench

#endif
