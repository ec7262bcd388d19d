// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CONNECTOR_HPP
#define COSIO_DETAIL_CONNECTOR_HPP

#include <cosio/detail/address_order.hpp>
#include <cosio/detail/lane.hpp>
#include <cosio/detail/look_ups.hpp>
#include <cosio/endpoint.hpp>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <new>
#include <tuple>
#include <utility>
#include <vector>

namespace cosio::detail {

/** Opens a TCP connection: looks the name up, and tries its addresses as RFC 8305 wants (sections 4
    and 5), the families by turns, each a quarter of a second after the one before or at once when
    that failed; the first that answers wins.

    `Op` has, all called on its executor: `on_addresses(count)`, not called for an IP literal;
    `on_connecting()`; and, last, `on_open(code, socket, peer)`. Whoever gives up calls `abandon()`
    and hears no more.
*/
template <class Op, class Socket>
class connector final : public std::enable_shared_from_this<connector<Op, Socket>>,
                        public look_ups<typename Socket::executor_type>::asker {
public:
    using io_executor_type = typename Socket::executor_type;
    using executor_type = typename Op::executor_type;
    using tcp = boost::asio::ip::tcp;

    connector(Op& waiting, const io_executor_type& io)
        : waiting_(&waiting), io_(io), executor_(waiting.executor()), timer_(io)
    {
    }

    void start(look_ups<io_executor_type>& names, const service_address& peer)
    {
        boost::system::error_code code;
        const auto literal = boost::asio::ip::make_address(peer.host, code);
        if (!code)
            return race({tcp::endpoint(literal, peer.port)});
        address_list known;
        try {
            std::tie(known, ticket_) = names.ask(peer.host, peer.port, io_, this->weak_from_this());
        } catch (const boost::system::system_error& failure) { // no thread to look it up, say
            return end(failure.code());
        }
        if (known)
            on_resolved({}, std::move(known));
    }

    void abandon() noexcept
    {
        waiting_ = nullptr;
        ticket_.reset();
        stop();
    }

private:
    /// RFC 8305, section 5: the "Connection Attempt Delay" it recommends.
    static constexpr std::chrono::milliseconds head_start{250};

    void resolved(boost::system::error_code code, address_list found) noexcept override
    {
        try {
            resume([self = this->shared_from_this(), code, found = std::move(found)]() mutable {
                self->on_resolved(code, std::move(found));
            });
        } catch (...) {
            // Without memory the deadline ends the wait.
        }
    }

    void on_resolved(boost::system::error_code code, address_list found)
    {
        if (!waiting_)
            return;
        ticket_.reset();
        if (code)
            return end(code);
        waiting_->on_addresses(found->size());
        race(by_turns(*found));
    }

    void race(std::vector<tcp::endpoint> order)
    {
        order_ = std::move(order);
        waiting_->on_connecting();
        next();
    }

    void next()
    {
        bool begun = false;
        try {
            try_next();
            begun = true;
        } catch (const std::bad_alloc&) {
        }
        if (!begun && pending_ == 0)
            end(boost::asio::error::no_memory);
    }

    void try_next()
    {
        const tcp::endpoint to = order_[sockets_.size()];
        Socket& socket = sockets_.emplace_back(io_);
        socket.async_connect(to, bound([self = this->shared_from_this(), to,
                                        &socket](boost::system::error_code code) {
                                 self->on_connected(code, socket, to);
                             }));
        ++pending_;
        if (sockets_.size() == order_.size())
            return;
        timer_.expires_after(head_start);
        timer_.async_wait(bound([self = this->shared_from_this(),
                                 begun = sockets_.size()](boost::system::error_code code) {
            if (!code && self->waiting_ && self->sockets_.size() == begun)
                self->next();
        }));
    }

    void on_connected(boost::system::error_code code, Socket& socket, const tcp::endpoint& peer)
    {
        --pending_;
        if (!waiting_)
            return;
        if (!code)
            return win(std::move(socket), peer);
        if (sockets_.size() < order_.size())
            return next();
        if (pending_ == 0)
            end(code);
    }

    void win(Socket socket, const tcp::endpoint& peer)
    {
        stop();
        const auto self = this->shared_from_this(); // the operation lets go of it
        std::exchange(waiting_, nullptr)->on_open({}, std::move(socket), peer);
    }

    void end(boost::system::error_code code)
    {
        stop();
        const auto self = this->shared_from_this();
        std::exchange(waiting_, nullptr)->on_open(code, Socket(io_), {});
    }

    void stop() noexcept
    {
        timer_.cancel();
        boost::system::error_code ignored;
        for (Socket& socket : sockets_)
            socket.close(ignored);
    }

    template <class Function>
    auto bound(Function function)
    {
        return boost::asio::bind_executor(executor_, std::move(function));
    }

    /// By way of the I/O executor, because an erased one can be dispatched to and not posted to.
    template <class Function>
    void resume(Function function)
    {
        if constexpr (is_lane<executor_type>)
            executor_.post(std::move(function));
        else
            boost::asio::post(io_, bound(std::move(function)));
    }

    Op* waiting_;
    io_executor_type io_;
    executor_type executor_;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>,
                                      io_executor_type>
        timer_;
    std::shared_ptr<void> ticket_;
    std::vector<tcp::endpoint> order_;
    std::list<Socket> sockets_; // where each stays
    std::size_t pending_ = 0;
};

} // namespace cosio::detail

#endif
