// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_SHA1_HPP
#define COSIO_DETAIL_SHA1_HPP

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <memory>
#include <optional>
#include <string_view>

namespace cosio::detail {

/// A digest as COS writes it: 40 lower-case hexadecimal digits.
/// Wiped, because it may be a key.
struct hex_digest {
    std::array<char, 40> digits;

    ~hex_digest() { OPENSSL_cleanse(digits.data(), digits.size()); }

    std::string_view view() const noexcept { return {digits.data(), digits.size()}; }
};

/** SHA-1 and HMAC-SHA1 of OpenSSL, fetched once: a fetch costs more than the digest itself.

    Const calls may run at once on many threads; each has a context of its own.
*/
class sha1_engine {
public:
    sha1_engine()
        : digest_(EVP_MD_fetch(nullptr, "SHA1", nullptr), EVP_MD_free),
          mac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr), EVP_MAC_free)
    {
    }

    /// Nothing if OpenSSL has no SHA-1 or no memory.
    std::optional<hex_digest> hash(std::string_view text) const
    {
        unsigned char bytes[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        if (!digest_ ||
            EVP_Digest(text.data(), text.size(), bytes, &size, digest_.get(), nullptr) != 1)
            return std::nullopt;
        return hex(bytes);
    }

    std::optional<hex_digest> hmac(std::string_view key, std::string_view text) const
    {
        const std::unique_ptr<EVP_MAC_CTX, void (*)(EVP_MAC_CTX*)> context(
            mac_ ? EVP_MAC_CTX_new(mac_.get()) : nullptr, EVP_MAC_CTX_free);
        char name[] = "SHA1";
        const OSSL_PARAM params[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0), OSSL_PARAM_END};
        unsigned char bytes[EVP_MAX_MD_SIZE];
        std::size_t size = 0;
        if (!context || EVP_MAC_init(context.get(), as_bytes(key), key.size(), params) != 1 ||
            EVP_MAC_update(context.get(), as_bytes(text), text.size()) != 1 ||
            EVP_MAC_final(context.get(), bytes, &size, sizeof bytes) != 1)
            return std::nullopt;
        const auto digest = hex(bytes);
        OPENSSL_cleanse(bytes, sizeof bytes);
        return digest;
    }

private:
    static const unsigned char* as_bytes(std::string_view text) noexcept
    {
        return reinterpret_cast<const unsigned char*>(text.data());
    }

    static hex_digest hex(const unsigned char* bytes) noexcept
    {
        hex_digest result;
        for (std::size_t i = 0; i < result.digits.size(); i += 2) {
            result.digits[i] = "0123456789abcdef"[bytes[i / 2] >> 4];
            result.digits[i + 1] = "0123456789abcdef"[bytes[i / 2] & 15];
        }
        return result;
    }

    std::shared_ptr<EVP_MD> digest_;
    std::shared_ptr<EVP_MAC> mac_;
};

} // namespace cosio::detail

#endif
