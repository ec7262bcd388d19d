// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_RESOLUTION_HPP
#define COSIO_DETAIL_RESOLUTION_HPP

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <string>
#include <utility>

namespace cosio::detail {

/** Asks for the addresses of a name, for an operation that may not want to wait for the answer.

    `async_resolve` cannot be cancelled while the system looks the name up. So the operation does
    not wait for it: this object does, and whoever gives up calls `abandon()`. Used on one executor.
*/
template <class Op, class Executor>
class resolution : public std::enable_shared_from_this<resolution<Op, Executor>> {
public:
    using resolver_type = boost::asio::ip::basic_resolver<boost::asio::ip::tcp, Executor>;
    using results_type = typename resolver_type::results_type;

    resolution(Op& waiting, const Executor& executor) : waiting_(&waiting), resolver_(executor) {}

    /// Calls `waiting.resolved(error_code, results)` on `where` unless it is abandoned before.
    template <class Where>
    void start(const std::string& host, const std::string& port, const Where& where)
    {
        resolver_.async_resolve(
            host, port, boost::asio::ip::resolver_base::numeric_service,
            boost::asio::bind_executor(
                where, [self = this->shared_from_this()](boost::system::error_code code,
                                                         results_type results) {
                    if (Op* op = std::exchange(self->waiting_, nullptr))
                        op->resolved(code, std::move(results));
                }));
    }

    /// A look-up that has not begun is dropped; one that has runs to its end unheard.
    void abandon()
    {
        waiting_ = nullptr;
        resolver_.cancel();
    }

private:
    Op* waiting_;
    resolver_type resolver_;
};

} // namespace cosio::detail

#endif
