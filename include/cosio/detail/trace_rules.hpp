// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_TRACE_RULES_HPP
#define COSIO_DETAIL_TRACE_RULES_HPP

#include <cosio/detail/ascii.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

// W3C Trace Context, level 1. A rule returns a sentence when the value breaks it, else nothing.
namespace cosio::detail {

inline constexpr std::string_view traceparent_header = "traceparent";
inline constexpr std::string_view tracestate_header = "tracestate";

inline bool is_trace_header(std::string_view name) noexcept
{
    return iequals(name, traceparent_header) || iequals(name, tracestate_header);
}

constexpr bool is_lower_hex(char c) noexcept
{
    return is_digit(c) || (c >= 'a' && c <= 'f');
}

/// Sections 3.2.2 and 3.2.4. What a later version has behind its flags is not known here.
inline std::string_view traceparent_rule(std::string_view value)
{
    constexpr std::string_view form = "00-00000000000000000000000000000000-0000000000000000-00";
    const auto same = [](char wanted, char c) {
        return wanted == '0' ? is_lower_hex(c) : c == '-';
    };
    const auto is_zero = [&](std::size_t at, std::size_t size) {
        return all_of(value.substr(at, size), [](char c) { return c == '0'; });
    };
    if (value.size() < form.size() || !std::equal(form.begin(), form.end(), value.begin(), same))
        return "must be version-traceid-parentid-flags, of 2, 32, 16 and 2 of 0-9 and a-f";
    if (value.starts_with("ff"))
        return "its version ff is not allowed";
    const auto rest = value.substr(form.size());
    if (!rest.empty() && (value.starts_with("00") || rest.front() != '-'))
        return "goes on after its flags";
    if (is_zero(3, 32))
        return "its trace id must not be all zero";
    if (is_zero(36, 16))
        return "its parent id must not be all zero";
    return {};
}

/// As level 2 has it (3.3.1.3.1), which is wider: the state is seldom the caller's own.
inline bool is_tracestate_key(std::string_view key)
{
    const auto inside = [](char c) {
        return is_lower(c) || is_digit(c) ||
               std::string_view("_-*/@").find(c) != std::string_view::npos;
    };
    return !key.empty() && key.size() <= 256 && (is_lower(key.front()) || is_digit(key.front())) &&
           all_of(key, inside);
}

/// Printable, and no blank at its end (section 3.3.1.3.2).
inline bool is_tracestate_value(std::string_view value)
{
    const auto allowed = [](char c) { return c >= ' ' && c <= '~' && c != ',' && c != '='; };
    return !value.empty() && value.size() <= 256 && value.back() != ' ' && all_of(value, allowed);
}

/// Section 3.3. Nobody has to pass on more than 512 characters (3.3.1.5), so more is not begun.
inline std::string_view tracestate_rule(std::string_view value)
{
    if (value.empty())
        return "must not be empty; leave it unset instead";
    if (value.size() > 512)
        return "must have at most 512 characters";
    std::array<std::string_view, 32> keys;
    std::size_t count = 0;
    for (bool more = true; more;) {
        const auto comma = value.find(',');
        auto member = value.substr(0, comma);
        more = comma != value.npos;
        value.remove_prefix(more ? comma + 1 : value.size());

        member.remove_prefix(std::min(member.find_first_not_of(" \t"), member.size()));
        member = member.substr(0, member.find_last_not_of(" \t") + 1);
        if (member.empty())
            continue; // allowed, and means nothing
        const auto key = member.substr(0, member.find('='));
        if (key.size() == member.size() || !is_tracestate_key(key) ||
            !is_tracestate_value(member.substr(key.size() + 1)))
            return "must be key=value members separated by commas";
        if (std::find(keys.begin(), keys.begin() + count, key) != keys.begin() + count)
            return "has a key twice";
        if (count == keys.size())
            return "must have at most 32 members";
        keys[count++] = key;
    }
    return {};
}

} // namespace cosio::detail

#endif
