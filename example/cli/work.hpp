// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_WORK_HPP
#define COSIO_EXAMPLE_CLI_WORK_HPP

#include "policies.hpp"
#include "report.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <utility>

namespace cli {

/// The type of the executor is kept all the way down.
using executor = boost::asio::io_context::executor_type;

/// Begins one upload after the other until none is left; several of these run at once.
template <class Client>
boost::asio::awaitable<void, executor> work(Client& client, const options& wanted, unsigned& left,
                                            report& said)
{
    while (left > 0) {
        --left;
        const auto [code, result] =
            co_await client.initiate(wanted.request, boost::asio::as_tuple(boost::asio::deferred));
        code ? said.failure(code, result.diagnostics) : said.success(result);
    }
}

template <class Transport>
int run(boost::asio::io_context& io, Transport transport, const options& wanted)
{
    chosen_client<Transport> client(std::move(transport), wanted.endpoint, chosen_signing(wanted),
                                    wanted.settings, chosen_xml(wanted.xml));
    const auto rethrow = [](std::exception_ptr e) {
        if (e)
            std::rethrow_exception(e);
    };
    report said(wanted);
    unsigned left = wanted.count;
    for (unsigned i = 0; i < wanted.concurrency; ++i)
        boost::asio::co_spawn(io, work(client, wanted, left, said), rethrow);
    io.run();
    return said.exit_code();
}

} // namespace cli

#endif
