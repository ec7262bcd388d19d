// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_LINK_HPP
#define COSIO_DETAIL_LINK_HPP

#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/io_step.hpp>
#include <cosio/endpoint.hpp>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <vector>

namespace cosio::detail {

/// What a connection keeps from one exchange to the next, whatever its stream.
class link_buffers {
public:
    secure_bytes out;
    secure_bytes in; // temporary keys come this way
    call_memory calls;
    std::chrono::steady_clock::time_point made, idle_since;
};

/// Whether the peer of an idle connection has neither closed it nor said anything unasked.
template <class Socket>
bool is_quiet(Socket& socket)
{
    boost::system::error_code code;
    char byte;
    socket.receive(boost::asio::buffer(&byte, 1), socket.message_peek, code);
    return code == boost::asio::error::would_block;
}

/// A connection without TLS.
template <class Executor>
class tcp_link : public link_buffers {
public:
    using socket_type = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
    struct settings {};

    static constexpr scheme speaks = scheme::http;
    static constexpr bool shakes_hands = false;

    tcp_link(const Executor& executor, const settings&) : socket_(executor) {}

    socket_type& socket() noexcept { return socket_; }
    socket_type& stream() noexcept { return socket_; }
    bool quiet() { return is_quiet(socket_); }

private:
    socket_type socket_;
};

} // namespace cosio::detail

#endif
