// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_REPETITION_HPP
#define COSIO_DETAIL_REPETITION_HPP

#include <cosio/condition.hpp>
#include <cosio/config.hpp>
#include <cosio/detail/ascii.hpp>
#include <cosio/detail/http_date.hpp>
#include <cosio/error.hpp>
#include <cosio/http_message.hpp>
#include <cosio/retry.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

// Whether and when a failed attempt is repeated: no clock, no I/O.
namespace cosio::detail {

/// Whether nothing that was sent may be sent again.
inline bool is_careful(const config& settings) noexcept
{
    return settings.retry.what == repeat_after::nothing_sent;
}

/// What an attempt ended with.
struct failed_attempt {
    error_code code;
    unsigned made = 1;            ///< Attempts so far.
    bool sent = false;            ///< A byte may have reached the service.
    bool answered_by_cos = false; ///< The answer has a request id.
    unsigned status = 0;          ///< 0 if no answer came.
    std::optional<std::chrono::seconds> retry_after;
    std::chrono::nanoseconds elapsed{};                              ///< Since the operation began.
    std::chrono::nanoseconds left = std::chrono::nanoseconds::max(); ///< Until it must end.
};

/// How long the service asks to be left alone (RFC 9110, 10.2.3): seconds, or a date, which is
/// compared with the answer's own. A day at most.
inline std::optional<std::chrono::seconds> retry_after(const http_response& answer)
{
    constexpr std::chrono::seconds most = std::chrono::hours(24);
    const auto text = answer.header("Retry-After");
    if (!text.empty() && all_of(text, is_digit)) {
        std::chrono::seconds::rep count = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
        return code == std::errc() ? std::min(std::chrono::seconds(count), most) : most;
    }
    const auto until = parse_http_date(text);
    const auto now = parse_http_date(answer.header("Date"));
    if (!until || !now)
        return std::nullopt;
    return std::clamp(*until - *now, std::chrono::seconds(0), most);
}

/// Whether the next attempt goes to COS's second domain: the last one, if no answer of COS came;
/// any, if something on the way wants to send us elsewhere.
inline bool goes_elsewhere(const retry_policy& policy, const failed_attempt& last)
{
    if (policy.elsewhere == second_domain::never || last.answered_by_cos)
        return false;
    const bool moved = last.status == 301 || last.status == 302 || last.status == 307;
    const bool silent = last.code == condition::network || last.status >= 500;
    return moved || (silent && last.made + 1 == policy.attempts);
}

/// The pause before the next attempt; nothing if there is none. `renewed` tells that something was
/// mended since, the clock or the host, so that a failure which would stay may pass.
template <class Random>
std::optional<std::chrono::milliseconds> pause_before_next(const retry_policy& policy,
                                                           const failed_attempt& last, bool renewed,
                                                           Random& random)
{
    const bool may_pass = renewed || last.code == condition::retryable;
    const bool allowed = policy.what == repeat_after::any_transient_failure || !last.sent;
    if (!may_pass || !allowed || last.made >= policy.attempts)
        return std::nullopt;
    auto wait = policy.pause(last.made, last.code == condition::throttled, random);
    if (last.retry_after)
        wait += *last.retry_after; // not all at the same moment
    const bool bounded = policy.budget > std::chrono::milliseconds::zero();
    if (wait >= last.left || (bounded && last.elapsed + wait > policy.budget))
        return std::nullopt;
    return wait;
}

} // namespace cosio::detail

#endif
