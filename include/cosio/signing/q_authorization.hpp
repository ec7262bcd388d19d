// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SIGNING_Q_AUTHORIZATION_HPP
#define COSIO_SIGNING_Q_AUTHORIZATION_HPP

#include <cosio/detail/base64.hpp>
#include <cosio/detail/canonical_fields.hpp>
#include <cosio/detail/sha1.hpp>
#include <cosio/http_message.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cosio {

/** Computes COS's request signature, the value of the Authorization header.

    A plain function: no clock, no I/O. `q_signing` is what a client uses; this is for those who
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
    /** @param request     Path and parameters decoded, as they are kept.
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
        const auto sign_key = sha1_.hmac(secret_key, key_time);
        if (!digest || !sign_key)
            return std::nullopt;

        std::string to_sign = "sha1\n";
        to_sign.append(key_time).append("\n").append(digest->view()).append("\n");
        const auto signature = sha1_.hmac(sign_key->view(), to_sign); // the text of the key, in hex
        if (!signature)
            return std::nullopt;

        std::string result = "q-sign-algorithm=sha1&q-ak=";
        result.reserve(512);
        result.append(secret_id).append("&q-sign-time=").append(key_time);
        result.append("&q-key-time=").append(key_time).append("&q-header-list=");
        headers.append_names(result);
        result += "&q-url-param-list=";
        params.append_names(result);
        result.append("&q-signature=").append(signature->view());
        return result;
    }

private:
    detail::sha1_engine sha1_;
};

} // namespace cosio

#endif
