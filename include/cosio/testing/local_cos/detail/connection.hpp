// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_CONNECTION_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_CONNECTION_HPP

#include <cosio/testing/local_cos/detail/core.hpp>
#include <cosio/testing/local_cos/detail/http.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace cosio::testing::local_detail {

namespace asio = boost::asio;
using boost::system::error_code;

using plain_stream = asio::ip::tcp::socket;
using tls_stream = asio::ssl::stream<asio::ip::tcp::socket>;

/** One connection, from the handshake to its end.

    The stream's executor is a strand, so all handlers are serialised. They own the connection;
    what it shares with others is in the core.
*/
template <class Stream>
class connection final : public stoppable, public std::enable_shared_from_this<connection<Stream>> {
public:
    template <class... Args>
    connection(std::shared_ptr<server_core> core, Args&&... args)
        : core_(std::move(core)), stream_(std::forward<Args>(args)...),
          watchdog_(stream_.get_executor()), delay_(stream_.get_executor())
    {
    }

    /// From any thread; returns before the end.
    void start()
    {
        asio::dispatch(stream_.get_executor(), [self = self()] { self->begin(); });
    }

    void stop() override
    {
        asio::dispatch(stream_.get_executor(), [self = self()] { self->close(); });
    }

private:
    static constexpr bool is_tls = std::is_same_v<Stream, tls_stream>;

    std::shared_ptr<connection> self() { return this->shared_from_this(); }

    void begin()
    {
        if (closed_)
            return;
        deadline_ = std::chrono::steady_clock::now() + core_->service.options().idle_timeout();
        watch();
        if constexpr (is_tls) {
            stream_.async_handshake(asio::ssl::stream_base::server, [self = self()](error_code ec) {
                if (ec)
                    return self->close();
                ++self->core_->handshakes;
                if (SSL_session_reused(self->stream_.native_handle()) == 1)
                    ++self->core_->resumptions;
                self->read();
            });
        } else {
            read();
        }
    }

    void read()
    {
        extend(core_->service.options().idle_timeout());
        stream_.async_read_some(asio::buffer(chunk_),
                                [self = self()](error_code ec, std::size_t n) {
                                    if (ec)
                                        return self->close();
                                    self->pending_.append(self->chunk_.data(), n);
                                    self->parse();
                                });
    }

    void parse()
    {
        error_code error;
        if (reader_.feed(pending_, error)) {
            ++core_->requests;
            respond(core_->service.answer(reader_.take(is_tls)));
        } else if (error) {
            respond(refuse_bytes(core_->service, error));
        } else {
            read();
        }
    }

    void respond(const local_answer& answer)
    {
        if (answer.delay().count() == 0)
            return send(answer);
        extend(answer.delay() + core_->service.options().idle_timeout());
        delay_.expires_after(answer.delay());
        delay_.async_wait([self = self(), answer](error_code ec) {
            if (!ec)
                self->send(answer);
        });
    }

    void send(const local_answer& answer)
    {
        if (answer.sent_as() == local_answer::form::hang_up)
            return close();
        out_ = to_bytes(answer);
        extend(core_->service.options().idle_timeout());
        asio::async_write(stream_, asio::buffer(out_),
                          [self = self(), last = answer.closes()](error_code ec, std::size_t) {
                              if (ec)
                                  return self->close();
                              if (last)
                                  return self->finish();
                              self->reader_.reset();
                              self->parse();
                          });
    }

    /// Ends politely. Closing with unread bytes would reset the connection, and the client might
    /// lose the answer; so what still comes is read away, for a while.
    void finish()
    {
        extend(std::chrono::seconds{2});
        if constexpr (is_tls) {
            stream_.async_shutdown([self = self()](error_code) { self->close(); });
        } else {
            error_code ignored;
            stream_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
            drain();
        }
    }

    void drain()
    {
        stream_.async_read_some(asio::buffer(chunk_), [self = self()](error_code ec, std::size_t) {
            if (ec)
                self->close();
            else
                self->drain();
        });
    }

    void close()
    {
        closed_ = true;
        error_code ignored;
        stream_.lowest_layer().close(ignored);
        watchdog_.cancel();
        delay_.cancel();
    }

    /// Most deadlines are later than the last, and only move the point in time: the wait is
    /// renewed when it ends too early. An earlier one makes it end now.
    void extend(std::chrono::milliseconds time)
    {
        deadline_ = std::chrono::steady_clock::now() + time;
        if (deadline_ < watchdog_.expiry())
            watchdog_.cancel();
    }

    void watch()
    {
        if (closed_)
            return;
        watchdog_.expires_at(deadline_);
        watchdog_.async_wait([self = self()](error_code) {
            if (std::chrono::steady_clock::now() >= self->deadline_)
                self->close();
            self->watch();
        });
    }

    std::shared_ptr<server_core> core_;
    Stream stream_;
    asio::steady_timer watchdog_;
    asio::steady_timer delay_;
    std::chrono::steady_clock::time_point deadline_;
    bool closed_ = false;
    request_reader reader_;
    std::array<char, 4096> chunk_;
    std::string pending_;
    std::string out_;
};

} // namespace cosio::testing::local_detail

#endif
