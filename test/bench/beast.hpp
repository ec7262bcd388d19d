// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_BEAST_HPP
#define COSIO_TEST_BENCH_BEAST_HPP

#include "variant.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream_base.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <deque>
#include <exception>
#include <stdexcept>

namespace bench {

/// Beast's composed operations, as in its examples, with a request that was prepared and without
/// time-outs. What `Wire` makes are its streams.
template <class Wire>
class beast_variant final : public variant {
public:
    explicit beast_variant(const job& what)
        : what_(what), wire_(what), request_(beast_request(prepared_request(what).message))
    {
        boost::asio::ip::tcp::resolver resolver(io_);
        const auto to = what.address();
        peer_ = *resolver.resolve(to.host, std::to_string(to.port)).begin();
        request_.keep_alive(!what.new_connection);
        connections_.resize(what.concurrency);
    }

    void run(work& left) override
    {
        for (auto& each : connections_)
            boost::asio::co_spawn(io_, use(each, left), [](std::exception_ptr failed) {
                if (failed)
                    std::rethrow_exception(failed);
            });
        io_.restart();
        io_.run();
    }

private:
    using request_type = boost::beast::http::request<boost::beast::http::empty_body>;

    struct connection {
        std::unique_ptr<typename Wire::stream_type> stream;
        boost::beast::flat_buffer buffer;
    };

    static request_type beast_request(const cosio::http_request& from)
    {
        std::string target = from.path();
        for (std::size_t i = 0; i < from.params().size(); ++i)
            target.append(i == 0 ? "?" : "&").append(from.params()[i].name);
        request_type result(boost::beast::http::string_to_verb(from.method()), target, 11);
        for (std::size_t i = 0; i < from.headers().size(); ++i)
            result.set(from.headers()[i].name, from.headers()[i].value);
        return result;
    }

    boost::asio::awaitable<void> use(connection& one, work& left)
    {
        namespace http = boost::beast::http;
        using boost::asio::use_awaitable;

        auto begun = clock::now();
        while (left.take()) {
            if (!one.stream) {
                one.stream = wire_.make(io_.get_executor());
                auto& lowest = boost::beast::get_lowest_layer(*one.stream);
                co_await lowest.async_connect(peer_, use_awaitable);
                lowest.socket().set_option(boost::asio::ip::tcp::no_delay(true));
                if constexpr (Wire::shakes_hands)
                    co_await one.stream->async_handshake(boost::asio::ssl::stream_base::client,
                                                         use_awaitable);
            }
            co_await http::async_write(*one.stream, request_, use_awaitable);
            http::response<http::string_body> response;
            co_await http::async_read(*one.stream, one.buffer, response, use_awaitable);
            if (response.result() != http::status::ok || response.body().empty())
                throw std::runtime_error("beast: not the answer that is due");
            if (what_.new_connection)
                one = connection();
            begun = left.done(begun);
        }
    }

    job what_;
    Wire wire_;
    request_type request_;
    boost::asio::io_context io_{1};
    boost::asio::ip::tcp::endpoint peer_;
    std::deque<connection> connections_;
};

} // namespace bench

#endif
