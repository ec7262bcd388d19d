// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_BASE64_HPP
#define COSIO_DETAIL_BASE64_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/cleansing_allocator.hpp>

#include <openssl/evp.h>

#include <optional>
#include <string_view>

// OpenSSL's base64 over buffers that are wiped, because keys pass through here.
namespace cosio::detail {

inline secure_bytes base64_encoded(std::string_view bytes)
{
    secure_bytes text((bytes.size() + 2) / 3 * 4 + 1); // one more for the NUL of OpenSSL
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                    reinterpret_cast<const unsigned char*>(bytes.data()),
                    static_cast<int>(bytes.size()));
    text.pop_back();
    return text;
}

/// The bytes behind `text`; nothing unless it is padded base64 without white space.
inline std::optional<secure_bytes> base64_decoded(std::string_view text)
{
    // OpenSSL forgives white space and - at the ends, and takes = anywhere for a digit.
    const auto padding = text.size() - (text.find_last_not_of('=') + 1);
    const bool clean = all_of(text.substr(0, text.size() - padding),
                              [](char c) { return is_alnum(c) || c == '+' || c == '/'; });
    if (text.empty() || text.size() % 4 != 0 || padding > 2 || !clean)
        return std::nullopt;
    secure_bytes bytes(text.size() / 4 * 3);
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
    if (size < 0)
        return std::nullopt;
    bytes.resize(static_cast<std::size_t>(size) - padding); // OpenSSL counts the padding
    return bytes;
}

} // namespace cosio::detail

#endif
