// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_RETRY_HPP
#define COSIO_RETRY_HPP

#include <algorithm>
#include <chrono>
#include <random>

namespace cosio {

/** When a failed attempt is made again, and after which pause.

    What is `condition::retryable` is tried again: failures of the network, time-outs of a single
    exchange, and refusals that COS calls passing. An answer that was lost on the way is such a
    failure too: the repeat may begin a second upload, which is empty, costs nothing, and is told by
    `diagnostics::may_have_acted`. Every attempt is signed anew and, from the second on, marked
    `x-cos-sdk-retry: true` as by the official SDKs. `config::operation_timeout` bounds all of them
    together.
*/
class retry_policy {
public:
    retry_policy() {}

    /// Requests to be sent at most, the first included; 1 never repeats.
    unsigned attempts = 3;

    /// The pause before the second attempt is random between zero and this; before each further one
    /// the upper end doubles (exponential back-off with full jitter).
    std::chrono::milliseconds first_pause{100};

    /// The upper end stops growing here.
    std::chrono::milliseconds longest_pause{5000};

    /// The pause after `made` attempts. `throttled`: COS wants fewer requests, so the upper end is
    /// four times as high.
    template <class Random>
    std::chrono::milliseconds pause(unsigned made, bool throttled, Random& random) const
    {
        const auto doublings = std::min(made - 1, 16u);
        const auto upper = std::min(longest_pause, first_pause * (1u << doublings));
        std::uniform_int_distribution<std::chrono::milliseconds::rep> length(
            0, (throttled ? upper * 4 : upper).count());
        return std::chrono::milliseconds(length(random));
    }
};

} // namespace cosio

#endif
