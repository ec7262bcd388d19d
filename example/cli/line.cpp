// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "line.hpp"

#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

namespace cli {
namespace {

/// A character that must not be printed, at the beginning of a text. Size 0: there is none.
struct unprintable {
    std::size_t size = 0;
    unsigned code_point = 0;
};

unprintable unprintable_at(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x20 || first == 0x7f)
        return {1, first};
    const auto second = text.size() > 1 ? static_cast<unsigned char>(text[1]) : 0u;
    if (first == 0xc2 && second >= 0x80 && second < 0xa0)
        return {2, second}; // in UTF-8 the second byte of U+0080 to U+009F is the code point
    if (text.starts_with("\u2028"))
        return {3, 0x2028};
    if (text.starts_with("\u2029"))
        return {3, 0x2029};
    return {};
}

std::string escape_of(unsigned code_point)
{
    std::string result = "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        result += "0123456789abcdef"[code_point >> shift & 15];
    return result;
}

/// See https://no-color.org.
bool coloured()
{
    const char* no_color = std::getenv("NO_COLOR");
    return isatty(STDERR_FILENO) == 1 && !(no_color && *no_color);
}

} // namespace

std::string spelled_out(std::string_view text, std::string_view also)
{
    std::string result;
    while (!text.empty()) {
        const auto found = unprintable_at(text);
        if (found.size == 0 && also.find(text[0]) != also.npos)
            result += '\\';
        result += found.size == 0 ? std::string(1, text[0]) : escape_of(found.code_point);
        text.remove_prefix(found.size == 0 ? 1 : found.size);
    }
    return result;
}

bool print(std::string_view text)
{
    std::cout << text << std::flush;
    return std::cout.good();
}

void print_error(std::string_view sentence)
{
    const bool red = coloured();
    std::cerr << (red ? "\033[31merror:\033[0m " : "error: ") + spelled_out(sentence) + '\n';
}

} // namespace cli
