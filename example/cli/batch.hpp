// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_BATCH_HPP
#define COSIO_EXAMPLE_CLI_BATCH_HPP

#include "options.hpp"

#include <cosio/cosio.hpp>

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>

namespace cli {

/// Hears how an upload went.
using outcome = std::function<void(const cosio::error_code&, const cosio::initiate_result&)>;

/// Begins an upload. A function, so that the batch is compiled once and not for each client.
using starter =
    std::function<void(cosio::initiate_request, boost::asio::cancellation_slot, outcome)>;

/// Begins an upload of each line of `--batch`. Runs `io`, and returns the exit code.
/// @throws usage_error
int run_batch(boost::asio::io_context& io, const options& wanted, starter start);

} // namespace cli

#endif
