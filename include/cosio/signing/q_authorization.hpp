// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SIGNING_Q_AUTHORIZATION_HPP
#define COSIO_SIGNING_Q_AUTHORIZATION_HPP

#include <cosio/detail/canonical_fields.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/digest.hpp>
#include <cosio/detail/text_writer.hpp>
#include <cosio/http_message.hpp>
#include <cosio/secret.hpp>

#include <boost/container/small_vector.hpp>

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
                                 cosio::is_signed_header);
    if (value)
        request.headers().set("Authorization", *value);
    @endcode
*/
class q_authorization {
    struct signature {
        std::string_view header_list, param_list, hex;
    };

    /// In the order of the document.
    static auto set_header(http_request& request, std::string_view secret_id,
                           std::string_view key_time)
    {
        return [&request, secret_id, key_time](const signature& found) {
            request.headers().set(
                "Authorization",
                {"q-sign-algorithm=sha1&q-ak=", secret_id, "&q-sign-time=", key_time,
                 "&q-key-time=", key_time, "&q-header-list=", found.header_list,
                 "&q-url-param-list=", found.param_list, "&q-signature=", found.hex});
        };
    }

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
        http_request bearer;
        if (!write(request, sign_key, key_time, wanted, set_header(bearer, secret_id, key_time)))
            return std::nullopt;
        return std::string(bearer.headers()[0].value);
    }

    /// Signs the request in its Authorization header, which it adds or replaces. False if OpenSSL
    /// failed.
    template <class Predicate>
    bool sign(http_request& request, std::string_view secret_id, const secret& sign_key,
              std::string_view key_time, Predicate wanted) const
    {
        return write(request, sign_key, key_time, wanted, set_header(request, secret_id, key_time));
    }

    /// Signs the request in its query instead: adds the parameters of a presigned URL. False if
    /// OpenSSL failed.
    template <class Predicate>
    bool query(http_request& request, std::string_view secret_id, const secret& sign_key,
               std::string_view key_time, Predicate wanted) const
    {
        return write(request, sign_key, key_time, wanted, [&](const signature& found) {
            request.params()
                .set("q-sign-algorithm", "sha1")
                .set("q-ak", secret_id)
                .set("q-sign-time", key_time)
                .set("q-key-time", key_time)
                .set("q-header-list", found.header_list)
                .set("q-url-param-list", found.param_list)
                .set("q-signature", found.hex);
        });
    }

private:
    /// Tells `use` what it found.
    template <class Predicate, class Use>
    bool write(const http_request& request, const secret& sign_key, std::string_view key_time,
               Predicate wanted, Use use) const
    {
        const detail::canonical_fields params(request.params(), [](auto) { return true; });
        const detail::canonical_fields headers(request.headers(), wanted);

        // HttpString: four lines. The path is the decoded one.
        const auto bench = sha1_.borrow();
        if (!bench)
            return false;
        const auto digest = bench->hash([&](detail::secure_bytes& out) {
            detail::text_writer text(out, request.longest());
            for (const char c : request.method())
                text.push_back(detail::to_lower(c));
            detail::append(text, "\n");
            detail::append(text, request.path());
            detail::append(text, "\n");
            params.append_pairs(text);
            detail::append(text, "\n");
            headers.append_pairs(text);
            detail::append(text, "\n");
        });
        if (!digest)
            return false;
        boost::container::small_vector<char, 128> to_sign;
        {
            detail::text_writer text(to_sign, 64 + key_time.size());
            detail::append(text, "sha1\n");
            detail::append(text, key_time);
            detail::append(text, "\n");
            detail::append(text, detail::hex(*digest).view());
            detail::append(text, "\n");
        }
        const auto mac = bench->hmac(sign_key.expose(), {to_sign.data(), to_sign.size()});
        if (!mac)
            return false;

        boost::container::small_vector<char, 256> lists;
        std::size_t middle = 0;
        {
            detail::text_writer text(lists, headers.longest_names() + params.longest_names());
            headers.append_names(text);
            middle = text.written();
            params.append_names(text);
        }
        const std::string_view both(lists.data(), lists.size());
        use({both.substr(0, middle), both.substr(middle), detail::hex(*mac).view()});
        return true;
    }

    detail::digest_engine sha1_{"SHA1"};
};

} // namespace cosio

#endif
