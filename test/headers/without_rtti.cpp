// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Built with -fno-rtti, after the headers that can be: a client needs no RTTI. Nobody listens where
// it asks.

#include <cosio/client.hpp>

#include <boost/asio/io_context.hpp>

int main()
{
    boost::asio::io_context io;
    cosio::client cos(io,
                      cosio::endpoint::url("https://127.0.0.1:1")
                          .stands_for(cosio::endpoint::region("ap-beijing")),
                      cosio::credentials("AKIDexample", "example"));
    bool as_expected = false;
    cos.initiate({"examplebucket-1250000000", "video/intro.mp4"},
                 [&](cosio::error_code code, const cosio::initiate_result&) {
                     as_expected = code == cosio::condition::network;
                 });
    io.run();
    return as_expected ? 0 : 1;
}
