// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "run.hpp"
#include "work.hpp"

int cli::run_over_tcp(const options& wanted)
{
    boost::asio::io_context io(1);
    return run(io, cosio::tcp_transport<executor>(io), wanted);
}
