// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_PERCENT_HPP
#define COSIO_DETAIL_PERCENT_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/text_writer.hpp>

#include <charconv>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace cosio::detail {

/// `A-Z a-z 0-9 - _ . ~`, which nobody encodes (RFC 3986, section 2.3).
constexpr bool is_unreserved(char c) noexcept
{
    return is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '~';
}

inline constexpr char_table unreserved(is_unreserved);

/// For a path, whose slashes stay.
inline constexpr char_table unreserved_or_slash([](char c) { return c == '/' || is_unreserved(c); });

/** Writes `text` percent-encoded byte by byte, all but what is `plain`.

    Own code, because Boost.URL is a library to link and cosio is headers only.

    @param to  Has room for three characters for each of `text`.
    @return    The end of what was written.
*/
inline char* write_percent_encoded(char* to, std::string_view text, const char_table& plain)
{
    const char* at = text.data();
    const char* const end = at + text.size();
    while (true) {
        for (; end - at >= 4 && plain.all_of_four(at); at += 4, to += 4) // most of them are
            std::memcpy(to, at, 4);
        for (; at != end && plain[*at]; ++at)
            *to++ = *at;
        if (at == end)
            return to;
        const auto byte = static_cast<unsigned char>(*at++);
        *to++ = '%';
        *to++ = "0123456789ABCDEF"[byte >> 4];
        *to++ = "0123456789ABCDEF"[byte & 15];
    }
}

/// The same behind what is in a string or another container of characters.
template <class Container>
void append_percent_encoded(Container& out, std::string_view text,
                            const char_table& plain = unreserved)
{
    const auto size = out.size();
    out.resize(size + 3 * text.size());
    char* const end = write_percent_encoded(out.data() + size, text, plain);
    out.resize(static_cast<std::size_t>(end - out.data()));
}

template <class Container>
void append_percent_encoded(text_writer<Container>& out, std::string_view text,
                            const char_table& plain = unreserved)
{
    out.write_by([&](char* to) { return write_percent_encoded(to, text, plain); });
}

/// The text behind `encoded`; nothing unless it is made of unreserved characters and `%XX`.
inline std::optional<std::string> percent_decoded(std::string_view encoded)
{
    std::string text;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        const char c = encoded[i];
        if (c == '%') {
            unsigned byte = 0;
            const char* first = encoded.data() + i + 1;
            if (i + 2 >= encoded.size() ||
                std::from_chars(first, first + 2, byte, 16).ptr != first + 2)
                return std::nullopt;
            text += static_cast<char>(byte);
            i += 2;
        } else if (is_unreserved(c)) {
            text += c;
        } else {
            return std::nullopt;
        }
    }
    return text;
}

} // namespace cosio::detail

#endif
