// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SIGNING_Q_AUTHORIZATION_HPP
#define COSIO_SIGNING_Q_AUTHORIZATION_HPP

#include <cosio/detail/canonical_fields.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/digest.hpp>
#include <cosio/http_message.hpp>
#include <cosio/secret.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cosio {

/** Computes COS's request signature, for the Authorization header or for the query.

    Plain functions: no clock, no I/O. `q_signing` is what a client uses; this is for those who
    sign elsewhere, in a signer service for instance, or check signatures.

    @par Thread-safety
    Const calls may run at once.

    @par Source
    COS manual, document 7778 (request signature).

    @par Example
    @code
    const cosio::q_authorization authorize;
    const auto value = authorize(request, "AKID", "key", "1585130821;1585138021",
                                 [](std::string_view name) { return name != "User-Agent"; });
    if (value)
        request.headers().set("Authorization", *value);
    @endcode
*/
class q_authorization {
public:
    /** The value of the Authorization header.

        @param request     Path and parameters decoded, as they are kept.
        @param secret_id   `AKID...`; goes into the value.
        @param secret_key  Signs; does not go into it.
        @param key_time    `start;end` in Unix seconds.
        @param wanted      `bool(std::string_view name)`, which headers are signed. All query
                           parameters are.
        @return            Nothing if OpenSSL failed, for want of SHA-1 or of memory.
    */
    template <class Predicate>
    std::optional<std::string> operator()(const http_request& request, std::string_view secret_id,
                                          std::string_view secret_key, std::string_view key_time,
                                          Predicate wanted) const
    {
        const auto key = sign_key(secret_key, key_time);
        return key ? header(request, secret_id, *key, key_time, wanted) : std::nullopt;
    }

    /// The SignKey: signs as long as `key_time` lasts, and for nothing else. Nothing if OpenSSL
    /// failed.
    std::optional<secret> sign_key(std::string_view secret_key, std::string_view key_time) const
    {
        const auto mac = sha1_.hmac(secret_key, key_time);
        return mac ? std::optional(secret(detail::hex(*mac).view())) : std::nullopt;
    }

    /// The call operator for those who have the SignKey already.
    template <class Predicate>
    std::optional<std::string> header(const http_request& request, std::string_view secret_id,
                                      const secret& sign_key, std::string_view key_time,
                                      Predicate wanted) const
    {
        std::string result;
        result.reserve(512);
        const auto add = [&](std::string_view name, std::string_view value) {
            result.append(result.empty() ? "" : "&").append(name).append("=").append(value);
        };
        if (!write(request, secret_id, sign_key, key_time, wanted, add))
            return std::nullopt;
        return result;
    }

    /// Signs the request in its query instead: adds the parameters of a presigned URL. False if
    /// OpenSSL failed.
    template <class Predicate>
    bool query(http_request& request, std::string_view secret_id, const secret& sign_key,
               std::string_view key_time, Predicate wanted) const
    {
        return write(request, secret_id, sign_key, key_time, wanted,
                     [&](std::string_view name, std::string_view value) {
                         request.params().set(name, value);
                     });
    }

private:
    /// Gives `add` the pairs of the signature, in the order of the document.
    template <class Predicate, class Add>
    bool write(const http_request& request, std::string_view secret_id, const secret& sign_key,
               std::string_view key_time, Predicate wanted, Add add) const
    {
        const detail::canonical_fields params(request.params(), [](auto) { return true; });
        const detail::canonical_fields headers(request.headers(), wanted);

        // HttpString: four lines. The path is the decoded one.
        detail::secure_bytes text;
        text.reserve(1024);
        detail::append(text, detail::lowered(request.method()));
        detail::append(text, "\n");
        detail::append(text, request.path());
        detail::append(text, "\n");
        params.append_pairs(text);
        detail::append(text, "\n");
        headers.append_pairs(text);
        detail::append(text, "\n");
        const auto digest = sha1_.hash(detail::as_view(text));
        if (!digest)
            return false;
        std::string to_sign = "sha1\n";
        to_sign.append(key_time).append("\n").append(detail::hex(*digest).view()).append("\n");
        const auto signature = sha1_.hmac(sign_key.expose(), to_sign);
        if (!signature)
            return false;

        std::string header_list, param_list;
        headers.append_names(header_list);
        params.append_names(param_list);
        add("q-sign-algorithm", "sha1");
        add("q-ak", secret_id);
        add("q-sign-time", key_time);
        add("q-key-time", key_time);
        add("q-header-list", header_list);
        add("q-url-param-list", param_list);
        add("q-signature", detail::hex(*signature).view());
        return true;
    }

    detail::digest_engine sha1_{"SHA1"};
};

} // namespace cosio

#endif
