// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_PLAIN_EXECUTOR_HPP
#define COSIO_DETAIL_PLAIN_EXECUTOR_HPP

#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace cosio::detail {

/** An executor that answers Asio's questions itself.

    Asio asks on every hop for the properties of an executor, and an erased one answers by
    allocating. It loses nothing here: the hops are within operations that keep the work themselves.

    @tparam Blocking  The type of `execution::blocking.possibly` or `.never`: what `inner` does.
*/
template <class Executor, class Blocking = boost::asio::execution::blocking_t::possibly_t>
class plain_executor {
    using blocking_t = boost::asio::execution::blocking_t;

public:
    /// A template, lest the compiler tries to make an erased `Executor` of what it copies.
    template <std::same_as<Executor> Inner>
    explicit plain_executor(const Inner& inner) : inner_(inner)
    {
    }

    template <class Function>
    void execute(Function&& function) const
    {
        inner_.execute(std::forward<Function>(function));
    }

    boost::asio::execution_context& query(boost::asio::execution::context_t) const
    {
        return boost::asio::query(inner_, boost::asio::execution::context);
    }

    static constexpr blocking_t query(blocking_t) noexcept { return Blocking(); }

    auto require(blocking_t::never_t never) const
    {
        using patient = std::decay_t<decltype(boost::asio::require(inner_, never))>;
        return plain_executor<patient, blocking_t::never_t>(boost::asio::require(inner_, never));
    }

    friend bool operator==(const plain_executor& a, const plain_executor& b) noexcept
    {
        return a.inner_ == b.inner_;
    }

    friend bool operator!=(const plain_executor& a, const plain_executor& b) noexcept
    {
        return !(a == b);
    }

private:
    Executor inner_;
};

template <class Executor>
plain_executor(const Executor&) -> plain_executor<Executor>;

} // namespace cosio::detail

#endif
