// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// A unit test of one's own code against a COS in the same program: no network, no account.

#include <cosio/cosio.hpp>
#include <cosio/testing/local_cos.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>

namespace asio = boost::asio;
using plain_client = cosio::basic_client<cosio::q_signing, cosio::tcp_transport<>>;

/// The code under test.
asio::awaitable<void> archive(plain_client& client)
{
    cosio::initiate_request request("examplebucket-1250000000", "log/2026-11.gz");
    request.content_type("application/gzip")
        .storage_class(cosio::storage_class::archive())
        .tag("kept", "seven years");
    co_await client.initiate(request);
}

int main()
{
    asio::io_context io;
    cosio::testing::local_cos cos(io.get_executor(), cosio::testing::local_cos_options()
                                                         .bucket("examplebucket-1250000000")
                                                         .credentials("AKIDtest", "secret"));
    plain_client client(
        io, cosio::endpoint::url(cos.http_url()).stands_for(cosio::endpoint::region("ap-beijing")),
        cosio::credentials("AKIDtest", "secret"));

    bool failed = false;
    asio::co_spawn(io, archive(client), [&](std::exception_ptr thrown) {
        failed = thrown != nullptr;
        cos.stop();
    });
    io.run();

    for (const auto& upload : cos.uploads())
        std::cout << upload.key << ' ' << upload.upload_id << '\n';
    return !failed && cos.uploads().size() == 1 ? 0 : 1;
}
