// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "place.hpp"
#include "words.hpp"

namespace cli {

place place_of(const cosio::endpoint& endpoint, std::string_view bucket)
{
    if (const auto& broken = endpoint.broken())
        throw usage_error(broken.sentence);
    const auto address = endpoint.address_of(bucket);
    const bool literal = address.host.find(':') != address.host.npos; // IPv6
    return {(address.scheme == cosio::scheme::https ? "https://" : "http://") +
                (literal ? '[' + address.host + ']' : address.host) + ':' +
                std::to_string(address.port),
            address.authority, std::string(bucket)};
}

} // namespace cli
