// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_SOCKET_TRANSPORT_HPP
#define COSIO_DETAIL_SOCKET_TRANSPORT_HPP

#include <cosio/detail/exchange_op.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/executor.hpp>
#include <boost/asio/execution_context.hpp>

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace cosio {

namespace detail {

/// An execution context or an executor, whose executor an `Executor` can be made from.
template <class Where, class Executor>
concept gives_executor = (std::is_convertible_v<Where, boost::asio::execution_context&> &&
                          requires(Where&& where) {
                              {
                                  where.get_executor()
                              } -> std::convertible_to<Executor>;
                          }) ||
                         (boost::asio::execution::is_executor<std::remove_cvref_t<Where>>::value &&
                          std::convertible_to<Where, Executor>);

template <class Where>
auto executor_of(Where&& where)
{
    if constexpr (std::is_convertible_v<Where, boost::asio::execution_context&>)
        return where.get_executor();
    else
        return std::forward<Where>(where);
}

/// Not inline, so that exchanges can be compiled elsewhere (src.hpp).
template <class Link, class Handler, class Watch>
void begin_exchange(Handler handler, std::shared_ptr<connection_pool<Link>> pool,
                    const typename Link::socket_type::executor_type& io,
                    const exchange_request& request, Watch watch)
{
    using op_type = exchange_op<Link, Handler, Watch>;
    op_type::start(op_type::make(std::move(handler), std::move(pool), io, request, watch));
}

/// Starts an exchange for `async_initiate`.
template <class Link>
struct start_exchange {
    template <class Handler, class Executor, class Watch>
    void operator()(Handler&& handler, std::shared_ptr<connection_pool<Link>> pool,
                    const Executor& io, const exchange_request* request, Watch watch) const
    {
        begin_exchange<Link, std::decay_t<Handler>>(std::forward<Handler>(handler), std::move(pool),
                                                    io, *request, watch);
    }
};

/// What the transports over sockets have in common, which is all but their settings.
template <class Link>
class socket_transport {
    using pool_pointer = std::shared_ptr<connection_pool<Link>>;

    /// Spelled out, so that a concept which asks for it does not have the exchange compiled.
    template <class Token, class Watch>
    using started = decltype(boost::asio::async_initiate<Token, void(error_code, exchange_result)>(
        start_exchange<Link>(), std::declval<Token&>(), std::declval<const pool_pointer&>(),
        std::declval<const typename Link::socket_type::executor_type&>(),
        static_cast<const exchange_request*>(nullptr), std::declval<Watch>()));

public:
    using executor_type = typename Link::socket_type::executor_type;

    executor_type get_executor() const noexcept { return executor_; }

    static constexpr bool speaks(scheme which) noexcept { return which == Link::speaks; }

    /// See `transport_policy`.
    template <class Token>
    auto async_exchange(const exchange_request& request, Token&& token) -> started<Token, no_watch>
    {
        return begin(request, no_watch(), token);
    }

    template <class Token>
    auto async_exchange(const exchange_request& request, exchange_watch& watch, Token&& token)
        -> started<Token, exchange_watch*>
    {
        return begin(request, &watch, token);
    }

    /// Those of the exchanges, for the operations of a client too.
    friend const auto& deadlines_of(const socket_transport& transport) noexcept
    {
        return transport.pool_->deadlines();
    }

protected:
    socket_transport(executor_type executor, typename Link::settings how,
                     const connection_limits& limits);

private:
    template <class Token, class Watch>
    started<Token, Watch> begin(const exchange_request& request, Watch watch, Token& token) const
    {
        return boost::asio::async_initiate<Token, void(error_code, exchange_result)>(
            start_exchange<Link>(), token, pool_, executor_, &request, std::move(watch));
    }

    executor_type executor_;
    pool_pointer pool_;
};

template <class Link>
socket_transport<Link>::socket_transport(executor_type executor, typename Link::settings how,
                                         const connection_limits& limits)
    : executor_(std::move(executor)),
      pool_(std::make_shared<connection_pool<Link>>(executor_, std::move(how), limits))
{
}

} // namespace detail
} // namespace cosio

#endif
