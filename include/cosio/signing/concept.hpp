// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SIGNING_CONCEPT_HPP
#define COSIO_SIGNING_CONCEPT_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/trace_rules.hpp>
#include <cosio/diagnostics.hpp>
#include <cosio/http_message.hpp>

#include <boost/asio/any_completion_handler.hpp>

#include <chrono>
#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/// Whether the library's signing policies sign a header of this name: all but what proxies may
/// change (User-Agent, `traceparent`, `tracestate`), and a signature that was there before. For
/// those who sign elsewhere.
inline bool is_signed_header(std::string_view name) noexcept
{
    return !detail::iequals(name, "User-Agent") && !detail::iequals(name, "Authorization") &&
           !detail::is_trace_header(name);
}

/// What an asynchronous signing policy gives back. A plain `http_request` turns into it by itself.
struct signed_request {
    /// Nothing was signed.
    signed_request() = default;

    /// @param request  Signed, or as it was after an error.
    /// @param why      After an error: a sentence for humans, without secrets.
    signed_request(http_request request, std::string why = {})
        : message(std::move(request)), detail(std::move(why))
    {
    }

    http_request message; ///< To be sent as it is.
    std::string detail;   ///< Goes into `diagnostics::detail`.
};

/// The handler of an asynchronous signing policy, in its erased form.
using signing_handler = boost::asio::any_completion_handler<void(error_code, signed_request)>;

/// A policy that signs at once: `policy.sign(request, about)` on a const policy adds what proves
/// identity, and returns the error if it cannot; `about.detail` may say why.
template <class T>
concept synchronous_signing = requires(const T& policy, http_request& request, diagnostics& about) {
    {
        policy.sign(request, about)
    } -> std::same_as<error_code>;
};

/// A policy that must ask somebody: `policy.async_sign(std::move(request), handler)` on a const
/// policy gives the signed request back by `handler(error_code, signed_request)`, later, not from
/// inside the call, on the handler's associated executor. It should heed the handler's cancellation
/// slot: an operation that is cancelled, or runs out of time, while its signer works ends when the
/// signer answers. The policy outlives the call's completion.
template <class T>
concept asynchronous_signing =
    requires(const T& policy, http_request request, signing_handler handler) {
        policy.async_sign(std::move(request), std::move(handler));
    };

/// A policy that signs in the query at once: like `sign`, with the time from now on that the
/// signature should hold.
template <class T>
concept synchronous_presigning = requires(const T& policy, http_request& request,
                                          std::chrono::seconds expiry, diagnostics& about) {
    {
        policy.presign(request, expiry, about)
    } -> std::same_as<error_code>;
};

/// A policy that can sign in the query, for a URL that others may use: by `presign`, or by
/// `async_presign(request, expiry, handler)`, which is like `async_sign`.
template <class T>
concept presigning_policy =
    synchronous_presigning<T> || requires(const T& policy, http_request request,
                                          std::chrono::seconds expiry, signing_handler handler) {
        policy.async_presign(std::move(request), expiry, std::move(handler));
    };

/** A signing policy gets a built request and adds headers or parameters that prove who asks.

    It should not throw. It is called once for each attempt, so every attempt is signed anew, and
    from many threads at once. It signs what is there: headers that are added later (Connection) are
    not its business. It must not print or log what it signs with. A policy has either `sign` or
    `async_sign`. It may name a `dialect`, the words in which its service is spoken to; without one
    these are COS's. It may have `bool repair_clock(std::chrono::sys_seconds server) const`, which is
    called when the service found a signature too old or too new; if it returns true the request is
    signed and sent once more.

    @par Example
    @code
    struct proxy_signing { // a proxy on the way holds the key
        cosio::error_code sign(cosio::http_request& request, cosio::diagnostics&) const
        {
            request.headers().set("X-Caller", "billing");
            return {};
        }
    };
    static_assert(cosio::check_signing<proxy_signing>());
    @endcode
*/
template <class T>
concept signing_policy =
    std::copy_constructible<T> && (synchronous_signing<T> != asynchronous_signing<T>);

/// For those who write a signing policy: call it in a test, and the compiler says what is missing.
template <class T>
constexpr bool check_signing()
{
    static_assert(std::copy_constructible<T>,
                  "A signing policy must be copyable: every client keeps one of its own.");
    static_assert(synchronous_signing<T> || asynchronous_signing<T>,
                  "A signing policy must have error_code sign(cosio::http_request& request, "
                  "cosio::diagnostics& about) const, or async_sign(cosio::http_request request, "
                  "handler) const that calls handler(error_code, cosio::signed_request).");
    static_assert(!(synchronous_signing<T> && asynchronous_signing<T>),
                  "A signing policy must have either sign or async_sign, not both.");
    return true;
}

} // namespace cosio

#endif
