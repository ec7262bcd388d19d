// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_PLACE_HPP
#define COSIO_EXAMPLE_CLI_PLACE_HPP

#include <cosio/endpoint.hpp>

#include <string>
#include <string_view>

namespace cli {

/// Where uploads are begun. The same key in another place is another upload.
struct place {
    std::string endpoint; ///< connected to, `https://host:port`
    std::string host;     ///< asked for: the Host header
    std::string bucket;

    friend bool operator==(const place&, const place&) = default;
};

/// @throws usage_error if the endpoint is none.
place place_of(const cosio::endpoint& endpoint, std::string_view bucket);

} // namespace cli

#endif
