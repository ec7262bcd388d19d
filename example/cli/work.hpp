// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_WORK_HPP
#define COSIO_EXAMPLE_CLI_WORK_HPP

#include "batch.hpp"
#include "policies.hpp"
#include "report.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
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
    constexpr auto token = boost::asio::as_tuple(boost::asio::deferred);
    while (left > 0) {
        --left;
        if (wanted.presign) {
            const auto [code, url] =
                co_await client.presign(wanted.request, *wanted.presign, token);
            code ? said.failure(code, url.diagnostics) : said.success(url);
        } else {
            const auto [code, result] = co_await client.initiate(wanted.request, token);
            code ? said.failure(code, result.diagnostics) : said.success(result);
        }
    }
}

template <class Signing, class Transport>
int run_as(Signing signing, boost::asio::io_context& io, Transport transport, const options& wanted)
{
    cosio::basic_client<Signing, Transport, chosen_xml> client(
        std::move(transport), wanted.endpoint, std::move(signing), wanted.settings,
        chosen_xml(wanted.xml));
    if (wanted.batch)
        return run_batch(io, wanted,
                         [&client](cosio::initiate_request request,
                                   boost::asio::cancellation_slot cancel, outcome done) {
                             client.initiate(
                                 std::move(request),
                                 boost::asio::bind_cancellation_slot(cancel, std::move(done)));
                         });
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

template <class Transport>
int run(boost::asio::io_context& io, Transport transport, const options& wanted)
{
    if (wanted.signing == signing_kind::sigv4)
        return run_as(cosio::sigv4_signing(*wanted.who, wanted.s3_region), io, std::move(transport),
                      wanted);
    return run_as(chosen_signing(wanted), io, std::move(transport), wanted);
}

} // namespace cli

#endif
