// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "loop_parts.hpp"

#include <cosio/client.hpp>

namespace support {

std::vector<outcome> run_over_tls(boost::asio::io_context& io, const plan& how,
                                  const cosio::initiate_request& request, int count)
{
    const auto keep = how.keep_alive ? cosio::keep_alive::yes : cosio::keep_alive::no;
    const auto transport = how.ca_pem.empty()
                               ? cosio::tls_transport<>(io, keep)
                               : cosio::tls_transport<>(io, cosio::ca_pem(how.ca_pem), keep);
    return run(io, cosio::client(transport, how.to, how.signing, how.settings), request, count);
}

} // namespace support
