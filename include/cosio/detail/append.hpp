// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_APPEND_HPP
#define COSIO_DETAIL_APPEND_HPP

#include <boost/container/container_fwd.hpp>

#include <cstring>
#include <string_view>

namespace cosio::detail {

/// Appends `text`, which is not a part of `out`. Boost's containers insert a range more slowly.
template <class Container>
void append(Container& out, std::string_view text)
{
    const auto size = out.size();
    if constexpr (requires { out.resize(size, boost::container::default_init); }) {
        if (text.empty())
            return;
        out.resize(size + text.size(), boost::container::default_init);
        std::memcpy(out.data() + size, text.data(), text.size());
    } else {
        out.insert(out.end(), text.begin(), text.end());
    }
}

} // namespace cosio::detail

#endif
