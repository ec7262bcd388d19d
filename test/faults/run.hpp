// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_FAULTS_RUN_HPP
#define COSIO_TEST_FAULTS_RUN_HPP

#include "clients.hpp"

#include <cosio/client.hpp>

#include <cstddef>

namespace faults {

inline cosio::connection_limits room_for_one()
{
    cosio::connection_limits limits;
    limits.open_per_host = 1;
    return limits;
}

template <class Transport>
std::vector<outcome> run(boost::asio::io_context& io, Transport transport, const journey& what)
{
    const auto found = std::make_shared<std::vector<outcome>>(what.exchanges.size());
    const auto ended = std::make_shared<std::size_t>(0);
    const auto until = [&](std::size_t count) {
        while (*ended < count)
            io.run_one();
        while (io.poll() != 0) { // what the server has still to do, and calls too many
        }
    };
    for (std::size_t i = 0; i < what.exchanges.size(); ++i) {
        cosio::basic_client<cosio::q_signing, Transport> client(
            transport, cosio::endpoint::url(what.url), cosio::credentials("AKIDtest", "secret-key"),
            what.exchanges[i]);
        client.initiate(cosio::initiate_request("examplebucket-1250000000", "exampleobject"),
                        [found, ended, i](cosio::error_code code, cosio::initiate_result result) {
                            if (++(*found)[i].calls == 1)
                                ++*ended;
                            (*found)[i].code = code;
                            (*found)[i].result = std::move(result);
                        });
        if (!what.at_once)
            until(i + 1);
    }
    until(what.exchanges.size());
    return *found;
}

} // namespace faults

#endif
