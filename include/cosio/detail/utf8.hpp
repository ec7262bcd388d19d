// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_UTF8_HPP
#define COSIO_DETAIL_UTF8_HPP

#include <cstddef>
#include <optional>
#include <string_view>

namespace cosio::detail {

/// How many characters valid UTF-8 holds; nothing if it is not valid (overlong forms, surrogates
/// and values above U+10FFFF are not). Unicode 15, table 3-7.
constexpr std::optional<std::size_t> utf8_length(std::string_view text) noexcept
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) {
        const auto byte = [&](std::size_t at) {
            return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
        };
        const unsigned lead = byte(i);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4)
            return std::nullopt;
        const unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        for (std::size_t k = 1; k < size; ++k) {
            const unsigned next = byte(i + k);
            if (next < (k == 1 ? low : 0x80u) || next > (k == 1 ? high : 0xbfu))
                return std::nullopt;
        }
        i += size;
    }
    return count;
}

} // namespace cosio::detail

#endif
