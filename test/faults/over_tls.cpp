// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "certificates.hpp"
#include "run.hpp"

namespace faults {

std::vector<outcome> run_over_tls(boost::asio::io_context& io, const journey& what)
{
    return run(io, cosio::tls_transport<>(io, cosio::ca_pem(trusted_pem()), room_for_one()), what);
}

} // namespace faults
