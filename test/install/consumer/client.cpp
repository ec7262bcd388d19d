// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// A user's program with all of cosio and COSIO_SEPARATE_COMPILATION. Nobody listens where it asks.

#include <cosio/cosio.hpp>

#include <boost/asio/io_context.hpp>

#include <iostream>

int main()
{
    boost::asio::io_context io;
    cosio::client cos(io,
                      cosio::endpoint::url("https://127.0.0.1:1")
                          .stands_for(cosio::endpoint::region("ap-beijing")),
                      cosio::credentials("AKIDexample", "example"));
    cos.initiate({"examplebucket-1250000000", "video/intro.mp4"},
                 [](cosio::error_code code, const cosio::initiate_result&) {
                     std::cout << (code == cosio::condition::network ? "no network" : "else")
                               << '\n';
                 });
    io.run();
}
