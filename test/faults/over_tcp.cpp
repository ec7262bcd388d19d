// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "run.hpp"

#include <cosio/transport/tcp_transport.hpp>

namespace faults {

std::vector<outcome> run_over_tcp(boost::asio::io_context& io, const journey& what)
{
    return run(io, cosio::tcp_transport<>(io, room_for_one()), what);
}

} // namespace faults
