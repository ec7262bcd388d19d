// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CLIENT_CORE_HPP
#define COSIO_DETAIL_CLIENT_CORE_HPP

#include <cosio/config.hpp>
#include <cosio/endpoint.hpp>

namespace cosio::detail {

/// What a client consists of, but for its policies; shared with its operations, which may outlive
/// it.
struct client_base {
    cosio::endpoint endpoint;
    cosio::config config;
};

/// The whole of it.
template <class Signing, class Transport, class Xml>
struct client_core : client_base {
    using signing_type = Signing;
    using transport_type = Transport;

    Transport transport;
    Signing signing;
    [[no_unique_address]] Xml xml;
};

} // namespace cosio::detail

#endif
