// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_STATISTICS_HPP
#define COSIO_TEST_BENCH_STATISTICS_HPP

#include <algorithm>
#include <cstddef>
#include <vector>

namespace bench {

/// The value that `share` of all do not exceed; `values` must not be empty.
template <class T>
T quantile(std::vector<T> values, double share)
{
    const auto last = static_cast<double>(values.size() - 1);
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * last + 0.5);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// Between the two in the middle if there are two.
inline double median(const std::vector<double>& values)
{
    const auto half = values.size() % 2 == 1 ? 0.0 : 0.5 / static_cast<double>(values.size() - 1);
    return (quantile(values, 0.5 - half) + quantile(values, 0.5 + half)) / 2;
}

/// The median of one member over all.
template <class T>
double median(const std::vector<T>& all, double T::*member)
{
    std::vector<double> values;
    for (const T& each : all)
        values.push_back(each.*member);
    return median(values);
}

} // namespace bench

#endif
