// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Begins a multipart upload in a coroutine. The README shows this file.

#include <cosio/cosio.hpp>

#include <boost/asio.hpp>

#include <exception>
#include <iostream>

boost::asio::awaitable<void> begin_upload(cosio::client& cos)
{
    auto upload = co_await cos.initiate({"examplebucket-1250000000", "video/intro.mp4"});
    std::cout << upload.bucket << ' ' << upload.key << ' ' << upload.upload_id << '\n';
}

int main()
{
    boost::asio::io_context io;
    cosio::client cos(io, cosio::endpoint::region("ap-beijing"), cosio::credentials("AKID", "key"));
    co_spawn(io, begin_upload(cos), [](std::exception_ptr e) { if (e) std::rethrow_exception(e); });
    io.run();
}
