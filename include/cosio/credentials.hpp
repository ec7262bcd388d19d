// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_HPP
#define COSIO_CREDENTIALS_HPP

#include <cosio/secret.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/** Who asks: SecretId, SecretKey and, for temporary keys, the session token.

    A value: copies are independent, nothing changes after construction. The secret parts are wiped
    on destruction and cannot be printed. Nothing is checked here; a signing policy refuses unusable
    credentials with `errc::invalid_credentials` before a byte is sent.

    @par Source
    COS manual, document 7778 (signature) and 7728 (`x-cos-security-token`).

    @par Thread-safety
    Distinct objects: safe. One object: safe while nobody assigns to it.

    @par Example
    @code
    const cosio::credentials permanent(secret_id, secret_key);
    const cosio::credentials temporary(secret_id, secret_key, session_token); // from STS
    @endcode
*/
class credentials {
public:
    /// @param secret_id      `AKID...`.
    /// @param secret_key     Copied; wiping the caller's own copy stays the caller's business.
    /// @param session_token  For temporary keys; copied too.
    credentials(std::string secret_id, std::string_view secret_key,
                std::string_view session_token = {})
        : secret_id_(std::move(secret_id)), secret_key_(secret_key), session_token_(session_token)
    {
    }

    /// The public half of the key pair, `AKID...`.
    const std::string& secret_id() const noexcept { return secret_id_; }

    /// The secret half of the key pair.
    const secret& secret_key() const noexcept { return secret_key_; }

    /// Empty for permanent keys.
    const secret& session_token() const noexcept { return session_token_; }

private:
    std::string secret_id_;
    secret secret_key_;
    secret session_token_;
};

/// Refused by the compiler, so that no stream or log can show them.
template <class Char, class Traits>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>&,
                                             const credentials&) = delete;

} // namespace cosio

#endif
