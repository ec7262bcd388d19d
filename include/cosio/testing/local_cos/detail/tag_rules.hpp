// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_TAG_RULES_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_TAG_RULES_HPP

#include <cosio/testing/local_cos/detail/text.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cosio::testing::local_detail {

/// A tag key or value: letters, digits, space and `+ - = . _ : / @`; beyond ASCII anything goes.
inline bool is_tag_text(std::string_view text, std::size_t max_length) noexcept
{
    const auto length = utf8_length(text);
    return length && *length > 0 && *length <= max_length &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80 ||
                      std::string_view(" +-=._:/@").find(c) != std::string_view::npos;
           });
}

/** Checks an `x-cos-tagging` header; the text says what is wrong.

    Key and value have to be percent-encoded before they are joined. COS decodes leniently; here
    every other reserved character has to be an escape, so that no plus sign stays ambiguous.
*/
inline std::optional<std::string> find_tag_error(std::string_view header)
{
    const auto pairs = split(header, '&');
    if (pairs.size() > 10)
        return "more than 10 tags";
    std::vector<std::string> keys;
    for (auto pair : pairs) {
        const auto equal = pair.find('=');
        if (equal == std::string_view::npos || pair.find('=', equal + 1) != std::string_view::npos)
            return "a tag is not one key and one value";
        if (!std::all_of(pair.begin(), pair.end(),
                         [](char c) { return is_unreserved(c) || c == '%' || c == '='; }))
            return "a tag is not percent-encoded";
        const auto key = percent_decode(pair.substr(0, equal));
        const auto value = percent_decode(pair.substr(equal + 1));
        if (!key || !value)
            return "a tag is not percent-encoded";
        if (!is_tag_text(*key, 127))
            return "a tag key is not 1 to 127 of the characters allowed";
        if (!is_tag_text(*value, 255))
            return "a tag value is not 1 to 255 of the characters allowed";
        for (std::string_view reserved : {"qcs:", "project", "\xE9\xA1\xB9\xE7\x9B\xAE"})
            if (key->starts_with(reserved))
                return "a tag key begins with a reserved word";
        if (std::find(keys.begin(), keys.end(), *key) != keys.end())
            return "a tag key occurs twice";
        keys.push_back(*key);
    }
    return std::nullopt;
}

} // namespace cosio::testing::local_detail

#endif
