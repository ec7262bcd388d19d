// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_FAULTS_CLIENTS_HPP
#define COSIO_TEST_FAULTS_CLIENTS_HPP

#include <cosio/config.hpp>
#include <cosio/initiate.hpp>

#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>
#include <vector>

namespace faults {

struct outcome {
    int calls = 0; ///< Of the handler.
    cosio::error_code code;
    cosio::initiate_result result;
};

/// Exchanges of one transport, and so with one store of connections, which has room for one.
struct journey {
    std::string url;
    std::vector<cosio::config> exchanges; ///< Each begun when the one before has ended,
    bool at_once = false;                 ///< or all together.
};

// A file each, because a client takes long to compile. They run the loop.
std::vector<outcome> run_over_tcp(boost::asio::io_context& io, const journey& what);
std::vector<outcome> run_over_tls(boost::asio::io_context& io, const journey& what);

} // namespace faults

#endif
