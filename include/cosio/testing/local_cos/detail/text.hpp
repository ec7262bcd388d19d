// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_TEXT_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_TEXT_HPP

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Text helpers of the local COS. They are deliberately not those of the client: a fault in the
// client's encoder must not be repeated here, or the signature check could never find it.
namespace cosio::testing::local_detail {

inline char to_lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string to_lower(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        c = to_lower(c);
    return out;
}

inline bool iequals(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (to_lower(a[i]) != to_lower(b[i]))
            return false;
    return true;
}

inline bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

inline bool is_alnum(char c) noexcept
{
    const char l = to_lower(c);
    return is_digit(c) || (l >= 'a' && l <= 'z');
}

inline bool is_unreserved(char c) noexcept
{
    return is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '~';
}

/// Value of a hexadecimal digit, or -1.
inline int hex_value(char c) noexcept
{
    if (is_digit(c))
        return c - '0';
    const char l = to_lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

inline std::string to_hex(std::string_view bytes)
{
    std::string out;
    for (char c : bytes) {
        const auto u = static_cast<unsigned char>(c);
        out += "0123456789abcdef"[u >> 4];
        out += "0123456789abcdef"[u & 15];
    }
    return out;
}

/// Encodes every byte but the unreserved ones, with upper-case digits.
inline std::string percent_encode(std::string_view text)
{
    std::string out;
    for (char c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else {
            const auto u = static_cast<unsigned char>(c);
            out += '%';
            out += "0123456789ABCDEF"[u >> 4];
            out += "0123456789ABCDEF"[u & 15];
        }
    }
    return out;
}

/// Decodes percent escapes; a plus sign stays one. No value if an escape is broken.
inline std::optional<std::string> percent_decode(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (text.size() - i < 3)
            return std::nullopt;
        const int high = hex_value(text[i + 1]);
        const int low = hex_value(text[i + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        out += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
        i += 2;
    }
    return out;
}

/// Length of the UTF-8 sequence that begins with that byte; 0 if none does.
inline std::size_t utf8_sequence_length(unsigned lead) noexcept
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    if (lead < 0xE0)
        return 2;
    return lead < 0xF0 ? 3 : 4;
}

/// Number of code points, or no value if the text is not UTF-8 (overlong forms and surrogates
/// are not).
inline std::optional<std::size_t> utf8_length(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count) {
        const auto at = [&](std::size_t n) {
            return n < text.size() ? static_cast<unsigned char>(text[n]) : 0U;
        };
        const unsigned lead = at(i);
        const std::size_t length = utf8_sequence_length(lead);
        if (length == 0)
            return std::nullopt;
        for (std::size_t n = 1; n < length; ++n)
            if ((at(i + n) & 0xC0U) != 0x80U)
                return std::nullopt;
        const unsigned next = at(i + 1);
        if ((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) ||
            (lead == 0xF0 && next < 0x90) || (lead == 0xF4 && next > 0x8F))
            return std::nullopt;
        i += length;
    }
    return count;
}

/// An empty text yields one empty piece.
inline std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> out;
    for (;;) {
        const auto end = text.find(separator);
        out.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return out;
        text.remove_prefix(end + 1);
    }
}

inline std::string_view trim(std::string_view text) noexcept
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Reads an unsigned decimal number that makes up the whole text.
inline std::optional<std::int64_t> to_number(std::string_view text) noexcept
{
    std::int64_t value = 0;
    if (text.empty() || !is_digit(text.front()))
        return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Escapes what XML gives a meaning to. Control characters stay as they are, as in COS's answers,
/// although such a body is not well-formed.
inline std::string xml_escape(std::string_view text)
{
    std::string out;
    for (char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&apos;"; break;
        default: out += c;
        }
    }
    return out;
}

} // namespace cosio::testing::local_detail

#endif
