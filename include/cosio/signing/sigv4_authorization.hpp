// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SIGNING_SIGV4_AUTHORIZATION_HPP
#define COSIO_SIGNING_SIGV4_AUTHORIZATION_HPP

#include <cosio/detail/append.hpp>
#include <cosio/detail/canonical_fields.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/digest.hpp>
#include <cosio/detail/percent.hpp>
#include <cosio/http_message.hpp>
#include <cosio/secret.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cosio {

/** What signs the requests of one day: derived from the secret key, for one region and service.

    @par Thread-safety
    A value; distinct objects are independent. The key is wiped on destruction.

    @par Source
    Amazon S3 API reference, "Signature Calculations for the Authorization Header".

    @par Example
    @code
    const auto key = cosio::sigv4_authorization().key("AKIA", "secret", "20130524", "us-east-1", "s3");
    @endcode
*/
struct sigv4_key {
    std::string access_key_id; ///< Is sent with the signature.
    std::string scope;         ///< `<date>/<region>/<service>/aws4_request`; sent and signed.
    secret signing_key;        ///< Signs; is not sent.
};

/** Computes AWS Signature Version 4 as the S3 protocol uses it, for the Authorization header or for
    the query.

    Plain functions: no clock, no I/O. `sigv4_signing` is what a client uses; this is for those who
    sign elsewhere, or check signatures. All query parameters are signed, and the headers that
    `wanted`, a `bool(std::string_view name)`, approves. Functions yield nothing, or false, if
    OpenSSL failed.

    @par Thread-safety
    Const calls may run at once.

    @par Source
    Amazon S3 API reference, "Authenticating Requests (AWS Signature Version 4)".

    @par Example
    @code
    const cosio::sigv4_authorization authorize;
    const auto key = authorize.key("AKIA", "secret", "20130524", "us-east-1", "s3");
    request.headers().set("x-amz-date", "20130524T000000Z");
    request.headers().set("x-amz-content-sha256", cosio::sigv4_authorization::unsigned_payload);
    const auto value = authorize.header(request, *key, "20130524T000000Z",
                                        cosio::sigv4_authorization::unsigned_payload,
                                        cosio::is_signed_header);
    if (value)
        request.headers().set("Authorization", *value);
    @endcode
*/
class sigv4_authorization {
public:
    /// In the place of a payload hash: the body is not signed.
    static constexpr std::string_view unsigned_payload = "UNSIGNED-PAYLOAD";

    /// The key of a day, a region and a service.
    /// @param access_key_id  Is sent with the signature.
    /// @param secret_key     Signs; is not sent.
    /// @param date           `20130524`: the day whose requests are signed.
    /// @param region         `us-east-1`, say.
    /// @param service        `s3`.
    std::optional<sigv4_key> key(std::string_view access_key_id, std::string_view secret_key,
                                 std::string_view date, std::string_view region,
                                 std::string_view service) const
    {
        detail::secure_bytes start;
        detail::append(start, "AWS4");
        detail::append(start, secret_key);
        auto step = sha256_.hmac(detail::as_view(start), date);
        std::string scope(date);
        for (const std::string_view part : {region, service, std::string_view("aws4_request")}) {
            if (!step)
                return std::nullopt;
            step = sha256_.hmac(step->view(), part);
            scope.append("/").append(part);
        }
        if (!step)
            return std::nullopt;
        return sigv4_key{std::string(access_key_id), std::move(scope), secret(step->view())};
    }

    /// SHA-256 of a body, in hexadecimal digits.
    std::optional<std::string> payload_hash(std::string_view body) const
    {
        const auto digest = sha256_.hash(body);
        return digest ? std::optional(std::string(detail::hex(*digest).view())) : std::nullopt;
    }

    /// The value of the Authorization header.
    /// @param request  Path and parameters decoded, as they are kept.
    /// @param key      Of the day of `time`.
    /// @param time     `20130524T000000Z`, as in the request's `x-amz-date`.
    /// @param payload  As in the request's `x-amz-content-sha256`.
    /// @param wanted   Which headers are signed.
    template <class Predicate>
    std::optional<std::string> header(const http_request& request, const sigv4_key& key,
                                      std::string_view time, std::string_view payload,
                                      Predicate wanted) const
    {
        const canonical_headers headers(request.headers(), wanted);
        const auto signature = sign(request, headers, key, time, payload);
        if (!signature)
            return std::nullopt;
        return "AWS4-HMAC-SHA256 Credential=" + key.access_key_id + '/' + key.scope +
               ",SignedHeaders=" + headers.names + ",Signature=" + *signature;
    }

    /// Signs the request in its query instead: adds the parameters of a presigned URL.
    /// @param request  Gets the parameters.
    /// @param key      Of the day of `time`.
    /// @param time     `20130524T000000Z`: from when the URL holds.
    /// @param expires  In seconds, 1 to 604800.
    /// @param token    The session token; empty if there is none.
    /// @param wanted   Which headers are signed.
    template <class Predicate>
    bool query(http_request& request, const sigv4_key& key, std::string_view time,
               std::string_view expires, std::string_view token, Predicate wanted) const
    {
        const canonical_headers headers(request.headers(), wanted);
        field_list& params = request.params();
        params.set("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        params.set("X-Amz-Credential", key.access_key_id + '/' + key.scope);
        params.set("X-Amz-Date", time).set("X-Amz-Expires", expires);
        if (!token.empty())
            params.set("X-Amz-Security-Token", token);
        params.set("X-Amz-SignedHeaders", headers.names);
        const auto signature = sign(request, headers, key, time, unsigned_payload);
        if (signature)
            params.set("X-Amz-Signature", *signature);
        return signature.has_value();
    }

private:
    /// Names in lower case, sorted; values with each run of white space made one space.
    struct canonical_headers {
        template <class Predicate>
        canonical_headers(const field_list& headers, Predicate wanted)
        {
            std::vector<std::pair<std::string, std::string_view>> sorted;
            for (std::size_t i = 0; i < headers.size(); ++i)
                if (wanted(headers[i].name))
                    sorted.emplace_back(detail::lowered(headers[i].name), headers[i].value);
            std::sort(sorted.begin(), sorted.end());
            for (const auto& [name, value] : sorted) {
                names += (names.empty() ? "" : ";") + name;
                detail::append(lines, name);
                lines.push_back(':');
                append_collapsed(value);
                lines.push_back('\n');
            }
        }

        void append_collapsed(std::string_view value)
        {
            const auto start = lines.size();
            for (const char c : value) {
                const bool space = c == ' ' || c == '\t';
                if (!space || (lines.size() > start && lines.back() != ' '))
                    lines.push_back(space ? ' ' : c);
            }
            if (lines.size() > start && lines.back() == ' ')
                lines.pop_back();
        }

        detail::secure_bytes lines; // may hold a key or a token
        std::string names;          // joined by ;
    };

    std::optional<std::string> sign(const http_request& request, const canonical_headers& headers,
                                    const sigv4_key& key, std::string_view time,
                                    std::string_view payload) const
    {
        const detail::canonical_fields params(
            request.params(), [](auto) { return true; }, detail::name_case::kept);
        detail::secure_bytes text;
        text.reserve(1024);
        detail::append(text, request.method());
        detail::append(text, "\n");
        detail::append_percent_encoded(text, request.path(), detail::unreserved_or_slash);
        detail::append(text, "\n");
        params.append_pairs(text);
        detail::append(text, "\n");
        detail::append(text, detail::as_view(headers.lines));
        detail::append(text, "\n");
        detail::append(text, headers.names);
        detail::append(text, "\n");
        detail::append(text, payload);
        const auto digest = sha256_.hash(detail::as_view(text));
        if (!digest)
            return std::nullopt;

        std::string to_sign = "AWS4-HMAC-SHA256\n";
        to_sign.append(time).append("\n").append(key.scope).append("\n");
        to_sign.append(detail::hex(*digest).view());
        const auto signature = sha256_.hmac(key.signing_key.expose(), to_sign);
        return signature ? std::optional(std::string(detail::hex(*signature).view()))
                         : std::nullopt;
    }

    detail::digest_engine sha256_{"SHA256"};
};

} // namespace cosio

#endif
