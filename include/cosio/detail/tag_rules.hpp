// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_TAG_RULES_HPP
#define COSIO_DETAIL_TAG_RULES_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/percent.hpp>
#include <cosio/detail/utf8.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace cosio::detail {

/// A letter is anything beyond ASCII here: telling Chinese letters from symbols is COS's business.
constexpr bool is_tag_character(char c) noexcept
{
    return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view(" +-=._:/@").find(c) != std::string_view::npos;
}

inline std::string_view tag_text_rule(std::string_view text, std::size_t most)
{
    const auto length = utf8_length(text);
    if (!length)
        return "tags must be valid UTF-8";
    if (*length < 1 || *length > most)
        return most == 127 ? "a tag key must have 1 to 127 characters"
                           : "a tag value must have 1 to 255 characters";
    if (!all_of(text, is_tag_character))
        return "tags may hold letters, digits, space and + - = . _ : / @";
    return {};
}

/// The rules of the object-tagging document, over the header as it is sent: `k1=v1&k2=v2`.
inline std::string_view tagging_rule(std::string_view header)
{
    std::vector<std::string> keys;
    for (bool more = true; more;) {
        const auto pair = header.substr(0, header.find('&'));
        more = pair.size() < header.size();
        header.remove_prefix(std::min(header.size(), pair.size() + 1));

        const auto equals = pair.find('=');
        if (equals == pair.npos)
            return "must be key=value pairs joined by &";
        const auto key = percent_decoded(pair.substr(0, equals));
        const auto value = percent_decoded(pair.substr(equals + 1));
        if (!key || !value)
            return "keys and values must be percent-encoded";
        if (const auto broken = tag_text_rule(*key, 127); !broken.empty())
            return broken;
        if (const auto broken = tag_text_rule(*value, 255); !broken.empty())
            return broken;
        if (key->starts_with("qcs:") || key->starts_with("project") || key->starts_with("项目"))
            return "keys that begin with qcs:, project or 项目 are reserved";
        if (std::find(keys.begin(), keys.end(), *key) != keys.end())
            return "a key may stand only once";
        keys.push_back(*key);
    }
    return keys.size() > 10 ? "an object has at most 10 tags" : std::string_view();
}

} // namespace cosio::detail

#endif
