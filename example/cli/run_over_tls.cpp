// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "run.hpp"
#include "work.hpp"

int cli::run_over_tls(const options& wanted)
{
    using transport = cosio::tls_transport<executor>;
    boost::asio::io_context io(1);
    return run(io,
               wanted.ca_file.empty() ? transport(io)
                                      : transport(io, cosio::ca_file(wanted.ca_file)),
               wanted);
}
