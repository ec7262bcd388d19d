// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_PERCENT_HPP
#define COSIO_DETAIL_PERCENT_HPP

#include <cosio/detail/append.hpp>
#include <cosio/detail/ascii.hpp>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace cosio::detail {

/// `A-Z a-z 0-9 - _ . ~`, which nobody encodes (RFC 3986, section 2.3).
constexpr bool is_unreserved(char c) noexcept
{
    return is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '~';
}

/** Appends `text` percent-encoded byte by byte: all but unreserved characters, and `kept`.

    Own code, because Boost.URL is a library to link and cosio is headers only.
*/
template <class Container>
void append_percent_encoded(Container& out, std::string_view text, char kept = '-')
{
    static constexpr char_table plain(is_unreserved);
    const char* const end = text.data() + text.size();
    for (const char* at = text.data(); at != end; ++at) {
        const char* const run = at;
        while (end - at >= 4 && plain[at[0]] && plain[at[1]] && plain[at[2]] && plain[at[3]])
            at += 4; // most of them are plain
        while (at != end && (plain[*at] || *at == kept))
            ++at;
        append(out, {run, at});
        if (at == end)
            return;
        const auto byte = static_cast<unsigned char>(*at);
        const char code[] = {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
        append(out, {code, sizeof code});
    }
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
