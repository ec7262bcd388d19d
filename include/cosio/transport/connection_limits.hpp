// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TRANSPORT_CONNECTION_LIMITS_HPP
#define COSIO_TRANSPORT_CONNECTION_LIMITS_HPP

#include <chrono>
#include <cstddef>

namespace cosio {

/// Whether a transport uses its connections again.
enum class keep_alive {
    no, ///< Each serves one exchange.
    yes ///< Each is kept for the next one.
};

/** How many connections a transport over sockets keeps, and how long.

    A connection is idle between two exchanges. One that its server has closed meanwhile, or said
    something on unasked, is not used again. Idle connections beyond a limit are closed when the
    transport is next used, not by a timer.

    @par Thread-safety
    A value; distinct objects are independent.

    @par Example
    @code
    cosio::connection_limits limits;
    limits.open_per_host = 32;
    cosio::tls_transport<> wire(io, limits);
    @endcode
*/
class connection_limits {
public:
    /// The defaults.
    connection_limits() {}

    /// The defaults; with `keep_alive::no` every connection serves one exchange.
    connection_limits(keep_alive keep) : reuse(keep) {}

    /// If not, `Connection: close` is sent.
    keep_alive reuse = keep_alive::yes;

    /// Connections to one host at most, idle ones included. An exchange beyond that waits, in
    /// `stage::queue`, and those that wait are served in the order they came, for as long as
    /// `config::connect_timeout`. Zero: no limit.
    std::size_t open_per_host = 0;

    /// Idle connections to one host at most; the one that is idle for longest goes first.
    std::size_t idle_per_host = 256;

    /// How long a connection may be idle before it is not used again; servers close theirs after a
    /// minute or so. It is closed when the transport is next used, for whatever host. Zero: no limit.
    std::chrono::steady_clock::duration idle_time = std::chrono::seconds(50);

    /// How old a connection may become before it is not used again, so that a change in the name
    /// service is noticed. Zero: no limit.
    std::chrono::steady_clock::duration age = std::chrono::minutes(10);
};

} // namespace cosio

#endif
