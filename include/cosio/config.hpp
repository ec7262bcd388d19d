// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CONFIG_HPP
#define COSIO_CONFIG_HPP

#include <cosio/retry.hpp>
#include <cosio/version.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace cosio {

/** How a client behaves. The defaults suit a service that talks to COS over the internet.

    A time of zero means no limit.
*/
class config {
public:
    config() {}

    /// From the start of a connection until it can carry a request: name, TCP and TLS together.
    std::chrono::steady_clock::duration connect_timeout = std::chrono::seconds(10);

    /// The longest silence of the peer while a request is sent or its answer awaited.
    std::chrono::steady_clock::duration io_timeout = std::chrono::seconds(30);

    /// The whole operation with all its attempts and pauses.
    std::chrono::steady_clock::duration operation_timeout = std::chrono::seconds(60);

    /// Which failures are tried again. Default: passing ones, three attempts in all.
    retry_policy retry;

    /// Status line and headers of an answer, in bytes. More ends the operation with Beast's
    /// `http::error::header_limit`.
    std::uint32_t max_header_bytes = 16 * 1024;

    /// The body of an answer, in bytes; COS's answers to initiate have some 250. More ends the
    /// operation with Beast's `http::error::body_limit`.
    std::uint64_t max_body_bytes = 64 * 1024;

    /// Sent unsigned, because proxies change it; left out when empty.
    std::string user_agent = std::string("cosio/") + version;
};

} // namespace cosio

#endif
