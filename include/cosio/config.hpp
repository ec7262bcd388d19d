// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CONFIG_HPP
#define COSIO_CONFIG_HPP

#include <cosio/retry.hpp>
#include <cosio/version.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace cosio {

/** How a client behaves. The defaults suit a service that talks to COS over the internet.

    A time of zero or below means no limit. No value is refused but a user agent that HTTP forbids.

    @par Thread-safety
    A value; distinct objects are independent. A client keeps a copy of its own.

    @par Example
    @code
    cosio::config settings;
    settings.operation_timeout = std::chrono::seconds(20);
    settings.retry.attempts = 1;
    cosio::client cos(io, cosio::endpoint::region("ap-beijing"), who, settings);
    @endcode
*/
class config {
public:
    /// The defaults.
    config() {}

    /// From the start of a connection until it can carry a request: name, TCP and TLS together;
    /// and as long again for waiting until one may be opened (`connection_limits`).
    /// When it passes: `errc::connect_timeout`.
    std::chrono::steady_clock::duration connect_timeout = std::chrono::seconds(10);

    /// The longest silence of the peer while a request is sent or its answer awaited. When it
    /// passes: `errc::io_timeout`.
    std::chrono::steady_clock::duration io_timeout = std::chrono::seconds(30);

    /// The whole operation with all its attempts and pauses. When it passes:
    /// `errc::operation_timeout`.
    std::chrono::steady_clock::duration operation_timeout = std::chrono::seconds(60);

    /// Transient failures are retried, by default in three attempts in all.
    retry_policy retry;

    /// Status line and headers of an answer, in bytes. More ends the operation with
    /// `boost::beast::http::error::header_limit`.
    std::uint32_t max_header_bytes = 16 * 1024;

    /// The body of an answer, in bytes; COS's answers to initiate have some 250. More ends the
    /// operation with `boost::beast::http::error::body_limit`.
    std::uint64_t max_body_bytes = 64 * 1024;

    /// Sent unsigned, because proxies change it; left out when empty. A control character ends
    /// each operation with `errc::invalid_header`.
    std::string user_agent = std::string("cosio/") + version;
};

} // namespace cosio

#endif
