// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_TKE_OIDC_CREDENTIALS_HPP
#define COSIO_CREDENTIALS_TKE_OIDC_CREDENTIALS_HPP

#include <cosio/credentials/refreshing_credentials.hpp>
#include <cosio/detail/environment.hpp>
#include <cosio/detail/oidc_fetch.hpp>
#include <cosio/transport/tls_transport.hpp>

#include <chrono>
#include <concepts>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/** Changes the identity token of a pod in Tencent Kubernetes Engine (TKE) for temporary keys, by
    `AssumeRoleWithWebIdentity` of STS, which needs no signature.

    The constructor reads `TKE_REGION`, `TKE_PROVIDER_ID`, `TKE_WEB_IDENTITY_TOKEN_FILE` and
    `TKE_ROLE_ARN`. The token's file is read for every fetch anew, since TKE renews it; it is small,
    local, and read in a blocking way. Connecting may take 5 s, and so may each silence. Connections
    are not kept. Token and answer are wiped, but for what the transport copied while it received.

    @tparam Transport  Models `transport_policy`; the service wants TLS.

    @par Errors
    `errc::no_credentials` if one of the variables is missing or empty: the detail names them.
    `errc::unusable_credentials` if the file cannot be read, or STS refuses: the detail has Code,
    Message and RequestId. What the transport fails with.

    @par Thread-safety
    Fetches may run at once. Setters are for before that, and the constructor for a time when no
    other thread changes the environment.

    @par Source
    tencentcloud-sdk-go, oidc_role_arn_provider.go. Tencent Cloud API 3.0, STS 2018-08-13:
    `Authorization: SKIP` for this action.

    @par Example
    @code
    #include <cosio/credentials/tke_oidc_credentials.hpp>
    cosio::tke_oidc_source<> source(io);
    source.duration(std::chrono::hours(1));
    const cosio::tke_oidc_credentials provider(source);
    const cosio::tke_oidc_credentials usual(io); // two hours
    @endcode
*/
template <class Transport = tls_transport<>>
class tke_oidc_source {
public:
    /// The transport's.
    using executor_type = typename Transport::executor_type;

    /// @param where  What a transport is made from: an executor or an execution context.
    template <class Where>
        requires std::constructible_from<Transport, Where&&, keep_alive>
    explicit tke_oidc_source(Where&& where)
        : tke_oidc_source(Transport(std::forward<Where>(where), keep_alive::no))
    {
    }

    /// @param wire  The transport to be used, as it is.
    explicit tke_oidc_source(Transport wire) : wire_(std::move(wire))
    {
        identity_.region = variable("TKE_REGION");
        identity_.provider_id = variable("TKE_PROVIDER_ID");
        identity_.token_file = variable("TKE_WEB_IDENTITY_TOKEN_FILE");
        identity_.role_arn = variable("TKE_ROLE_ARN");
    }

    /// How long the keys hold: 1 s to 43200 s. Default: 7200 s.
    tke_oidc_source& duration(std::chrono::seconds length)
    {
        identity_.duration = length;
        return *this;
    }

    /// Where to ask. Default: `https://sts.tencentcloudapi.com`.
    tke_oidc_source& service(endpoint where)
    {
        service_ = std::move(where);
        return *this;
    }

    /// The transport's.
    executor_type get_executor() const { return wire_.get_executor(); }

    /// See `credentials_source`. Cancellation of any type ends it with `operation_aborted`.
    void async_fetch(source_handler handler) const
    {
        std::make_shared<detail::oidc_fetch<Transport>>(wire_, service_, std::move(handler),
                                                        identity_)
            ->start();
    }

private:
    std::string variable(const char* name)
    {
        std::string value(detail::environment_variable(name).value_or(std::string_view()));
        if (value.empty())
            identity_.missing += (identity_.missing.empty() ? "" : ", ") + std::string(name);
        return value;
    }

    Transport wire_;
    endpoint service_ = endpoint::url("https://sts.tencentcloudapi.com");
    detail::oidc_identity identity_;
};

/// The keys of a pod's role, remembered and renewed. Made from an executor, an execution context,
/// or a `tke_oidc_source`. Not part of `cosio.hpp`, which it would make slower to compile.
using tke_oidc_credentials = refreshing_credentials<tke_oidc_source<>>;

} // namespace cosio

#endif
