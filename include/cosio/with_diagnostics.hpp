// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_WITH_DIAGNOSTICS_HPP
#define COSIO_WITH_DIAGNOSTICS_HPP

#include <cosio/detail/await_exception_ptr.hpp>
#include <cosio/diagnostics.hpp>

#include <boost/asio/associator.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/deferred.hpp>

#include <exception>
#include <type_traits>
#include <utility>

namespace cosio {

/** A completion token that turns a failure into an exception with its diagnostics.

    It changes the signature of an operation of cosio from `void(error_code, Result)` to
    `void(std::exception_ptr, Result)`, so that coroutines and futures rethrow an
    `error_with_diagnostics` where a bare token would throw a `system_error` without them. Executor,
    allocator and cancellation slot of the inner token are kept.

    `with_diagnostics_t<asio::deferred_t>` is the default token of every operation.

    @tparam Token  The inner token.

    @par Example
    @code
    std::future<cosio::initiate_result> started =
        client.initiate(request, cosio::with_diagnostics(asio::use_future));
    @endcode
*/
template <class Token>
class with_diagnostics_t {
public:
    /// @param inner  Says how the changed operation completes.
    explicit constexpr with_diagnostics_t(Token inner) : token(std::move(inner)) {}

    /// The inner token.
    Token token;
};

/// Wraps `token`, such as `asio::use_future` or `asio::use_awaitable`; see `with_diagnostics_t`.
template <class Token>
constexpr with_diagnostics_t<std::decay_t<Token>> with_diagnostics(Token&& token)
{
    return with_diagnostics_t<std::decay_t<Token>>(std::forward<Token>(token));
}

/// The token that is used where none is given.
using default_token = with_diagnostics_t<boost::asio::deferred_t>;

namespace detail {

template <class Handler>
struct diagnostics_handler {
    Handler inner;

    template <class Result>
    void operator()(error_code code, Result&& result)
    {
        std::exception_ptr failure;
        try {
            if (code)
                failure = std::make_exception_ptr(
                    error_with_diagnostics(code, std::move(result.diagnostics)));
        } catch (...) { // no memory for the diagnostics: that is what the caller hears
            failure = std::current_exception();
        }
        std::move(inner)(std::move(failure), std::move(result));
    }
};

} // namespace detail
} // namespace cosio

namespace boost::asio {

template <template <class, class> class Associator, class Handler, class Default>
struct associator<Associator, cosio::detail::diagnostics_handler<Handler>, Default>
    : Associator<Handler, Default> {
    static auto get(const cosio::detail::diagnostics_handler<Handler>& handler) noexcept
    {
        return Associator<Handler, Default>::get(handler.inner);
    }

    static auto get(const cosio::detail::diagnostics_handler<Handler>& handler,
                    const Default& fallback) noexcept
    {
        return Associator<Handler, Default>::get(handler.inner, fallback);
    }
};

template <class Token, class Result>
class async_result<cosio::with_diagnostics_t<Token>, void(cosio::error_code, Result)> {
public:
    template <class Initiation, class RawToken, class... Args>
    static auto initiate(Initiation&& initiation, RawToken&& token, Args&&... args)
    {
        return async_initiate<Token, void(std::exception_ptr, Result)>(
            [initiation = std::forward<Initiation>(initiation)]<class Handler, class... Rest>(
                Handler&& handler, Rest&&... rest) mutable {
                std::move(initiation)(
                    cosio::detail::diagnostics_handler<std::decay_t<Handler>>{
                        std::forward<Handler>(handler)},
                    std::forward<Rest>(rest)...);
            },
            token.token, std::forward<Args>(args)...);
    }
};

} // namespace boost::asio

#endif
