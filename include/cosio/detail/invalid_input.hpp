// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_INVALID_INPUT_HPP
#define COSIO_DETAIL_INVALID_INPUT_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/utf8.hpp>
#include <cosio/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace cosio::detail {

/// `"text"` for a message: control characters spelled out, the end of a long one left out. Always
/// valid UTF-8: bytes beyond ASCII are spelled out where they are not.
inline std::string quoted(std::string_view text)
{
    constexpr std::size_t most = 64;
    const auto inside = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
    auto end = std::min(text.size(), most);
    while (end > most - 4 && end < text.size() && inside(text[end]))
        --end; // to the beginning of a character
    const auto shown = text.substr(0, end);
    const bool plain = utf8_length(shown).has_value();

    std::string result = "\"";
    for (const char c : shown) {
        if (is_control(c) || (!plain && static_cast<unsigned char>(c) >= 0x80)) {
            char escaped[5];
            std::snprintf(escaped, sizeof escaped, "\\x%02x",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
            result += escaped;
        } else {
            result += c;
        }
    }
    result += '"';
    if (text.size() > end)
        result += "... (" + std::to_string(text.size()) + " bytes)";
    return result;
}

/// Why a request cannot be sent: the error, and a sentence that names field, value and rule.
/// Empty if there is nothing to say against it.
struct invalid_input {
    error_code code;
    std::string sentence;

    invalid_input() = default;

    invalid_input(errc what, std::string_view field, std::string_view value, std::string_view rule)
        : code(what), sentence(std::string(field) + " " + quoted(value) + ": " + std::string(rule))
    {
    }

    explicit operator bool() const noexcept { return code.failed(); }
};

} // namespace cosio::detail

#endif
