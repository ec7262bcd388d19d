// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "server.hpp"

#include <cosio/testing/local_cos.hpp>
#include <cosio/testing/local_cos/detail/http.hpp>

#include <boost/asio/thread_pool.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <support/local.hpp>
#include <thread>

namespace soak {

namespace {

using cosio::testing::local_detail::certificate;

const certificate& identity()
{
    static const certificate made = cosio::testing::local_detail::make_self_signed({});
    return made;
}

cosio::testing::local_cos_options complete(cosio::testing::local_cos_options options, wire how,
                                           std::uint16_t port)
{
    options.bucket(support::bucket)
        .credentials(support::secret_id, support::secret_key)
        .require_signed_headers(true);
    if (how == wire::tcp)
        return options.http_port(port);
    return options.http_port({}).https_port(port).tls(identity().certificate_pem,
                                                      identity().key_pem);
}

} // namespace

struct server::parts {
    parts(const cosio::testing::local_cos_options& options, unsigned count)
        : pool(count), cos(pool.get_executor(), options)
    {
    }

    boost::asio::thread_pool pool;
    cosio::testing::local_cos cos;
};

server::server(soak::wire wire, cosio::testing::local_cos_options options, unsigned threads,
               std::uint16_t port)
    : wire_(wire)
{
    parts_ = std::make_unique<parts>(complete(std::move(options), wire, port), threads);
}

server::~server()
{
    end();
}

std::uint16_t server::port() const
{
    return wire_ == wire::tcp ? parts_->cos.http_port() : parts_->cos.https_port();
}

cosio::testing::local_counters server::counters() const
{
    return parts_->cos.counters();
}

plan server::quick() const
{
    plan how;
    how.wire = wire_;
    how.url = wire_ == wire::tcp ? parts_->cos.http_url() : parts_->cos.https_url();
    how.settings.retry.attempts = 1;
    how.settings.connect_timeout = std::chrono::seconds(60);
    how.settings.io_timeout = std::chrono::seconds(60);
    how.settings.operation_timeout = std::chrono::seconds(120);
    return how;
}

void server::end()
{
    parts_->cos.stop();
    parts_->pool.join();
}

std::vector<cosio::testing::local_upload> server::uploads() const
{
    return parts_->cos.uploads();
}

const std::string& server::ca_pem()
{
    return identity().ca_pem;
}

std::size_t number_of(const cosio::testing::local_request& request)
{
    const auto& target = request.target();
    const auto last = target.find('?');
    const auto first = target.find_last_not_of("0123456789", last - 1) + 1;
    return std::stoul(target.substr(first, last - first));
}

std::unique_ptr<any_client> make_client(boost::asio::any_io_executor where, const plan& how)
{
    return (how.wire == wire::tcp ? make_tcp_client : make_tls_client)(std::move(where), how);
}

std::string bytes_of(const cosio::testing::local_answer& answer)
{
    return cosio::testing::local_detail::to_bytes(answer);
}

} // namespace soak
