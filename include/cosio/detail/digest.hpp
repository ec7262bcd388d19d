// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_DIGEST_HPP
#define COSIO_DETAIL_DIGEST_HPP

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace cosio::detail {

/// A few characters that are wiped, because they may be a key.
template <std::size_t Capacity>
struct wiped_chars {
    std::array<char, Capacity> chars;
    std::size_t size = 0;

    ~wiped_chars() { OPENSSL_cleanse(chars.data(), chars.size()); }

    std::string_view view() const noexcept { return {chars.data(), size}; }
};

/// A digest as OpenSSL gives it.
using raw_digest = wiped_chars<EVP_MAX_MD_SIZE>;

/// A digest in lower-case hexadecimal digits, as services write it.
using hex_digest = wiped_chars<2 * EVP_MAX_MD_SIZE>;

inline hex_digest hex(const raw_digest& digest) noexcept
{
    hex_digest result;
    for (const char c : digest.view()) {
        const auto byte = static_cast<unsigned char>(c);
        result.chars[result.size++] = "0123456789abcdef"[byte >> 4];
        result.chars[result.size++] = "0123456789abcdef"[byte & 15];
    }
    return result;
}

/** A hash of OpenSSL and its HMAC, fetched once: a fetch costs more than the digest itself.

    Const calls may run at once on many threads; each has a context of its own.
*/
class digest_engine {
public:
    /// @param algorithm  As OpenSSL names it, `SHA1`; kept, not copied.
    explicit digest_engine(const char* algorithm)
        : algorithm_(algorithm), digest_(EVP_MD_fetch(nullptr, algorithm, nullptr), EVP_MD_free),
          mac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr), EVP_MAC_free)
    {
    }

    /// Nothing if OpenSSL does not have the algorithm, or no memory.
    std::optional<raw_digest> hash(std::string_view text) const
    {
        std::optional<raw_digest> result(std::in_place);
        unsigned size = 0;
        if (!digest_ || EVP_Digest(text.data(), text.size(), as_bytes(result->chars.data()), &size,
                                   digest_.get(), nullptr) != 1)
            return std::nullopt;
        result->size = size;
        return result;
    }

    std::optional<raw_digest> hmac(std::string_view key, std::string_view text) const
    {
        const std::unique_ptr<EVP_MAC_CTX, void (*)(EVP_MAC_CTX*)> context(
            mac_ ? EVP_MAC_CTX_new(mac_.get()) : nullptr, EVP_MAC_CTX_free);
        const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(
                                         OSSL_MAC_PARAM_DIGEST, const_cast<char*>(algorithm_), 0),
                                     OSSL_PARAM_END};
        std::optional<raw_digest> result(std::in_place);
        if (!context ||
            EVP_MAC_init(context.get(), as_bytes(key.data()), key.size(), params) != 1 ||
            EVP_MAC_update(context.get(), as_bytes(text.data()), text.size()) != 1 ||
            EVP_MAC_final(context.get(), as_bytes(result->chars.data()), &result->size,
                          result->chars.size()) != 1)
            return std::nullopt;
        return result;
    }

private:
    static const unsigned char* as_bytes(const char* text) noexcept
    {
        return reinterpret_cast<const unsigned char*>(text);
    }

    static unsigned char* as_bytes(char* text) noexcept
    {
        return reinterpret_cast<unsigned char*>(text);
    }

    const char* algorithm_;
    std::shared_ptr<EVP_MD> digest_;
    std::shared_ptr<EVP_MAC> mac_;
};

} // namespace cosio::detail

#endif
