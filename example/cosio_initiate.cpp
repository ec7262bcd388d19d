// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// cosio-initiate: begins multipart uploads from the command line.

#include "cli/options.hpp"
#include "cli/policies.hpp"
#include "cli/report.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <iostream>

namespace asio = boost::asio;

namespace {

using executor = asio::io_context::executor_type;

/// Begins one upload after the other until `left` are done; several of these run at once.
template <class Client>
asio::awaitable<void, executor> work(Client& client, const cli::options& wanted, unsigned& left,
                                     cli::report& report)
{
    while (left > 0) {
        --left;
        const auto [code, result] =
            co_await client.initiate(wanted.request, asio::as_tuple(asio::deferred));
        code ? report.failure(code, result.diagnostics) : report.success(result);
    }
}

template <class Transport>
int run(asio::io_context& io, Transport transport, const cli::options& wanted)
{
    cli::chosen_client<Transport> client(std::move(transport), *wanted.endpoint,
                                         cli::chosen_signing(wanted), wanted.settings,
                                         cli::chosen_xml(wanted.xml));
    cli::report report(wanted);
    unsigned left = wanted.count;
    for (unsigned i = 0; i < wanted.concurrency; ++i)
        asio::co_spawn(io, work(client, wanted, left, report), asio::detached);
    io.run();
    return report.exit_code();
}

} // namespace

int main(int argc, char** argv)
{
    try {
        const auto wanted = cli::read_options(argc, argv);
        if (!wanted)
            return 0;
        asio::io_context io(1);
        if (wanted->endpoint->scheme() == cosio::scheme::http)
            return run(io, cosio::tcp_transport<executor>(io), *wanted);
        if (wanted->ca_file.empty())
            return run(io, cosio::tls_transport<executor>(io), *wanted);
        return run(io, cosio::tls_transport<executor>(io, cosio::ca_file(wanted->ca_file)), *wanted);
    } catch (const std::exception& error) { // bad words, or a CA file that cannot be read
        std::cerr << "error: invalid input: " << error.what() << '\n';
        return 2;
    }
}
