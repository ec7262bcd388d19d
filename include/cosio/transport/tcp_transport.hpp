// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TRANSPORT_TCP_TRANSPORT_HPP
#define COSIO_TRANSPORT_TCP_TRANSPORT_HPP

#include <cosio/detail/link.hpp>
#include <cosio/detail/socket_transport.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <utility>

namespace cosio {

/** Plain TCP, for `http` endpoints: inside a trusted network, or a server of one's own.

    Keeps connections alive and uses them again. Resolves names with the system's resolver; IP
    literals need none. An endpoint with TLS is refused with `errc::scheme_mismatch`.

    @par Thread-safety
    Copies share their connections and may be used at once on many threads.

    @par Example
    @code
    cosio::basic_client<cosio::q_signing, cosio::tcp_transport<>> cos(
        io, cosio::endpoint::url("http://127.0.0.1:8080"), who);
    @endcode
*/
template <class Executor = boost::asio::any_io_executor>
class tcp_transport : public detail::socket_transport<detail::tcp_link<Executor>> {
    using base = detail::socket_transport<detail::tcp_link<Executor>>;

public:
    /// The same transport on another type of executor.
    template <class Other>
    struct rebind_executor {
        using other = tcp_transport<Other>; ///< Its type.
    };

    /// @param where  An executor or an execution context, such as an io_context.
    /// @param limits How many connections are kept, and how long; a `keep_alive` will do.
    template <class Where>
        requires detail::gives_executor<Where, Executor>
    explicit tcp_transport(Where&& where, connection_limits limits = {})
        : base(detail::executor_of(std::forward<Where>(where)), {}, limits)
    {
    }
};

} // namespace cosio

#endif
