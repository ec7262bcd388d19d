// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TRANSPORT_TLS_TRANSPORT_HPP
#define COSIO_TRANSPORT_TLS_TRANSPORT_HPP

#include <cosio/detail/socket_transport.hpp>
#include <cosio/detail/tls_link.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>
#include <utility>

namespace cosio {

/// A file of CA certificates in PEM form, to be trusted instead of the system's.
struct ca_file {
    /// @param where  Read when a transport is made of it, not here.
    explicit ca_file(std::string where) : path(std::move(where)) {}

    /// The path as it was given.
    std::string path;
};

/// CA certificates in PEM form, to be trusted instead of the system's.
struct ca_pem {
    /// @param certificates  One or more, each with its BEGIN and END line.
    explicit ca_pem(std::string certificates) : text(std::move(certificates)) {}

    /// The text as it was given.
    std::string text;
};

/** TLS 1.2 or newer, for `https` endpoints: the default transport.

    The peer's certificate is verified, and its name compared with the host of the endpoint, IP
    literals included; SNI is sent for names. The trust store is loaded once, here, and shared by
    all connections and copies. Keeps connections alive and uses them again; a new one resumes the
    TLS session of an earlier one to the same host.

    @par Thread-safety
    Copies share their connections and may be used at once on many threads.

    @par Example
    @code
    cosio::tls_transport<> wire(io, cosio::ca_file("/etc/ssl/company.pem"));
    cosio::client cos(wire, cosio::endpoint::region("ap-beijing"), who);
    @endcode
*/
template <class Executor = boost::asio::any_io_executor>
class tls_transport : public detail::socket_transport<detail::tls_link<Executor>> {
    using base = detail::socket_transport<detail::tls_link<Executor>>;
    using context_type = boost::asio::ssl::context;

public:
    /// The same transport on another type of executor.
    template <class Other>
    struct rebind_executor {
        using other = tls_transport<Other>; ///< Its type.
    };

    /// Trusts the system's certificates. Whether there are any is not asked here: a store that is
    /// missing shows as a failed handshake.
    /// @param where  An executor or an execution context, such as an io_context.
    /// @param limits How many connections are kept, and how long; a `keep_alive` will do.
    template <class Where>
        requires detail::gives_executor<Where, Executor>
    explicit tls_transport(Where&& where, connection_limits limits = {})
        : base(detail::executor_of(std::forward<Where>(where)), share(system_store()), limits)
    {
    }

    /// Trusts the certificates of a file, and no others.
    /// @throws boost::system::system_error if the file cannot be read or holds no certificate.
    template <class Where>
        requires detail::gives_executor<Where, Executor>
    tls_transport(Where&& where, const ca_file& trusted, connection_limits limits = {})
        : base(detail::executor_of(std::forward<Where>(where)), share(store_of(trusted)), limits)
    {
    }

    /// Trusts the certificates given, and no others.
    /// @throws boost::system::system_error if there is no certificate in the text.
    template <class Where>
        requires detail::gives_executor<Where, Executor>
    tls_transport(Where&& where, const ca_pem& trusted, connection_limits limits = {})
        : base(detail::executor_of(std::forward<Where>(where)), share(store_of(trusted)), limits)
    {
    }

    /// Takes a context of the user's own: its store, client certificate, ciphers. TLS 1.2 or newer
    /// is that context's business then. Peers are verified all the same.
    template <class Where>
        requires detail::gives_executor<Where, Executor>
    tls_transport(Where&& where, context_type&& own, connection_limits limits = {})
        : base(detail::executor_of(std::forward<Where>(where)), share(std::move(own)), limits)
    {
    }

private:
    static typename detail::tls_link<Executor>::settings share(context_type&& context)
    {
        return {std::make_shared<context_type>(std::move(context)),
                std::make_shared<detail::tls_sessions>()};
    }

    static context_type system_store()
    {
        context_type context = detail::modern_tls();
        context.set_default_verify_paths();
        return context;
    }

    static context_type store_of(const ca_file& trusted)
    {
        context_type context = detail::modern_tls();
        context.load_verify_file(trusted.path);
        return context;
    }

    static context_type store_of(const ca_pem& trusted)
    {
        context_type context = detail::modern_tls();
        context.add_certificate_authority(boost::asio::buffer(trusted.text));
        return context;
    }
};

} // namespace cosio

#endif
