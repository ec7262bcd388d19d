// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_SOURCE_HPP
#define COSIO_CREDENTIALS_SOURCE_HPP

#include <cosio/credentials.hpp>
#include <cosio/error.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <concepts>
#include <memory>
#include <string>
#include <utility>

namespace cosio {

/// What a credentials source yields.
struct temporary_credentials {
    /// Keys that nobody changes. Null after an error.
    std::shared_ptr<const credentials> who;

    /// When they end, by the service's clock; `std::chrono::sys_seconds::max()` for never.
    std::chrono::sys_seconds expires{};

    /// After an error: what was wrong, for humans. Holds no secret.
    std::string detail;
};

/// The handler of a source, in its erased form.
using source_handler = boost::asio::any_completion_handler<void(error_code, temporary_credentials)>;

/** Where temporary keys come from: the inner part of `refreshing_credentials`.

    - `T::executor_type`, `get_executor()`: where its I/O runs.
    - `async_fetch(handler)`, completing with `void(error_code, temporary_credentials)`, later, not
      from inside the call. It remembers nothing: every call asks anew. `errc::no_credentials`
      means that there are none to be had in this place.

    `refreshing_credentials` calls it on `get_executor()`, one call at a time, never cancels it, and
    so relies on it to end: it needs time limits of its own. The handler keeps the source alive, so
    it belongs into what executes the fetch, and not into the source itself.

    @par Example
    @code
    struct broker_source { // asks a broker of one's own
        using executor_type = asio::any_io_executor;
        executor_type where;
        executor_type get_executor() const { return where; }
        void async_fetch(cosio::source_handler handler)
        {
            cosio::temporary_credentials answer;
            answer.detail = "the broker is not there";
            const cosio::error_code code = asio::error::connection_refused;
            asio::post(where, asio::append(std::move(handler), code, std::move(answer)));
        }
    };
    static_assert(cosio::check_source<broker_source>());
    @endcode
*/
template <class T>
concept credentials_source =
    std::move_constructible<T> && requires(T& from, source_handler handler) {
        typename T::executor_type;
        {
            std::as_const(from).get_executor()
        } -> std::same_as<typename T::executor_type>;
        requires std::convertible_to<typename T::executor_type, boost::asio::any_io_executor>;
        from.async_fetch(std::move(handler));
    };

/// For those who write a source: call it in a test, and the compiler says what is missing.
template <class T>
constexpr bool check_source()
{
    static_assert(std::move_constructible<T>, "A credentials source must be movable.");
    static_assert(
        requires(const T& from) {
            {
                from.get_executor()
            } -> std::same_as<typename T::executor_type>;
            requires std::convertible_to<typename T::executor_type, boost::asio::any_io_executor>;
        }, "A credentials source must name its executor_type, which any_io_executor can hold, and "
           "have get_executor() const that returns it.");
    static_assert(
        requires(T& from, source_handler handler) { from.async_fetch(std::move(handler)); },
        "A credentials source must have async_fetch(handler) that calls handler(error_code, "
        "cosio::temporary_credentials).");
    return true;
}

} // namespace cosio

#endif
