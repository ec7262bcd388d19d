// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_TARGET_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_TARGET_HPP

#include <cosio/testing/local_cos/detail/text.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cosio::testing::local_detail {

/// A query parameter, decoded. One without a value and one with an empty value are the same.
struct parameter {
    std::string name;
    std::string value;
};

/// A request target, decoded.
struct target {
    std::string path;
    std::vector<parameter> parameters;

    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept
    {
        for (const auto& p : parameters)
            if (p.name == name)
                return p.value;
        return std::nullopt;
    }
};

/// Characters a path or query may hold unencoded (RFC 3986), slash and question mark included.
inline bool is_target_char(char c) noexcept
{
    return is_unreserved(c) ||
           std::string_view("!$&'()*+,;=:@/?%").find(c) != std::string_view::npos;
}

/** Decodes a request target in origin form, or in absolute form for the given host.

    Stricter than COS, which takes raw UTF-8 and empty parameters too: no value if there is any
    character RFC 3986 does not allow, a broken escape, text that is not UTF-8, or an empty or
    nameless parameter.
*/
inline std::optional<target> parse_target(std::string_view text, std::string_view host = {})
{
    if (const auto scheme = text.find("://"); !text.starts_with('/') && scheme < 6) {
        text.remove_prefix(scheme + 3);
        if (host.empty() || !iequals(text.substr(0, host.size()), host))
            return std::nullopt;
        text.remove_prefix(host.size());
    }
    if (!text.starts_with('/') || !std::all_of(text.begin(), text.end(), is_target_char))
        return std::nullopt;
    const auto query = text.find('?');
    target out;
    auto path = percent_decode(text.substr(0, query));
    if (!path || !utf8_length(*path))
        return std::nullopt;
    out.path = std::move(*path);
    if (query == std::string_view::npos)
        return out;
    for (auto piece : split(text.substr(query + 1), '&')) {
        const auto equal = piece.find('=');
        auto name = percent_decode(piece.substr(0, equal));
        auto value = percent_decode(equal == std::string_view::npos ? std::string_view{}
                                                                    : piece.substr(equal + 1));
        if (!name || name->empty() || !value || !utf8_length(*name) || !utf8_length(*value))
            return std::nullopt;
        out.parameters.push_back({std::move(*name), std::move(*value)});
    }
    return out;
}

/// The first name that occurs twice, compared as it enters a signature (without case).
template <class Range>
[[nodiscard]] std::optional<std::string> duplicate_name(const Range& items)
{
    std::vector<std::string> names;
    for (const auto& item : items)
        names.push_back(to_lower(item.name));
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    return twice == names.end() ? std::nullopt : std::optional(*twice);
}

} // namespace cosio::testing::local_detail

#endif
