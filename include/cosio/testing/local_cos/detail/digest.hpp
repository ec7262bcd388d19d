// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_DIGEST_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_DIGEST_HPP

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cosio::testing::local_detail {

/// Raw digest of a text.
inline std::string digest(EVP_MD const* algorithm, std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned length = 0;
    if (EVP_Digest(text.data(), text.size(), out.data(), &length, algorithm, nullptr) != 1)
        throw std::runtime_error("local COS: OpenSSL has no such digest");
    return std::string(reinterpret_cast<const char*>(out.data()), length);
}

inline std::string sha1(std::string_view text)
{
    return digest(EVP_sha1(), text);
}
inline std::string md5(std::string_view text)
{
    return digest(EVP_md5(), text);
}

/// HMAC-SHA1, written out from RFC 2104, so that the check shares no code with the client's signer.
inline std::string hmac_sha1(std::string_view key, std::string_view text)
{
    constexpr std::size_t block = 64;
    std::string padded = key.size() > block ? sha1(key) : std::string(key);
    padded.resize(block, '\0');
    std::string inner = padded;
    std::string outer = std::move(padded);
    for (char& c : inner)
        c = static_cast<char>(c ^ 0x36);
    for (char& c : outer)
        c = static_cast<char>(c ^ 0x5c);
    return sha1(outer + sha1(inner.append(text)));
}

inline std::string base64_encode(std::string_view bytes)
{
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0'); // EVP_EncodeBlock adds a NUL
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(bytes.data()),
                                       static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

/// Strict: whole groups, no white space, no stray bits. No value otherwise.
inline std::optional<std::string> base64_decode(std::string_view text)
{
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::string out(text.size() / 4 * 3, '\0');
    const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(text.data()),
                                       static_cast<int>(text.size()));
    if (length < 0)
        return std::nullopt;
    out.resize(static_cast<std::size_t>(length));
    for (int n = 0;
         n < 2 && !out.empty() && text[text.size() - 1U - static_cast<unsigned>(n)] == '='; ++n)
        out.pop_back(); // EVP_DecodeBlock counts the padding as bytes
    return base64_encode(out) == text ? std::optional(std::move(out)) : std::nullopt;
}

inline std::string random_bytes(std::size_t count)
{
    std::string out(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) != 1)
        throw std::runtime_error("local COS: no random bytes from OpenSSL");
    return out;
}

} // namespace cosio::testing::local_detail

#endif
