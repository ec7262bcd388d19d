// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "cosio.hpp"

#include <cosio/transport/tls_transport.hpp>

namespace bench {

std::unique_ptr<variant> make_cosio_over_tls(const job& what, const std::string& xml)
{
    using transport = cosio::tls_transport<>;
    return make_cosio<transport>(what, xml, [&](auto& io, const auto& limits) {
        return what.ca_pem ? transport(io, cosio::ca_pem(*what.ca_pem), limits)
                           : transport(io, limits);
    });
}

} // namespace bench
