// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "loop_parts.hpp"

#include <cosio/client.hpp>
#include <cosio/signing/anonymous_signing.hpp>
#include <cosio/transport/tcp_transport.hpp>

namespace support {

namespace {

cosio::tcp_transport<> transport(boost::asio::io_context& io, const plan& how)
{
    return cosio::tcp_transport<>(io,
                                  how.keep_alive ? cosio::keep_alive::yes : cosio::keep_alive::no);
}

} // namespace

std::vector<outcome> run_over_tcp(boost::asio::io_context& io, const plan& how,
                                  const cosio::initiate_request& request, int count)
{
    using client = cosio::basic_client<cosio::q_signing, cosio::tcp_transport<>>;
    return run(io, client(transport(io, how), how.to, how.signing, how.settings), request, count);
}

std::vector<outcome> run_anonymously(boost::asio::io_context& io, const plan& how,
                                     const cosio::initiate_request& request)
{
    using client = cosio::basic_client<cosio::anonymous_signing, cosio::tcp_transport<>>;
    return run(io, client(transport(io, how), how.to, {}, how.settings), request, 1);
}

} // namespace support
