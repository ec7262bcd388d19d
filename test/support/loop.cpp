// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "loop_parts.hpp"

#include <cosio/testing/local_cos.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <chrono>

namespace support {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

asio::awaitable<void> serve(tcp::socket socket, peer_script script)
{
    std::string request;
    co_await asio::async_read_until(socket, asio::dynamic_buffer(request), "\r\n\r\n",
                                    asio::deferred);
    co_await asio::async_write(socket, asio::buffer(script.answer), asio::deferred);
    if (script.then == peer_script::ending::close)
        co_return;
    // Until the client goes; or, if the script says so, until it says the next word.
    char more[512];
    bool there = true;
    do {
        const auto [code, size] =
            co_await socket.async_read_some(asio::buffer(more), asio::as_tuple(asio::deferred));
        there = !code;
    } while (there && script.then == peer_script::ending::hold);
}

asio::awaitable<void> accept_all(std::shared_ptr<tcp::acceptor> acceptor,
                                 std::vector<peer_script> scripts)
{
    for (const auto& script : scripts)
        asio::co_spawn(acceptor->get_executor(),
                       serve(co_await acceptor->async_accept(asio::deferred), script),
                       asio::detached);
}

} // namespace

cosio::testing::local_cos_options strict_cos()
{
    return cosio::testing::local_cos_options()
        .bucket(bucket)
        .credentials(secret_id, secret_key)
        .require_signed_headers(true)
        .tls_self_signed();
}

cosio::config quick()
{
    cosio::config settings;
    settings.retry.attempts = 1;
    settings.connect_timeout = std::chrono::seconds(10);
    settings.io_timeout = std::chrono::seconds(10);
    settings.operation_timeout = std::chrono::seconds(20);
    return settings;
}

loop::loop() : parts_(std::make_unique<parts>()) {}

loop::~loop()
{
    if (parts_->cos)
        parts_->cos->stop();
}

asio::io_context& loop::context()
{
    return parts_->io;
}

void loop::start(const cosio::testing::local_cos_options& options)
{
    parts_->cos = std::make_shared<cosio::testing::local_cos>(parts_->io.get_executor(), options);
}

plan loop::to_http() const
{
    return plan(cosio::endpoint::url(parts_->cos->http_url())
                    .stands_for(cosio::endpoint::region("ap-beijing")));
}

plan loop::to_https() const
{
    plan result(cosio::endpoint::url(parts_->cos->https_url())
                    .stands_for(cosio::endpoint::region("ap-beijing")));
    result.ca_pem = parts_->cos->ca_pem();
    return result;
}

plan loop::to_peer(std::vector<peer_script> scripts)
{
    const auto acceptor = std::make_shared<tcp::acceptor>(
        parts_->io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    const auto port = std::to_string(acceptor->local_endpoint().port());
    asio::co_spawn(parts_->io, accept_all(acceptor, std::move(scripts)), asio::detached);
    return plan(cosio::endpoint::url("http://127.0.0.1:" + port));
}

std::vector<cosio::testing::local_upload> loop::uploads() const
{
    return parts_->cos->uploads();
}

cosio::testing::local_counters loop::counters() const
{
    return parts_->cos->counters();
}

outcome loop::initiate(const plan& how, const cosio::initiate_request& request)
{
    return initiate(how, request, 1).front();
}

std::vector<outcome> loop::initiate(const plan& how, const cosio::initiate_request& request,
                                    int count)
{
    const auto run = how.to.scheme() == cosio::scheme::https ? run_over_tls : run_over_tcp;
    return run(parts_->io, how, request, count);
}

outcome loop::initiate_anonymously(const plan& how, const cosio::initiate_request& request)
{
    return run_anonymously(parts_->io, how, request).front();
}

} // namespace support
