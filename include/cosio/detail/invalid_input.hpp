// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_INVALID_INPUT_HPP
#define COSIO_DETAIL_INVALID_INPUT_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/error.hpp>

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace cosio::detail {

/// `"text"` for a message: control characters spelled out, the middle of a long one left out.
inline std::string quoted(std::string_view text)
{
    constexpr std::size_t most = 64;
    std::string result = "\"";
    for (const char c : text.substr(0, most)) {
        if (is_control(c)) {
            char escaped[5];
            std::snprintf(escaped, sizeof escaped, "\\x%02x",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
            result += escaped;
        } else {
            result += c;
        }
    }
    result += '"';
    if (text.size() > most)
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
