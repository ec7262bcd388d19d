// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The same job by the default client.

#include <cosio/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>

boost::asio::awaitable<void> begin(cosio::client& client)
{
    cosio::initiate_request request("examplebucket-1250000000", "video/intro.mp4");
    const auto started = co_await client.initiate(request.content_type("video/mp4"));
    std::cout << started.upload_id << '\n';
}

int main(int argc, char** argv)
{
    boost::asio::io_context io;
    cosio::client client(io, cosio::endpoint::region(argc > 1 ? argv[1] : "ap-beijing"),
                         cosio::credentials("AKIDexample", "key"));
    boost::asio::co_spawn(io, begin(client), [](std::exception_ptr failed) {
        if (failed)
            std::rethrow_exception(failed);
    });
    io.run();
}
