// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TRANSPORT_CONCEPT_HPP
#define COSIO_TRANSPORT_CONCEPT_HPP

#include <cosio/transport/exchange.hpp>
#include <cosio/transport/exchange_watch.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/is_executor.hpp>

#include <concepts>
#include <utility>

namespace cosio {

/// The handler of an exchange, in its erased form.
using exchange_handler = boost::asio::any_completion_handler<void(error_code, exchange_result)>;

/** A transport policy sends a request and receives its answer; it is the only one that talks to COS.

    - `T::executor_type`, `get_executor()`: where its I/O runs. A client takes its executor
      from here.
    - `T::rebind_executor<E>::other`: the same transport on another type of executor.
    - `T::speaks(scheme)`: whether it can go there; a client refuses other endpoints itself.
    - `async_exchange(const exchange_request&, token)`, completing with
      `void(error_code, exchange_result)` on the handler's associated executor. The caller keeps the
      request alive until then. Intermediate steps run on that executor too, so that it may be a
      strand; a client always gives one that does what a strand does. Cancellation of any type ends
      the exchange promptly with `operation_aborted`; its connection is not used again. Any complete
      HTTP answer is a success here, whatever its status.

    Two things are optional. `async_exchange(const exchange_request&, exchange_watch&, token)` tells
    of its steps while it goes on; it is used by clients with an observer. `T::clock_type` is the
    clock of the client's pauses and operation deadlines, `std::chrono::steady_clock` if it is not
    there; a test may have one that runs faster.

    Exchanges run at once and from many threads. Copies share their connections.

    @par Example
    @code
    struct no_network { // every exchange fails
        using executor_type = asio::any_io_executor;
        template <class>
        struct rebind_executor { using other = no_network; };
        executor_type where;
        executor_type get_executor() const { return where; }
        static bool speaks(cosio::scheme) { return true; }
        template <class Token>
        auto async_exchange(const cosio::exchange_request&, Token&& token)
        {
            const cosio::error_code code = asio::error::network_down;
            return asio::post(where, asio::append(std::forward<Token>(token), code,
                                                  cosio::exchange_result()));
        }
    };
    static_assert(cosio::check_transport<no_network>());
    @endcode
*/
template <class T>
concept transport_policy =
    std::copy_constructible<T> &&
    requires(T& policy, const exchange_request& request, exchange_handler handler, scheme which) {
        typename T::executor_type;
        typename T::template rebind_executor<boost::asio::any_io_executor>::other;
        {
            std::as_const(policy).get_executor()
        } -> std::same_as<typename T::executor_type>;
        {
            T::speaks(which)
        } -> std::same_as<bool>;
        policy.async_exchange(request, std::move(handler));
    };

/// A transport that can tell of an exchange while it goes on.
template <class T>
concept watchable = requires(T& policy, const exchange_request& request, exchange_watch& watch,
                             exchange_handler handler) {
    policy.async_exchange(request, watch, std::move(handler));
};

/// For those who write a transport policy: call it in a test, and the compiler says what is
/// missing.
template <class T>
constexpr bool check_transport()
{
    static_assert(std::copy_constructible<T>,
                  "A transport policy must be copyable; copies share their connections.");
    static_assert(
        requires { typename T::executor_type; }, "A transport policy must name its executor_type.");
    static_assert(
        requires { typename T::template rebind_executor<boost::asio::any_io_executor>::other; },
        "A transport policy must have template <class E> struct rebind_executor { using other; }.");
    static_assert(
        requires(const T& policy) {
            {
                policy.get_executor()
            } -> std::same_as<typename T::executor_type>;
        }, "A transport policy must have get_executor() const that returns its executor_type.");
    static_assert(
        requires(scheme which) {
            {
                T::speaks(which)
            } -> std::same_as<bool>;
        }, "A transport policy must have static bool speaks(cosio::scheme).");
    static_assert(
        requires(T& policy, const exchange_request& request, exchange_handler handler) {
            policy.async_exchange(request, std::move(handler));
        },
        "A transport policy must have async_exchange(const cosio::exchange_request&, token) that "
        "completes with void(cosio::error_code, cosio::exchange_result).");
    return true;
}

} // namespace cosio

#endif
