// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_LOOP_PARTS_HPP
#define COSIO_TEST_SUPPORT_LOOP_PARTS_HPP

#include "local.hpp"

#include <boost/asio/io_context.hpp>

#include <utility>

namespace cosio::testing {
class local_cos;
}

namespace support {

struct loop::parts {
    boost::asio::io_context io;
    std::shared_ptr<cosio::testing::local_cos> cos;
};

/// Runs `client.initiate` to its end, `count` times.
template <class Client>
std::vector<outcome> run(boost::asio::io_context& io, Client client,
                         const cosio::initiate_request& request, int count)
{
    std::vector<outcome> outcomes;
    for (int i = 0; i < count; ++i) {
        bool ended = false;
        client.initiate(request, [&](cosio::error_code code, cosio::initiate_result result) {
            outcomes.push_back({code, std::move(result)});
            ended = true;
        });
        io.restart();
        while (!ended && io.run_one() != 0) {
        }
    }
    return outcomes;
}

// A file each, because a client takes long to compile.
std::vector<outcome> run_over_tcp(boost::asio::io_context& io, const plan& how,
                                  const cosio::initiate_request& request, int count);
std::vector<outcome> run_over_tls(boost::asio::io_context& io, const plan& how,
                                  const cosio::initiate_request& request, int count);
std::vector<outcome> run_anonymously(boost::asio::io_context& io, const plan& how,
                                     const cosio::initiate_request& request);

} // namespace support

#endif
