// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_FAULTS_CERTIFICATES_HPP
#define COSIO_TEST_FAULTS_CERTIFICATES_HPP

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace faults {

/// Who a TLS server says it is, or how it speaks.
enum class identity {
    good,    ///< For 127.0.0.1 and localhost, by the authority that clients trust.
    renewed, ///< The same again: another key, and no memory of the other's sessions.
    tls_1_2, ///< Good, and speaks TLS 1.2 at most.
    tls_1_1, ///< Good, and speaks TLS 1.1 at most.
    with_intermediate,
    without_intermediate,
    expired,
    not_yet_valid,
    other_name,
    other_address,
    name_in_subject_only,
    self_signed,
    of_unknown_authority,
    of_no_authority, ///< Signed by a certificate that is no authority's.
    for_clients,     ///< Not for servers.
    weak_key         ///< RSA, 1024 bits.
};

/// The server's side; made once for each identity.
std::shared_ptr<SSL_CTX> server_context(identity who);

/// The authority that clients trust.
const std::string& trusted_pem();

} // namespace faults

#endif
