// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_CONCEPT_HPP
#define COSIO_CREDENTIALS_CONCEPT_HPP

#include <cosio/credentials.hpp>
#include <cosio/error.hpp>

#include <boost/asio/any_completion_handler.hpp>

#include <concepts>
#include <memory>
#include <string>
#include <utility>

namespace cosio {

/// What a credentials provider yields.
struct provided_credentials {
    /// A snapshot that nobody changes; it stays as it is when the provider has newer ones. Null
    /// after an error.
    std::shared_ptr<const credentials> who;

    /// After an error: where it looked, and what was wrong, for humans. Holds no secret.
    std::string detail;
};

/// The handler of a provider that must ask, in its erased form.
using credentials_handler =
    boost::asio::any_completion_handler<void(error_code, provided_credentials)>;

/// A provider that knows at once: `provider.get(out)` on a const provider.
template <class T>
concept synchronous_provider = requires(const T& from, provided_credentials& out) {
    {
        from.get(out)
    } -> std::same_as<error_code>;
};

/// A provider that must ask somebody: `provider.async_get(handler)` on a const provider completes
/// with `void(error_code, provided_credentials)`, later, not from inside the call, on the handler's
/// associated executor. It should heed the handler's cancellation slot.
template <class T>
concept asynchronous_provider =
    requires(const T& from, credentials_handler handler) { from.async_get(std::move(handler)); };

/** Where a signing policy has its credentials from, for every attempt anew.

    - `errc::no_credentials` means that none are configured there; a `credentials_chain` then goes
      on. Any other error means that there is something, but it cannot be had or used.
    - It is called for each attempt, and from many threads at once, so it should remember. While
      nothing has changed it should give the same pointer: what is derived from it is kept.
    - Copies share what they remember.

    A provider has either `get` or `async_get`. A signing policy with one that must ask is
    asynchronous itself.

    @par Example
    @code
    struct vault_credentials { // any type will do
        std::shared_ptr<const cosio::credentials> current;
        cosio::error_code get(cosio::provided_credentials& out) const
        {
            out.who = current;
            return {};
        }
    };
    static_assert(cosio::check_provider<vault_credentials>());
    @endcode
*/
template <class T>
concept credentials_provider =
    std::copy_constructible<T> && (synchronous_provider<T> != asynchronous_provider<T>);

/// For those who write a provider: call it in a test, and the compiler says what is missing.
template <class T>
constexpr bool check_provider()
{
    static_assert(std::copy_constructible<T>,
                  "A credentials provider must be copyable; copies share what they remember.");
    static_assert(synchronous_provider<T> || asynchronous_provider<T>,
                  "A credentials provider must have error_code get(cosio::provided_credentials& "
                  "out) const, or async_get(handler) const that calls handler(error_code, "
                  "cosio::provided_credentials).");
    static_assert(!(synchronous_provider<T> && asynchronous_provider<T>),
                  "A credentials provider must have either get or async_get, not both.");
    return true;
}

} // namespace cosio

#endif
