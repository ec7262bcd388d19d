// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Failures as values: an error code for the program, diagnostics for the human.

#include "common.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

namespace asio = boost::asio;

asio::awaitable<void> try_it(cosio::client& cos, cosio::initiate_request request, bool& failed)
{
    const auto [code, result] = co_await cos.initiate(request, asio::as_tuple(asio::deferred));
    const cosio::diagnostics& about = result.diagnostics;

    if (!code)
        std::cout << "begun: " << result.upload_id << '\n';
    else if (code == cosio::condition::invalid_input)
        std::cout << "not sent: " << about.detail << '\n';
    else if (code == cosio::service_errc::no_such_bucket)
        std::cout << "no bucket of that name; request " << about.request_id << '\n';
    else {
        failed = true;
        const bool later = code == cosio::condition::retryable;
        std::cerr << (later ? "try later: " : "") << about << ": " << code.message() << '\n';
    }
}

int main(int argc, char** argv)
{
    const arguments given = read_arguments(argc, argv);
    asio::io_context io;
    cosio::client cos(
        cosio::tls_transport<>(io, given.ca_file),
        cosio::endpoint::url(given.url).stands_for(cosio::endpoint::region("ap-beijing")),
        given.who);

    bool failed = false;
    for (const cosio::initiate_request& request :
         {cosio::initiate_request("examplebucket-1250000000", "exampleobject"),
          cosio::initiate_request("examplebucket-1250000000", "../.."),
          cosio::initiate_request("nobodysbucket-1250000000", "exampleobject")})
        asio::co_spawn(io, try_it(cos, request, failed), asio::detached);
    io.run();
    return failed ? 1 : 0;
}
