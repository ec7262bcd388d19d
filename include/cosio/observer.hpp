// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_OBSERVER_HPP
#define COSIO_OBSERVER_HPP

#include <cosio/diagnostics.hpp>
#include <cosio/error.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <variant>

namespace cosio {

/** What every event tells: of which operation, and when.

    An observer is a function object that is called with events: with those it takes, each kind
    detected on its own. One that takes `const operation_event&` is called with all of them.

    @par Lifetimes
    Views and references hold during the call only.
*/
struct operation_event {
    std::string_view operation;       ///< "initiate" or "presign".
    std::uint64_t number = 0;         ///< Of the operation, among those of its client; from 1.
    std::string_view bucket;          ///< As in the request.
    std::string_view key;             ///< As in the request.
    unsigned attempt = 0;             ///< From 1; 0 if the input was refused.
    std::chrono::nanoseconds elapsed; ///< Since the operation began.
    std::string_view traceparent{};   ///< As in the request; empty if it has none.
};

/// An attempt begins, with its signature.
struct attempt_event : operation_event {
    std::string_view host; ///< The `Host` that is asked, port included.
};

/// A connection is there, kept or about to be opened; or, in an attempt that had a kept one, must
/// be opened since the peer had closed that.
struct pool_event : operation_event {
    bool hit = false;                ///< Whether it is a kept one.
    std::chrono::nanoseconds waited; ///< Until as few as allowed were open.
};

/// The host's name was looked up. Not told for IP literals.
struct resolved_event : operation_event {
    std::size_t addresses = 0;     ///< How many it has.
    std::chrono::nanoseconds took; ///< Short if somebody else had just asked.
};

/// A TCP connection was opened.
struct connected_event : operation_event {
    boost::asio::ip::tcp::endpoint peer; ///< The address that answered first.
    std::chrono::nanoseconds took;       ///< For all addresses that were tried.
};

/// TLS has shaken hands, and the transport is content with the certificate.
struct handshake_event : operation_event {
    std::string_view protocol;     ///< "TLSv1.3", say.
    bool resumed = false;          ///< Whether an earlier session was taken up.
    std::chrono::nanoseconds took; ///< For the handshake alone.
};

/// The request was handed to the system.
struct sent_event : operation_event {
    std::size_t bytes = 0;         ///< Of HTTP, not counting TLS.
    std::chrono::nanoseconds took; ///< Since there was a connection.
};

/// An answer has come, whatever its status.
struct received_event : operation_event {
    unsigned status = 0;           ///< Of HTTP.
    std::string_view request_id;   ///< COS's, empty if it is not COS's answer.
    std::size_t bytes = 0;         ///< Of HTTP, not counting TLS.
    std::chrono::nanoseconds took; ///< Since the request was sent.
};

/// An attempt has failed, and there is to be another one.
struct retry_event : operation_event {
    error_code code;                       ///< Why it failed.
    const cosio::diagnostics& diagnostics; ///< What is known of it; no secrets.
    std::chrono::nanoseconds pause;        ///< Until the next attempt.
};

/// The operation is over; its handler is called next. Told exactly once for each operation, unless
/// an execution context is destroyed under it.
struct done_event : operation_event {
    error_code code;                       ///< Of the operation; none if it succeeded.
    const cosio::diagnostics& diagnostics; ///< What its handler gets; no secrets.
    bool exchanged = true;                 ///< Whether it came as far as the network.
};

/// The observer of clients that have none: nothing is compiled for it.
class null_observer {};

/// Any event, as the concept and the adaptors know them.
using any_event = std::variant<const attempt_event*, const pool_event*, const resolved_event*,
                               const connected_event*, const handshake_event*, const sent_event*,
                               const received_event*, const retry_event*, const done_event*>;

namespace detail {

template <class T, class Events = any_event>
struct hooks_of;

template <class T, class... Events>
struct hooks_of<T, std::variant<const Events*...>> {
    static constexpr bool any = (std::is_invocable_v<const T&, const Events&> || ...);
    static constexpr bool none_throws =
        ((!std::is_invocable_v<const T&, const Events&> ||
          std::is_nothrow_invocable_v<const T&, const Events&>)&&...);
};

} // namespace detail

/** Is told what operations do, for logs, metrics and traces.

    Copyable, and callable as const with one kind of event at least, without throwing. Called where
    the operation is at work, so it should be quick; never with a secret.

    @par Thread-safety
    A client calls one object from many threads at once, and in order for each operation.

    @par Example
    @code
    struct slow_ones { // an observer with a single hook
        void operator()(const cosio::done_event& done) const noexcept
        {
            if (done.elapsed > std::chrono::seconds(1))
                remember(done.diagnostics.request_id);
        }
    };
    static_assert(cosio::check_observer<slow_ones>());
    @endcode
*/
template <class T>
concept observer_policy =
    std::copy_constructible<T> && (std::same_as<T, null_observer> ||
                                   (detail::hooks_of<T>::any && detail::hooks_of<T>::none_throws));

/// For those who write an observer: call it in a test, and the compiler says what is missing.
template <class T>
constexpr bool check_observer()
{
    static_assert(std::copy_constructible<T>, "An observer must be copyable.");
    static_assert(detail::hooks_of<T>::any,
                  "An observer must have an operator()(const E&) const for at least one E of "
                  "cosio's events, such as cosio::done_event.");
    static_assert(detail::hooks_of<T>::none_throws,
                  "The operator() of an observer must be noexcept: nobody could catch what it "
                  "throws.");
    return true;
}

/// Calls an observer with an event if it takes that kind.
template <class Observer, class Event>
void tell([[maybe_unused]] const Observer& observer, [[maybe_unused]] const Event& event) noexcept
{
    if constexpr (std::is_invocable_v<const Observer&, const Event&>)
        observer(event);
}

} // namespace cosio

#endif
