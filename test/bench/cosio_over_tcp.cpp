// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "cosio.hpp"

#include <cosio/transport/tcp_transport.hpp>

namespace bench {

std::unique_ptr<variant> make_cosio_over_tcp(const job& what, const std::string& xml)
{
    using transport = cosio::tcp_transport<>;
    return make_cosio<transport>(
        what, xml, [](auto& io, const auto& limits) { return transport(io, limits); });
}

} // namespace bench
