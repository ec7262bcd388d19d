// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Observers: lines for a log, numbers for Prometheus, and one of one's own, together. Needs no
// network: the COS is in the same program.

#include <cosio/cosio.hpp>
#include <cosio/testing/local_cos.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <iostream>

namespace asio = boost::asio;

/// Takes one kind of event, and so hears of no other.
struct slow_answers {
    std::chrono::milliseconds limit;

    void operator()(const cosio::received_event& answer) const noexcept
    {
        if (answer.took > limit)
            std::cout << "slow: request " << answer.request_id << '\n';
    }
};

using observers = cosio::observer_list<cosio::metrics, cosio::line_logger, slow_answers>;
using watched_client = cosio::basic_client<cosio::q_signing, cosio::tcp_transport<>,
                                           cosio::property_tree_xml, observers>;

asio::awaitable<void> begin_uploads(watched_client& client)
{
    for (const char* key : {"video/intro.mp4", "video/outro.mp4"})
        co_await client.initiate({"examplebucket-1250000000", key});
}

int main()
{
    asio::io_context io;
    cosio::testing::local_cos cos(io.get_executor(), cosio::testing::local_cos_options()
                                                         .bucket("examplebucket-1250000000")
                                                         .credentials("AKIDtest", "secret"));
    const cosio::metrics numbers; // counts together with its copy in the client
    watched_client client(io, cosio::endpoint::url(cos.http_url()),
                          cosio::credentials("AKIDtest", "secret"), {}, {},
                          observers(numbers, cosio::line_logger(std::clog),
                                    slow_answers{std::chrono::milliseconds(500)}));

    asio::co_spawn(io, begin_uploads(client), [&](std::exception_ptr) { cos.stop(); });
    io.run();

    numbers.write_prometheus(std::cout);
    return cos.uploads().size() == 2 ? 0 : 1;
}
