// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_XML_CHARS_HPP
#define COSIO_DETAIL_XML_CHARS_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/utf8.hpp>

#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>

// Characters and references of XML 1.0, fifth edition.
namespace cosio::detail {

inline constexpr std::string_view xml_space = " \t\r\n";

constexpr bool is_xml_space(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Of the characters beyond ASCII, XML leaves a few out that are allowed here.
constexpr bool is_xml_name(char c) noexcept
{
    return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80 || c == '_' || c == ':' ||
           c == '-' || c == '.';
}

constexpr bool is_xml_name_start(char c) noexcept
{
    return is_xml_name(c) && !is_digit(c) && c != '-' && c != '.';
}

/// Whether these are characters that XML allows, in UTF-8.
inline bool is_xml_text(std::string_view text) noexcept
{
    enum kind : unsigned char { plain, beyond_ascii, forbidden };
    static constexpr auto kinds = [] {
        std::array<unsigned char, 256> result{};
        for (unsigned c = 0; c < result.size(); ++c)
            result[c] = c >= 0x80                                         ? beyond_ascii
                        : c >= 0x20 || is_xml_space(static_cast<char>(c)) ? plain
                                                                          : forbidden;
        return result;
    }();
    unsigned seen = plain;
    std::uint64_t eight = 0; // as many at a time, because most of them are visible ASCII
    std::size_t at = 0;
    for (; at + sizeof eight <= text.size(); at += sizeof eight) {
        constexpr std::uint64_t each = 0x0101010101010101;
        std::memcpy(&eight, text.data() + at, sizeof eight);
        // The highest bit of each that is not, and perhaps of one behind it.
        auto others = (eight | (eight - 0x20 * each)) & (0x80 * each);
        for (; others != 0; others &= others - 1)
            seen |= kinds[eight >> (std::countr_zero(others) - 7) & 0xff];
    }
    for (; at < text.size(); ++at)
        seen |= kinds[static_cast<unsigned char>(text[at])];
    if (seen >= forbidden)
        return false;
    return seen == plain || (utf8_length(text) && text.find("\xef\xbf\xbe") == text.npos &&
                             text.find("\xef\xbf\xbf") == text.npos);
}

/// What stands for `&name;`: views `memory` or a literal, and is empty if XML knows no such
/// reference without a document type.
inline std::string_view resolve_reference(std::string_view name, std::array<char, 4>& memory)
{
    constexpr std::array<std::array<std::string_view, 2>, 5> known{
        {{"lt", "<"}, {"gt", ">"}, {"amp", "&"}, {"quot", "\""}, {"apos", "'"}}};
    for (const auto& [word, text] : known)
        if (name == word)
            return text;
    if (!name.starts_with('#'))
        return {};
    const bool hex = name.starts_with("#x");
    const char* const first = name.data() + (hex ? 2 : 1);
    const char* const last = name.data() + name.size();
    unsigned long code = 0;
    const auto [end, error] = std::from_chars(first, last, code, hex ? 16 : 10);
    if (error != std::errc() || end != last || code > 0x10ffff)
        return {};

    std::size_t size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    constexpr std::array<unsigned long, 5> leads{0, 0, 0xc0, 0xe0, 0xf0};
    const std::string_view text(memory.data(), size);
    for (; size > 1; code >>= 6)
        memory[--size] = static_cast<char>(0x80 | (code & 0x3f));
    memory[0] = static_cast<char>(leads[text.size()] | code);
    return is_xml_text(text) ? text : std::string_view(); // no surrogates, no control characters
}

/// CR LF and CR become LF, which XML 1.0 asks for before anything is read (2.11).
inline std::string with_xml_line_ends(std::string_view document)
{
    if (document.find('\r') == document.npos)
        return std::string(document);
    std::string result;
    result.reserve(document.size());
    for (std::size_t i = 0; i < document.size(); ++i) {
        if (document[i] != '\r')
            result += document[i];
        else if (!document.substr(i + 1).starts_with('\n'))
            result += '\n';
    }
    return result;
}

} // namespace cosio::detail

#endif
