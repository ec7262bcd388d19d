// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "run.hpp"
#include "work.hpp"

namespace cli {
namespace {

using transport = cosio::tls_transport<executor>;

transport make_transport(boost::asio::io_context& io, const std::optional<std::string>& ca_file)
try {
    return ca_file ? transport(io, cosio::ca_file(*ca_file)) : transport(io);
} catch (const boost::system::system_error& error) {
    throw usage_error((ca_file ? "--ca-file '" + *ca_file + "'" : "the system's certificates") +
                      " cannot be used: " + error.code().message());
}

} // namespace

int run_over_tls(const options& wanted)
{
    boost::asio::io_context io(1);
    return run(io, make_transport(io, wanted.ca_file), wanted);
}

} // namespace cli
