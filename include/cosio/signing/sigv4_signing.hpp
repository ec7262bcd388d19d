// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SIGNING_SIGV4_SIGNING_HPP
#define COSIO_SIGNING_SIGV4_SIGNING_HPP

#include <cosio/credentials/static_credentials.hpp>
#include <cosio/detail/credentialed_signing.hpp>
#include <cosio/detail/iso_time.hpp>
#include <cosio/detail/latest.hpp>
#include <cosio/detail/wipe.hpp>
#include <cosio/dialect.hpp>
#include <cosio/signing/sigv4_authorization.hpp>

#include <chrono>
#include <concepts>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/** AWS Signature Version 4: the S3 protocol, which COS speaks beside its own, and other servers
    alone. A client with it writes S3's names of headers; see `s3_dialect`.

    Signs every header of the built request for which `is_signed_header`, and every parameter. A
    session token goes into `x-amz-security-token` and is signed too. The service compares the time
    of a signature with its own clock; fifteen minutes is the usual limit. The key of a day is
    derived once, if the credentials stay.

    @tparam Provider  Where the credentials come from; models `credentials_provider`.
    @tparam Clock     Anything with `now()` that gives a time of `std::chrono::system_clock`.

    @par Thread-safety
    One object may sign on many threads at once; setters are for before that.

    @par Source
    Amazon S3 API reference, "Authenticating Requests (AWS Signature Version 4)". COS manual,
    document 37421 (S3 compatibility).

    @par Example
    @code
    cosio::basic_client<cosio::sigv4_signing> s3(
        io, cosio::endpoint::url("https://s3.example.com").path_style(),
        cosio::sigv4_signing(cosio::credentials("AKIA", "key"), "us-east-1"));
    @endcode
*/
template <class Provider = static_credentials, class Clock = std::chrono::system_clock>
    requires credentials_provider<Provider>
class basic_sigv4_signing
    : public detail::credentialed_signing<basic_sigv4_signing<Provider, Clock>, Provider, Clock> {
    using base = detail::credentialed_signing<basic_sigv4_signing, Provider, Clock>;
    friend base;

public:
    /// S3's.
    using dialect = s3_dialect;

    /// @param from    A provider, or what one is made from; checked when something is signed.
    /// @param region  As the service names it: `ap-beijing` for COS, `us-east-1` for many servers.
    /// @param clock   Copied.
    template <std::convertible_to<Provider> From>
    basic_sigv4_signing(From from, std::string region, Clock clock = Clock())
        : base(std::move(from), std::move(clock)), region_(std::move(region))
    {
    }

    /// The service's name in the signature. Default: `s3`.
    basic_sigv4_signing& service(std::string name)
    {
        service_ = std::move(name);
        day_.put(nullptr);
        return *this;
    }

    /// Whether the hash of the body is signed; if not, `UNSIGNED-PAYLOAD` stands in its place.
    /// Default: yes. Presigned URLs never sign it.
    basic_sigv4_signing& sign_payload(bool sign)
    {
        sign_payload_ = sign;
        return *this;
    }

private:
    using snapshot = std::shared_ptr<const credentials>;

    /// The key of a day, for the credentials it was derived from.
    struct day {
        snapshot who;
        std::string date;
        sigv4_key key;
    };

    error_code sign_as(const snapshot& who, http_request& request, diagnostics& about) const
    {
        if (const auto broken = check(*who)) {
            about.detail = broken.sentence;
            return broken.code;
        }
        const std::string time = detail::iso_time(this->now());
        const auto today = key_of(who, time.substr(0, 8));
        const auto payload =
            sign_payload_ ? authorize_.payload_hash(request.body())
                          : std::optional<std::string>(sigv4_authorization::unsigned_payload);
        if (!today || !payload)
            return errc::signing_failed;

        field_list& headers = request.headers();
        headers.set("x-amz-content-sha256", *payload).set("x-amz-date", time);
        if (!who->session_token().empty())
            headers.set("x-amz-security-token", who->session_token().expose());
        auto authorization =
            authorize_.header(request, today->key, time, *payload, is_signed_header);
        if (!authorization)
            return errc::signing_failed;
        headers.set("Authorization", *authorization);
        detail::wipe(authorization->data(), authorization->size());
        return {};
    }

    error_code presign_as(const snapshot& who, http_request& request, std::chrono::seconds expiry,
                          diagnostics& about) const
    {
        auto broken = check(*who);
        if (!broken && (expiry < std::chrono::seconds(1) || expiry > std::chrono::days(7)))
            broken = {errc::invalid_credentials, "expiry", std::to_string(expiry.count()) + " s",
                      "must be 1 second to 7 days"};
        if (broken) {
            about.detail = broken.sentence;
            return broken.code;
        }
        const std::string time = detail::iso_time(this->now());
        const auto today = key_of(who, time.substr(0, 8));
        if (!today || !authorize_.query(request, today->key, time, std::to_string(expiry.count()),
                                        who->session_token().expose(), is_signed_header))
            return errc::signing_failed;
        return {};
    }

    /// Null if OpenSSL failed.
    std::shared_ptr<const day> key_of(const snapshot& who, const std::string& date) const
    {
        auto current = day_.get();
        if (current && current->who == who && current->date == date)
            return current;
        auto key =
            authorize_.key(who->secret_id(), who->secret_key().expose(), date, region_, service_);
        if (!key)
            return nullptr;
        current = std::make_shared<const day>(day{who, date, *std::move(key)});
        day_.put(current);
        return current;
    }

    detail::invalid_input check(const credentials& who) const
    {
        if (auto broken = detail::check_credentials(who, '/', ','))
            return broken;
        const auto allowed = [](char c) { return detail::is_alnum(c) || c == '-' || c == '_'; };
        for (const auto& [field, value] :
             {std::pair<const char*, const std::string&>("region", region_), {"service", service_}})
            if (value.empty() || !detail::all_of(value, allowed))
                return {errc::invalid_credentials, field, value,
                        "must be letters, digits, - and _, such as us-east-1"};
        return {};
    }

    std::string region_;
    std::string service_ = "s3";
    bool sign_payload_ = true;
    sigv4_authorization authorize_;
    detail::latest<day> day_;
};

/// From what it is given.
template <class Provider, class... Clock>
basic_sigv4_signing(Provider, std::string, Clock...) -> basic_sigv4_signing<Provider, Clock...>;
/// The same for `credentials`.
template <class... Clock>
basic_sigv4_signing(credentials, std::string, Clock...)
    -> basic_sigv4_signing<static_credentials, Clock...>;

/// The usual form: credentials that do not change, on the system's clock.
using sigv4_signing = basic_sigv4_signing<>;

/// Refused by the compiler, so that no stream or log can show the key.
template <class Char, class Traits, class Provider, class Clock>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>&,
                                             const basic_sigv4_signing<Provider, Clock>&) = delete;

} // namespace cosio

#endif
