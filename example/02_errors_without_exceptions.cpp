// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Failures as values: an error code for the program, diagnostics for the human.
// Arguments: URL of a COS, file of its CA. Credentials from the environment.

#include <cosio/cosio.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <iostream>

namespace asio = boost::asio;

asio::awaitable<void> try_it(cosio::client& cos, cosio::initiate_request request)
{
    const auto [code, result] = co_await cos.initiate(request, asio::as_tuple(asio::deferred));
    const cosio::diagnostics& about = result.diagnostics;

    if (!code)
        std::cout << "begun: " << result.upload_id << '\n';
    else if (code == cosio::condition::invalid_input)
        std::cout << "not sent: " << about.detail << '\n';
    else if (code == cosio::service_errc::no_such_bucket)
        std::cout << "no bucket of that name; request " << about.request_id << '\n';
    else if (code == cosio::condition::retryable)
        std::cout << "try later, after " << about.attempts << " attempts: " << about << '\n';
    else
        std::cout << code.message() << ": " << about << '\n';
}

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    asio::io_context io;
    cosio::client cos(cosio::tls_transport<>(io, cosio::ca_file(argv[2])),
                      cosio::endpoint::url(argv[1]).stands_for(cosio::endpoint::region("ap-beijing")),
                      cosio::credentials(std::getenv("COS_SECRET_ID"), std::getenv("COS_SECRET_KEY")));

    for (const cosio::initiate_request& request :
         {cosio::initiate_request("examplebucket-1250000000", "exampleobject"),
          cosio::initiate_request("examplebucket-1250000000", "../.."),
          cosio::initiate_request("nobodysbucket-1250000000", "exampleobject")})
        asio::co_spawn(io, try_it(cos, request), asio::detached);
    io.run();
}
