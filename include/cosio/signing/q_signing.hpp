// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SIGNING_Q_SIGNING_HPP
#define COSIO_SIGNING_Q_SIGNING_HPP

#include <cosio/credentials/static_credentials.hpp>
#include <cosio/detail/credentialed_signing.hpp>
#include <cosio/detail/http_date.hpp>
#include <cosio/detail/latest.hpp>
#include <cosio/signing/q_authorization.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/** COS's own signature, by default in the Authorization header: the default signing policy.

    Signs every header of the built request for which `is_signed_header`, and every parameter. A
    session token goes into `x-cos-security-token` and is signed too. As in COS's samples a Date
    header is sent and signed. COS judges the time of a signature when the request arrives.

    The SignKey of a key time signs all requests of the next tenth of `validity()`, if the
    credentials stay; so a signature holds for at least nine tenths of it.

    @tparam Provider  Where the credentials come from; models `credentials_provider`.
    @tparam Clock     Anything with `now()` that gives a time of `std::chrono::system_clock`; a
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
template <class Provider = static_credentials, class Clock = std::chrono::system_clock>
    requires credentials_provider<Provider>
class basic_q_signing
    : public detail::credentialed_signing<basic_q_signing<Provider, Clock>, Provider, Clock> {
    using base = detail::credentialed_signing<basic_q_signing, Provider, Clock>;
    friend base;

public:
    /// Credentials turn into a signing policy by themselves: `client c(io, endpoint, credentials)`.
    /// @param from   A provider, or what one is made from; checked when something is signed.
    /// @param clock  Copied.
    template <std::convertible_to<Provider> From>
        requires(!std::same_as<From, basic_q_signing>)
    basic_q_signing(From from, Clock clock = Clock()) : base(std::move(from), std::move(clock))
    {
    }

    /// How long from now a signature holds, at most: above zero, up to a hundred years. Default:
    /// one hour. With temporary keys their own end counts too. Not for presigned URLs.
    basic_q_signing& validity(std::chrono::seconds length)
    {
        validity_ = length;
        window_.put(nullptr);
        return *this;
    }

    /// How long before now a signature begins, against clocks that differ: zero to a
    /// hundred years. Default: one minute.
    basic_q_signing& start_early(std::chrono::seconds length)
    {
        start_early_ = length;
        window_.put(nullptr);
        return *this;
    }

    /// Whether a Date header is sent and signed. Default: yes, as in the samples of document 7746.
    basic_q_signing& send_date(bool send)
    {
        send_date_ = send;
        return *this;
    }

private:
    using snapshot = std::shared_ptr<const credentials>;

    /// A key time and its SignKey, for the credentials and the while they may be used again.
    struct window {
        snapshot who;
        std::chrono::sys_seconds from, until;
        std::string key_time;
        secret sign_key;
    };

    static constexpr std::string_view token_name = "x-cos-security-token";

    error_code sign_as(const snapshot& who, http_request& request, diagnostics& about) const
    {
        const auto now = this->now();
        auto current = window_.get();
        if (!current || current->who != who || now < current->from || now >= current->until) {
            if (const auto broken = check(*who, "signature validity", validity_)) {
                about.detail = broken.sentence;
                return broken.code;
            }
            current = open(who, now, validity_);
            window_.put(current);
        }
        if (!current)
            return errc::signing_failed;

        field_list& headers = request.headers();
        const detail::http_date_text date(now);
        if (send_date_ && headers.contains("Date"))
            headers.set("Date", date.view());
        else if (send_date_)
            headers.insert(std::min<std::size_t>(1, headers.size()), "Date", date.view());
        if (!who->session_token().empty())
            headers.set(token_name, who->session_token().expose());
        if (!authorize_.sign(request, who->secret_id(), current->sign_key, current->key_time,
                             is_signed_header))
            return errc::signing_failed;
        return {};
    }

    error_code presign_as(const snapshot& who, http_request& request, std::chrono::seconds expiry,
                          diagnostics& about) const
    {
        if (const auto broken = check(*who, "expiry", expiry)) {
            about.detail = broken.sentence;
            return broken.code;
        }
        const auto once = open(who, this->now(), expiry);
        if (!who->session_token().empty())
            request.params().set(token_name, who->session_token().expose());
        if (!once || !authorize_.query(request, who->secret_id(), once->sign_key, once->key_time,
                                       is_signed_header))
            return errc::signing_failed;
        return {};
    }

    /// Null if OpenSSL failed.
    std::shared_ptr<const window> open(const snapshot& who, std::chrono::sys_seconds now,
                                       std::chrono::seconds length) const
    {
        const auto seconds = [](auto time) {
            return std::to_string(time.time_since_epoch().count());
        };
        const std::string key_time = seconds(now - start_early_) + ';' + seconds(now + length);
        auto key = authorize_.sign_key(who->secret_key().expose(), key_time);
        if (!key)
            return nullptr;
        return std::make_shared<const window>(
            window{who, now, now + length / 10, key_time, *std::move(key)});
    }

    detail::invalid_input check(const credentials& who, std::string_view field,
                                std::chrono::seconds length) const
    {
        if (auto broken = detail::check_credentials(who, '&', ';'))
            return broken;
        constexpr std::chrono::years most(100);
        if (length <= std::chrono::seconds::zero() || length > most)
            return {errc::invalid_credentials, field, std::to_string(length.count()) + " s",
                    "must be above zero, and at most a hundred years"};
        if (start_early_ < std::chrono::seconds::zero() || start_early_ > most)
            return {errc::invalid_credentials, "signature early start",
                    std::to_string(start_early_.count()) + " s",
                    "must not be below zero, and at most a hundred years"};
        return {};
    }

    std::chrono::seconds validity_ = std::chrono::hours(1);
    std::chrono::seconds start_early_ = std::chrono::minutes(1);
    bool send_date_ = true;
    q_authorization authorize_;
    detail::latest<window> window_;
};

/// From what it is given.
template <class Provider, class... Clock>
basic_q_signing(Provider, Clock...) -> basic_q_signing<Provider, Clock...>;
/// The same for `credentials`.
template <class... Clock>
basic_q_signing(credentials, Clock...) -> basic_q_signing<static_credentials, Clock...>;

/// The usual form: credentials that do not change, on the system's clock.
using q_signing = basic_q_signing<>;

/// Refused by the compiler, so that no stream or log can show the key.
template <class Char, class Traits, class Provider, class Clock>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>&,
                                             const basic_q_signing<Provider, Clock>&) = delete;

} // namespace cosio

#endif
