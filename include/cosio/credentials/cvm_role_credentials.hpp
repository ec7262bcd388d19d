// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_CVM_ROLE_CREDENTIALS_HPP
#define COSIO_CREDENTIALS_CVM_ROLE_CREDENTIALS_HPP

#include <cosio/credentials/refreshing_credentials.hpp>
#include <cosio/detail/role_fetch.hpp>
#include <cosio/transport/tcp_transport.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <concepts>
#include <memory>
#include <string>
#include <utility>

namespace cosio {

/** Asks the metadata service of a Tencent Cloud machine (CVM) for the keys of its role.

    Each fetch is two requests, for the name of the role and for its keys, or one if the name is
    given. Connecting may take 5 s, and so may each silence. Connections are not kept. The answer is
    wiped, but for what the transport copied while it grew.

    @tparam Transport  Models `transport_policy`; plain HTTP, since the service speaks no other.

    @par Errors
    `errc::no_credentials` if the service cannot be reached, or has no role: this is no such
    machine. `errc::unusable_credentials` if the answer is not what it should be. What else the
    transport fails with.

    @par Thread-safety
    Fetches may run at once. Setters are for before that.

    @par Source
    tencentcloud-sdk-go, cvm_role_provider.go; cos-go-sdk-v5, auth.go. COS manual: the keys are those
    of the role that CAM binds to the machine.

    @par Example
    @code
    #include <cosio/credentials/cvm_role_credentials.hpp>
    cosio::cvm_role_source<> source(io);
    source.role("uploader").service(cosio::endpoint::url("http://127.0.0.1:8080")); // a proxy
    const cosio::cvm_role_credentials provider(source);
    const cosio::cvm_role_credentials usual(io); // any role, the service itself
    @endcode
*/
template <class Transport = tcp_transport<>>
class cvm_role_source {
public:
    /// The transport's.
    using executor_type = typename Transport::executor_type;

    /// @param where  What a transport is made from: an executor or an execution context.
    template <class Where>
        requires std::constructible_from<Transport, Where&&, keep_alive>
    explicit cvm_role_source(Where&& where)
        : cvm_role_source(Transport(std::forward<Where>(where), keep_alive::no))
    {
    }

    /// @param wire  The transport to be used, as it is.
    explicit cvm_role_source(Transport wire) : wire_(std::move(wire)) {}

    /// The role to ask for. Default: the first one that the service names.
    cvm_role_source& role(std::string name)
    {
        role_ = std::move(name);
        return *this;
    }

    /// Where to ask. Default: `http://metadata.tencentyun.com`.
    cvm_role_source& service(endpoint where)
    {
        service_ = std::move(where);
        return *this;
    }

    /// The transport's.
    executor_type get_executor() const { return wire_.get_executor(); }

    /// See `credentials_source`. Cancellation of any type ends it with `operation_aborted`.
    void async_fetch(source_handler handler) const
    {
        std::make_shared<detail::role_fetch<Transport>>(wire_, service_, std::move(handler), role_)
            ->start();
    }

private:
    Transport wire_;
    endpoint service_ = endpoint::url("http://metadata.tencentyun.com");
    std::string role_;
};

/// The keys of a machine's role, remembered and renewed. Made from an executor, an execution
/// context, or a `cvm_role_source`. Not part of `cosio.hpp`, which it would make slower to compile.
using cvm_role_credentials = refreshing_credentials<cvm_role_source<>>;

} // namespace cosio

#endif
