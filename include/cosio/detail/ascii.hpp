// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_ASCII_HPP
#define COSIO_DETAIL_ASCII_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

// Character tests of the protocol, which knows no locale.
namespace cosio::detail {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_alnum(char c) noexcept { return is_digit(c) || is_lower(c) || is_upper(c); }

/// The answers of a predicate for all characters, for loops over many of them.
class char_table {
public:
    template <class Predicate>
    constexpr explicit char_table(Predicate predicate)
    {
        for (unsigned c = 0; c < yes_.size(); ++c)
            yes_[c] = predicate(static_cast<char>(c));
    }

    constexpr bool operator[](char c) const noexcept { return yes_[static_cast<unsigned char>(c)]; }

    /// Of the four characters from `at` on; without a branch between them.
    constexpr bool all_of_four(const char* at) const noexcept
    {
        const auto yes = [this, at](int i) { return int((*this)[at[i]]); };
        return (yes(0) & yes(1) & yes(2) & yes(3)) != 0;
    }

private:
    std::array<bool, 256> yes_{};
};

/// U+0000 to U+001F and U+007F.
constexpr bool is_control(char c) noexcept
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// A character of an HTTP token (RFC 9110, 5.6.2).
constexpr bool is_token(char c) noexcept
{
    return is_alnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

constexpr char to_lower(char c) noexcept
{
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool iequals(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size())
        return false;
    std::size_t i = 0;
    if (!std::is_constant_evaluated()) // most are written alike
        while (a.size() - i >= 8 && std::memcmp(a.data() + i, b.data() + i, 8) == 0)
            i += 8;
    for (; i < a.size(); ++i)
        if (a[i] != b[i] && to_lower(a[i]) != to_lower(b[i]))
            return false;
    return true;
}

constexpr bool istarts_with(std::string_view text, std::string_view prefix) noexcept
{
    return iequals(text.substr(0, prefix.size()), prefix);
}

inline std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), to_lower);
    return result;
}

template <class Predicate>
constexpr bool all_of(std::string_view text, Predicate predicate)
{
    for (const char c : text)
        if (!predicate(c))
            return false;
    return true;
}

constexpr bool all_of(std::string_view text, const char_table& yes) noexcept
{
    for (; text.size() >= 4; text.remove_prefix(4))
        if (!yes.all_of_four(text.data()))
            return false;
    return all_of(text, [&yes](char c) { return yes[c]; });
}

} // namespace cosio::detail

#endif
