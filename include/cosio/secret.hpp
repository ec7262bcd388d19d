// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SECRET_HPP
#define COSIO_SECRET_HPP

#include <cosio/detail/cleansing_allocator.hpp>

#include <iosfwd>
#include <string_view>

namespace cosio {

/** Bytes that nobody may print: a secret key, a session token, an encryption key.

    The memory is wiped when it is released. Every byte lives on the heap, where it can be wiped,
    never in a small-string buffer. There is no `operator<<` and no conversion to a string: reading
    the bytes takes a call of `expose()`, which a review can find.

    @par Thread-safety
    Distinct objects: safe. One object: safe while nobody assigns to it.

    @par Example
    @code
    const cosio::secret key("wJalr...");
    sign_with(key.expose());
    @endcode
*/
class secret {
public:
    /// No bytes.
    secret() = default;

    /// Copies `bytes`. Wiping the caller's own copy stays the caller's business.
    explicit secret(std::string_view bytes) : bytes_(bytes.begin(), bytes.end()) {}

    /// The bytes. Valid until the object is assigned to or destroyed.
    std::string_view expose() const noexcept { return {bytes_.data(), bytes_.size()}; }

    /// Whether there are no bytes.
    bool empty() const noexcept { return bytes_.empty(); }

private:
    detail::secure_bytes bytes_;
};

/// Refused by the compiler, so that no stream or log can show a secret.
template <class Char, class Traits>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>&,
                                             const secret&) = delete;

} // namespace cosio

#endif
