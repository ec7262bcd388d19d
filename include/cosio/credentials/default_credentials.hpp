// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_DEFAULT_CREDENTIALS_HPP
#define COSIO_CREDENTIALS_DEFAULT_CREDENTIALS_HPP

#include <cosio/credentials/coscmd_credentials.hpp>
#include <cosio/credentials/credentials_chain.hpp>
#include <cosio/credentials/cvm_role_credentials.hpp>
#include <cosio/credentials/environment_credentials.hpp>
#include <cosio/credentials/profile_credentials.hpp>
#include <cosio/credentials/tke_oidc_credentials.hpp>

namespace cosio {

/// The places where credentials usually are, in the order in which they are asked.
using default_credentials_chain =
    credentials_chain<environment_credentials, profile_credentials, coscmd_credentials,
                      tke_oidc_credentials, cvm_role_credentials>;

/** A provider that looks where credentials usually are: environment, `~/.tencentcloud/credentials`,
    `~/.cos.conf`, the role of a pod in TKE, the role of a CVM.

    Reads environment and files now, so no other thread may change the environment meanwhile. Asks
    no service yet. Not part of `cosio.hpp`, which it would make slower to compile.

    @param where  An executor or an execution context, for the requests to STS and the metadata
                  service.

    @par Source
    tencentcloud-sdk-go, provider_chain.go: environment, profile, CVM role.

    @par Example
    @code
    #include <cosio/credentials/default_credentials.hpp>
    const auto provider = cosio::default_credentials(io);
    provider.async_get([](cosio::error_code code, cosio::provided_credentials found) {
        if (code)
            std::cerr << found.detail << '\n'; // every place that was looked at
    });
    @endcode
*/
template <class Where>
default_credentials_chain default_credentials(Where&& where)
{
    return default_credentials_chain(environment_credentials(), profile_credentials(),
                                     coscmd_credentials(), tke_oidc_credentials(where),
                                     cvm_role_credentials(where));
}

} // namespace cosio

#endif
