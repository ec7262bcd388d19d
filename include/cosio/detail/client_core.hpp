// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CLIENT_CORE_HPP
#define COSIO_DETAIL_CLIENT_CORE_HPP

#include <cosio/config.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/observer.hpp>

#include <atomic>
#include <cstdint>
#include <utility>

namespace cosio::detail {

/// What a client consists of, but for its policies; shared with its operations, which may outlive
/// it.
struct client_base {
    client_base(cosio::endpoint to, cosio::config settings)
        : endpoint(std::move(to)), config(std::move(settings))
    {
    }

    cosio::endpoint endpoint;
    cosio::config config;
    mutable std::atomic<std::uint64_t> operations = 0; ///< Counted if there is an observer.
};

/// The whole of it.
template <class Signing, class Transport, class Xml, class Observer>
struct client_core : client_base {
    using signing_type = Signing;
    using transport_type = Transport;
    using observer_type = Observer;

    template <class Where>
    client_core(Where&& where, cosio::endpoint to, Signing who, cosio::config settings, Xml reader,
                Observer watcher)
        : client_base(std::move(to), std::move(settings)), transport(std::forward<Where>(where)),
          signing(std::move(who)), xml(std::move(reader)), observer(std::move(watcher))
    {
    }

    Transport transport;
    Signing signing;
    [[no_unique_address]] Xml xml;
    [[no_unique_address]] Observer observer;
};

} // namespace cosio::detail

#endif
