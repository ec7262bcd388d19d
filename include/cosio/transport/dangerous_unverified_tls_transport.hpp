// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TRANSPORT_DANGEROUS_UNVERIFIED_TLS_TRANSPORT_HPP
#define COSIO_TRANSPORT_DANGEROUS_UNVERIFIED_TLS_TRANSPORT_HPP

#include <cosio/detail/socket_transport.hpp>
#include <cosio/detail/tls_link.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <utility>

namespace cosio {

/** TLS that trusts whoever answers: **anyone on the way can read and change everything**, keys of
    SSE-C included.

    For a look at a server whose certificate cannot be had. To trust a certificate of one's own,
    give `ca_file` or `ca_pem` to `tls_transport` instead. It is a type, so that no setting, file or
    flag can turn verification off in a program that does not name it; cosio.hpp does not include
    it.

    @par Thread-safety
    Copies share their connections and may be used at once on many threads.

    @par Example
    @code
    cosio::basic_client<cosio::q_signing, cosio::dangerous_unverified_tls_transport<>> probe(
        io, cosio::endpoint::url("https://192.0.2.7"), who);
    @endcode
*/
template <class Executor = boost::asio::any_io_executor>
class dangerous_unverified_tls_transport
    : public detail::socket_transport<detail::tls_link<Executor, detail::peer_is_not_verified>> {
    using link = detail::tls_link<Executor, detail::peer_is_not_verified>;
    using base = detail::socket_transport<link>;

public:
    /// The same transport on another type of executor.
    template <class Other>
    struct rebind_executor {
        using other = dangerous_unverified_tls_transport<Other>; ///< Its type.
    };

    /// @param where  An executor or an execution context, such as an io_context.
    /// @param limits How many connections are kept, and how long; a `keep_alive` will do.
    template <class Where>
        requires detail::gives_executor<Where, Executor>
    explicit dangerous_unverified_tls_transport(Where&& where, connection_limits limits = {})
        : base(detail::executor_of(std::forward<Where>(where)),
               {std::make_shared<boost::asio::ssl::context>(detail::modern_tls()),
                std::make_shared<detail::tls_sessions>()},
               limits)
    {
    }
};

} // namespace cosio

#endif
