// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_INI_HPP
#define COSIO_DETAIL_INI_HPP

#include <cosio/detail/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace cosio::detail {

constexpr std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view space = " \t\r\n\v\f";
    text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
    return text.substr(0, text.find_last_not_of(space) + 1); // npos + 1 is 0
}

/// One `key = value` of an INI file; the views are parts of its text.
struct ini_entry {
    std::size_t line;
    std::string_view section, key, value;
};

/** Tells every entry of an INI text to `entry`, in order. Gives the number of the first line that
    is not INI, 0 if there is none.

    Lines that begin with `#` or `;` are comments. Own code, because PropertyTree's parser keeps the
    lines it reads in strings that nobody wipes.
*/
template <class Entry>
std::size_t read_ini(std::string_view text, Entry entry)
{
    if (text.starts_with("\xef\xbb\xbf")) // of an editor
        text.remove_prefix(3);
    std::string_view section;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#' || line.front() == ';')
            continue;
        if (line.front() == '[') {
            if (line.back() != ']')
                return number;
            section = trimmed(line.substr(1, line.size() - 2));
            continue;
        }
        const auto equals = line.find('=');
        const auto key = trimmed(line.substr(0, equals));
        if (equals == line.npos || key.empty() ||
            !all_of(line, [](char c) { return c == '\t' || !is_control(c); }))
            return number;
        entry(ini_entry{number, section, key, trimmed(line.substr(equals + 1))});
    }
    return 0;
}

} // namespace cosio::detail

#endif
