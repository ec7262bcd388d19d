// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CONDITION_HPP
#define COSIO_CONDITION_HPP

#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace cosio {

/** What an error means to a program, whatever its exact code: `if (ec == condition::retryable)`.

    An error may meet several of them: `SlowDown` is refused, retryable and throttled.

    @par Example
    @code
    if (code == cosio::condition::denied)
        ask_for_new_credentials();
    else if (code == cosio::condition::retryable)
        try_again_later();
    @endcode
*/
enum class condition {
    /// The request was bad and was not sent.
    invalid_input = 1,
    /// No answer: resolving, connecting, TLS, sending or receiving failed, or a deadline passed.
    network,
    /// A deadline passed.
    timeout,
    /// COS answered, and said no.
    refused,
    /// An answer came that is none of COS's: a proxy's page, broken XML, a field missing.
    not_understood,
    /// The same request may succeed later.
    retryable,
    /// COS wants fewer requests; wait longer before the next one.
    throttled,
    /// The credentials or their rights do not do.
    denied,
    /// The bucket, object or upload is not there.
    not_found,
    /// COS took the signature for too old or too new: mend the clock, then sign again.
    clock_skewed
};

namespace detail {

class condition_category_type final : public boost::system::error_category {
public:
    condition_category_type() noexcept : error_category(0x636f73696f636f6e) {}

    const char* name() const noexcept override { return "cosio.condition"; }

    std::string message(int value) const override
    {
        switch (static_cast<condition>(value)) {
        case condition::invalid_input: return "the request is invalid and was not sent";
        case condition::network: return "no answer from the service";
        case condition::timeout: return "a deadline passed";
        case condition::refused: return "the service refused";
        case condition::not_understood: return "the answer was not understood";
        case condition::retryable: return "the same request may succeed later";
        case condition::throttled: return "the service wants fewer requests";
        case condition::denied: return "the credentials do not allow it";
        case condition::not_found: return "not found";
        case condition::clock_skewed: return "the clocks differ too much";
        }
        return "unknown condition";
    }

    /// The codes of Asio, OpenSSL and the system know nothing of us, so they are judged here, by
    /// the names of their categories, which spares this header Asio's.
    bool equivalent(const boost::system::error_code& code, int wanted) const noexcept override
    {
        const std::string_view owner = code.category().name();
        const bool io = owner == "system" || owner.starts_with("asio.");
        const bool cancelled = code == boost::system::errc::operation_canceled;
        switch (static_cast<condition>(wanted)) {
        case condition::network: return code.failed() && io && !cancelled;
        case condition::retryable: // a certificate does not get better
            return code.failed() && io && !cancelled && owner != "asio.ssl";
        case condition::not_understood: return code.failed() && owner == "beast.http";
        default: return false;
        }
    }
};

} // namespace detail

/// The category of `condition`, named `cosio.condition`.
inline const boost::system::error_category& condition_category() noexcept
{
    static const detail::condition_category_type category;
    return category;
}

/// The condition of `value` in `condition_category()`; called by comparisons of an `error_code`.
inline boost::system::error_condition make_error_condition(condition value) noexcept
{
    return {static_cast<int>(value), condition_category()};
}

} // namespace cosio

template <>
struct boost::system::is_error_condition_enum<cosio::condition> : std::true_type {};

#endif
