// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SIGNING_Q_SIGNING_HPP
#define COSIO_SIGNING_Q_SIGNING_HPP

#include <cosio/credentials.hpp>
#include <cosio/detail/header_rules.hpp>
#include <cosio/detail/http_date.hpp>
#include <cosio/diagnostics.hpp>
#include <cosio/signing/q_authorization.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/** COS's own signature in the Authorization header: the default signing policy.

    Signs every header of the built request but User-Agent, and every parameter. A session token
    goes into `x-cos-security-token` and is signed too. As in COS's samples a Date header is sent
    and signed. COS judges the time of a signature when the request arrives.

    @tparam Clock  Anything with `now()` that gives a time of `std::chrono::system_clock`; a
                   static `now` or a member. Tests put a manual clock here.

    @par Thread-safety
    One object may sign on many threads at once; setters are for before that.

    @par Source
    COS manual, document 7778 (request signature), 7728 (session token).

    @par Example
    @code
    cosio::q_signing signing(cosio::credentials("AKID", "key"));
    signing.validity(std::chrono::minutes(10)).send_date(false);
    cosio::client cos(io, cosio::endpoint::region("ap-beijing"), signing);
    @endcode
*/
template <class Clock = std::chrono::system_clock>
class basic_q_signing {
public:
    /// Credentials turn into a signing policy by themselves: `client c(io, endpoint, credentials)`.
    /// @param who    Kept; checked when something is signed.
    /// @param clock  Copied.
    basic_q_signing(credentials who, Clock clock = Clock())
        : who_(std::move(who)), clock_(std::move(clock))
    {
    }

    /// How long from now a signature holds: above zero, at most a hundred years. Default: one hour.
    /// With temporary keys their own end counts too.
    basic_q_signing& validity(std::chrono::seconds length)
    {
        validity_ = length;
        return *this;
    }

    /// How long before now a signature begins, against clocks that differ: zero to a
    /// hundred years. Default: one minute.
    basic_q_signing& start_early(std::chrono::seconds length)
    {
        start_early_ = length;
        return *this;
    }

    /// Whether a Date header is sent and signed. Default: yes, as in the samples of document 7746.
    basic_q_signing& send_date(bool send)
    {
        send_date_ = send;
        return *this;
    }

    /// Adds Date, the session token and Authorization. Fails with `errc::invalid_credentials`,
    /// which `about.detail` explains, or with `errc::signing_failed`.
    error_code sign(http_request& request, diagnostics& about) const
    {
        if (const auto broken = check(); broken) {
            about.detail = broken.sentence;
            return broken.code;
        }
        const auto now = std::chrono::floor<std::chrono::seconds>(clock_.now());
        const auto seconds = [](auto time) {
            return std::to_string(time.time_since_epoch().count());
        };
        const std::string key_time = seconds(now - start_early_) + ';' + seconds(now + validity_);

        field_list& headers = request.headers();
        if (send_date_)
            headers.insert(std::min<std::size_t>(1, headers.size()), "Date",
                           detail::http_date(now));
        if (!who_.session_token().empty())
            headers.set("x-cos-security-token", who_.session_token().expose());
        auto authorization =
            authorize_(request, who_.secret_id(), who_.secret_key().expose(), key_time,
                       [](std::string_view name) { return !detail::iequals(name, "User-Agent"); });
        if (!authorization)
            return errc::signing_failed;
        headers.set("Authorization", *authorization);
        OPENSSL_cleanse(authorization->data(), authorization->size());
        return {};
    }

private:
    detail::invalid_input check() const
    {
        const auto plain = [](char c) { return c > ' ' && c < 0x7f && c != '&' && c != ';'; };
        const auto refuse = [](std::string_view field, std::string_view value,
                               std::string_view rule) {
            return detail::invalid_input(errc::invalid_credentials, field, value, rule);
        };
        if (who_.secret_id().empty() || !detail::all_of(who_.secret_id(), plain))
            return refuse("secret id", who_.secret_id(),
                          "must be visible ASCII characters without & and ;");
        if (who_.secret_key().empty())
            return refuse("secret key", "", "must not be empty");
        const auto token = who_.session_token().expose();
        if (const auto broken = detail::header_value_rule(token); !broken.empty())
            return refuse("session token", "<secret>", broken);
        constexpr std::chrono::years most(100);
        if (validity_ <= std::chrono::seconds::zero() || validity_ > most)
            return refuse("signature validity", std::to_string(validity_.count()) + " s",
                          "must be above zero, and at most a hundred years");
        if (start_early_ < std::chrono::seconds::zero() || start_early_ > most)
            return refuse("signature early start", std::to_string(start_early_.count()) + " s",
                          "must not be below zero, and at most a hundred years");
        return {};
    }

    credentials who_;
    [[no_unique_address]] Clock clock_;
    std::chrono::seconds validity_ = std::chrono::hours(1);
    std::chrono::seconds start_early_ = std::chrono::minutes(1);
    bool send_date_ = true;
    q_authorization authorize_;
};

/// The usual form, on the system's clock.
using q_signing = basic_q_signing<>;

/// Refused by the compiler, so that no stream or log can show the key.
template <class Char, class Traits, class Clock>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>&,
                                             const basic_q_signing<Clock>&) = delete;

} // namespace cosio

#endif
