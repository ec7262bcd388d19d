// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_ADDRESS_ORDER_HPP
#define COSIO_DETAIL_ADDRESS_ORDER_HPP

#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <vector>

namespace cosio::detail {

/// The order of RFC 8305, section 4: that of the system, but the address families by turns.
inline std::vector<boost::asio::ip::tcp::endpoint>
by_turns(std::vector<boost::asio::ip::tcp::endpoint> addresses)
{
    for (auto at = addresses.begin(); at != addresses.end(); ++at) {
        if (at == addresses.begin())
            continue;
        const auto family = (at - 1)->protocol();
        const auto other = std::find_if(at, addresses.end(), [&family](const auto& address) {
            return address.protocol() != family;
        });
        if (other == addresses.end())
            break;
        std::rotate(at, other, other + 1);
    }
    return addresses;
}

} // namespace cosio::detail

#endif
