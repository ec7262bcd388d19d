// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_PENDING_CALL_HPP
#define COSIO_DETAIL_PENDING_CALL_HPP

#include <cosio/error.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

#include <utility>

namespace cosio::detail {

/// A handler that waits to be called once, and keeps its executor busy until then. Destroyed
/// uncalled where an execution context goes first.
template <class Result>
class pending_call {
public:
    using handler_type = boost::asio::any_completion_handler<void(error_code, Result)>;
    using executor_type = boost::asio::any_completion_executor;

    /// @param io  Where I/O runs; for a handler without an executor of its own, its executor.
    pending_call(handler_type&& handler, const boost::asio::any_io_executor& io)
        : io_(io), executor_(boost::asio::prefer(
                       boost::asio::get_associated_executor(handler, executor_type(io)),
                       boost::asio::execution::outstanding_work.tracked)),
          handler_(std::move(handler))
    {
    }

    pending_call(pending_call&&) = default;
    pending_call& operator=(pending_call&&) = default;

    const executor_type& get_executor() const noexcept { return executor_; }

    auto slot() const noexcept { return boost::asio::get_associated_cancellation_slot(handler_); }

    /// Has the handler called on its executor, never from inside this function. By way of the I/O
    /// executor, because the erased one of a handler can be dispatched to and not posted to.
    void complete(error_code code, Result result) &&
    {
        const auto io = io_;
        boost::asio::post(io, completion(std::move(*this), code, std::move(result)));
    }

    /// Calls the handler; we are on its executor.
    void call(error_code code, Result result) &&
    {
        const auto until_the_end = executor_;
        if (auto heeded = slot(); heeded.is_connected())
            heeded.clear();
        std::move(handler_)(code, std::move(result));
    }

private:
    class completion {
    public:
        using executor_type = pending_call::executor_type;
        using allocator_type = boost::asio::associated_allocator_t<handler_type>;

        completion(pending_call&& call, error_code code, Result result)
            : call_(std::move(call)), code_(code), result_(std::move(result))
        {
        }

        completion(completion&&) = default;

        const executor_type& get_executor() const noexcept { return call_.get_executor(); }

        allocator_type get_allocator() const noexcept
        {
            return boost::asio::get_associated_allocator(call_.handler_);
        }

        void operator()() { std::move(call_).call(code_, std::move(result_)); }

    private:
        pending_call call_;
        error_code code_;
        Result result_;
    };

    boost::asio::any_io_executor io_;
    executor_type executor_;
    handler_type handler_;
};

} // namespace cosio::detail

#endif
