// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TRANSPORT_EXCHANGE_WATCH_HPP
#define COSIO_TRANSPORT_EXCHANGE_WATCH_HPP

#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <string_view>

namespace cosio {

/** Whom a transport tells how an exchange goes on, if it is asked to and if it can.

    A client with an observer gives one to `async_exchange(request, watch, token)`, where the
    transport has that overload, and keeps it alive until the exchange completes. Each step that was
    made is told, on the executor of the exchange; a step that failed is not. Where a kept connection
    turns out closed, the steps of its successor follow.
*/
class exchange_watch {
public:
    /// There is a connection: a kept one, or one that is to be opened.
    virtual void on_pool(bool hit) noexcept = 0;

    /// The host has so many addresses.
    virtual void on_resolved(std::size_t addresses) noexcept = 0;

    /// A TCP connection was opened to this address.
    virtual void on_connected(const boost::asio::ip::tcp::endpoint& peer) noexcept = 0;

    /// TLS shook hands in this version, and perhaps resumed a session.
    virtual void on_handshake(std::string_view protocol, bool resumed) noexcept = 0;

    /// The request was sent, in so many bytes of HTTP.
    virtual void on_sent(std::size_t bytes) noexcept = 0;

    /// The answer has come, in so many bytes of HTTP.
    virtual void on_received(std::size_t bytes) noexcept = 0;

protected:
    ~exchange_watch() = default;
};

namespace detail {

/// The watch of an exchange that nobody watches: nothing is compiled for it.
struct no_watch {
    constexpr const no_watch* operator->() const noexcept { return this; }

    static constexpr void on_pool(bool) noexcept {}
    static constexpr void on_resolved(std::size_t) noexcept {}
    static constexpr void on_connected(const boost::asio::ip::tcp::endpoint&) noexcept {}
    static constexpr void on_handshake(std::string_view, bool) noexcept {}
    static constexpr void on_sent(std::size_t) noexcept {}
    static constexpr void on_received(std::size_t) noexcept {}
};

} // namespace detail
} // namespace cosio

#endif
