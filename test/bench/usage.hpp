// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_USAGE_HPP
#define COSIO_TEST_BENCH_USAGE_HPP

#include "process.hpp"

#include <sys/resource.h>

namespace bench {

/// What this process has used so far.
inline rusage usage()
{
    rusage result{};
    checked(::getrusage(RUSAGE_SELF, &result));
    return result;
}

inline double microseconds(const timeval& time)
{
    return 1e6 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec);
}

} // namespace bench

#endif
