// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_STATIC_CREDENTIALS_HPP
#define COSIO_CREDENTIALS_STATIC_CREDENTIALS_HPP

#include <cosio/credentials/concept.hpp>

#include <memory>
#include <utility>

namespace cosio {

/** Always the same credentials: the provider of those who have a key.

    `credentials` turn into it by themselves.

    @par Thread-safety
    Safe, also on one object. Copies share the credentials.

    @par Example
    @code
    const cosio::static_credentials provider(cosio::credentials("AKID", "key"));
    @endcode
*/
class static_credentials {
public:
    /// @param who  Kept; a signing policy checks it when something is signed.
    static_credentials(credentials who) : who_(std::make_shared<const credentials>(std::move(who)))
    {
    }

    /// Never fails.
    error_code get(provided_credentials& out) const noexcept
    {
        out.who = who_;
        return {};
    }

private:
    std::shared_ptr<const credentials> who_;
};

} // namespace cosio

#endif
