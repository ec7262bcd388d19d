// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_RETRY_HPP
#define COSIO_RETRY_HPP

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace cosio {

/// After which failures a request is repeated.
enum class repeat_after {
    any_transient_failure, ///< A lost answer too, so that COS may begin a second, empty upload.
    nothing_sent           ///< Only where no byte of the request can have reached the service.
};

/** Whether the last attempt goes to COS under its second domain.

    That is `<bucket>.cos.<region>.tencentcos.cn`. Only for endpoints made by `endpoint::region`, and
    only if no answer of COS came: nothing at all, or 5xx without a request id. After 301, 302 or 307
    without one the next attempt goes there, also if it is not the last. The request is signed anew
    for that host.
*/
enum class second_domain {
    never,           ///< All attempts go to the endpoint.
    for_last_attempt ///< The last one goes there.
};

/** When a failed attempt is made again, and after which pause.

    What is `condition::retryable` is tried again: failures of the network, time-outs of a single
    exchange, and refusals that COS calls transient. An answer that was lost on the way is such a
    failure too: the repeat may begin a second upload, which is empty, costs nothing, and is told by
    `diagnostics::may_have_acted`. Every attempt is signed anew and, from the second on, marked
    `x-cos-sdk-retry: true` as by the official SDKs. `config::operation_timeout` bounds all of them
    together.

    A `Retry-After` of the service is honoured, with the random pause after it; if that were beyond the operation's deadline, the
    operation ends at once with the refusal. A signature that was too old or too new is made anew
    by the server's clock, once an operation, if the signing policy has `repair_clock`. No redirect
    is followed.

    No value is refused: `attempts` 0 counts as 1, a negative pause as zero, and a pause beyond a
    day as a day.

    @par Thread-safety
    A value; distinct objects are independent. Const calls may run at once, each with a generator of
    its own.

    @par Source
    COS manual, document 7730 (error codes); the official SDKs for the marker, the clock and the
    second domain; RFC 9110, 10.2.3 (Retry-After).

    @par Example
    @code
    cosio::config settings;
    settings.retry.attempts = 5;
    settings.retry.longest_pause = std::chrono::seconds(30);
    @endcode
*/
class retry_policy {
public:
    /// The defaults.
    retry_policy() {}

    /// Attempts at most, the first included. Beside them, a request on a kept connection that turns
    /// out closed, before a byte of an answer, is sent again on a new one, once and as it is, unless
    /// `what` is `nothing_sent`.
    unsigned attempts = 3;

    /// The pause before the second attempt is random between zero and this; before each further one
    /// the upper end doubles (exponential back-off with full jitter).
    std::chrono::milliseconds first_pause{100};

    /// The upper end stops growing here; at four times this if COS wants fewer requests.
    std::chrono::milliseconds longest_pause{5000};

    /// No attempt begins later than this after the operation. The operation then ends with the
    /// error of its last attempt, which tells more than `errc::operation_timeout`. Zero: no limit
    /// but that one.
    std::chrono::milliseconds budget{0};

    /// Which failures are tried again.
    repeat_after what = repeat_after::any_transient_failure;

    /// Whether the last attempt may go to the second domain.
    second_domain elsewhere = second_domain::never;

    /** The pause before the next attempt.

        @param made       Attempts so far, from 1.
        @param throttled  COS wants fewer requests, so the upper end is four times as high.
        @param random     A uniform random bit generator.
    */
    template <class Random>
    std::chrono::milliseconds pause(unsigned made, bool throttled, Random& random) const
    {
        constexpr std::chrono::milliseconds none(0), day = std::chrono::hours(24);
        const auto doublings = std::min(made - 1, 16u);
        const auto first = std::clamp(first_pause, none, day);
        const auto upper =
            std::min(std::clamp(longest_pause, none, day), first * (1u << doublings));
        const auto most = static_cast<std::uint64_t>((throttled ? upper * 4 : upper).count());
        // As uniform as a pause has to be; the distributions of <random> take long to compile.
        const std::uint64_t drawn = random() - Random::min();
        return std::chrono::milliseconds(drawn % (most + 1));
    }
};

} // namespace cosio

#endif
