// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_MOVE_TEXTS_HPP
#define COSIO_DETAIL_MOVE_TEXTS_HPP

#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace cosio::detail {

/// Moves the strings of an object of which nearly all are empty. The standard library copies an
/// empty string's memory too, each in a call of its own.
template <class T, std::size_t Count>
void move_texts(T& to, T& from, const std::array<std::string T::*, Count>& texts) noexcept
{
    for (const auto text : texts)
        if (!(to.*text).empty() || !(from.*text).empty())
            to.*text = std::move(from.*text);
}

} // namespace cosio::detail

#endif
