// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_SCRIPTED_TRANSPORT_HPP
#define COSIO_TESTING_SCRIPTED_TRANSPORT_HPP

#include <cosio/detail/response_parser.hpp>
#include <cosio/detail/serialize.hpp>
#include <cosio/detail/socket_transport.hpp>
#include <cosio/transport/exchange.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/error.hpp>

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cosio::testing {

/** A transport without a network: it gives the answers it was told, one an exchange, in their
    order, and remembers what was sent. For unit tests of code that uses a client.

    @par Example
    @code
    cosio::testing::scripted_transport<> wire(io);
    wire.answer(200, "<InitiateMultipartUploadResult>...</InitiateMultipartUploadResult>");
    cosio::basic_client<cosio::q_signing, cosio::testing::scripted_transport<>> client(
        wire, cosio::endpoint::region("ap-beijing"), who);
    // ... one initiate; then look at wire.sent()
    @endcode

    @tparam Executor  Where answers are given.
    @tparam Clock     Of the client's pauses and operation deadline, such as a `fast_clock`.

    Speaks http and https. An exchange beyond the script fails with `not_connected`.

    @par Thread-safety
    Copies share script and memory; safe from any thread.
*/
template <class Executor = boost::asio::any_io_executor, class Clock = std::chrono::steady_clock>
class scripted_transport {
public:
    /// Where answers are given.
    using executor_type = Executor;

    /// See `transport_policy`.
    using clock_type = Clock;

    /// The same transport on another type of executor.
    template <class Other>
    struct rebind_executor {
        using other = scripted_transport<Other, Clock>; ///< Its type.
    };

    /// @param where  An executor or an execution context, such as an io_context.
    /// @param keep   If `keep_alive::no`, every request ends with `Connection: close`.
    template <class Where>
        requires detail::gives_executor<Where, Executor>
    explicit scripted_transport(Where&& where, keep_alive keep = keep_alive::yes)
        : executor_(detail::executor_of(std::forward<Where>(where))), keep_(keep),
          book_(std::make_shared<book>())
    {
    }

    /// The next answer, with a body and no header but its length.
    scripted_transport& answer(unsigned status, std::string_view body)
    {
        return answer_bytes("HTTP/1.1 " + std::to_string(status) + " Scripted\r\nContent-Length: " +
                            std::to_string(body.size()) + "\r\n\r\n" + std::string(body));
    }

    /// The next answer as bytes of HTTP. If they are not an answer, the exchange fails as one over
    /// a socket would.
    scripted_transport& answer_bytes(std::string_view bytes)
    {
        line next;
        next.outcome.sent = true;
        next.outcome.stage = stage::receive;
        detail::response_parser parser(next.outcome.response, 16 * 1024, 64 * 1024);
        parser.eager(true);
        parser.put(boost::asio::buffer(bytes), next.code);
        if (!next.code && !parser.is_done())
            parser.put_eof(next.code);
        return add(std::move(next));
    }

    /// The next exchange fails at `where`.
    scripted_transport& fail(stage where, error_code code)
    {
        line next;
        next.code = code;
        next.outcome.stage = where;
        next.outcome.sent = where == stage::send || where == stage::receive;
        return add(std::move(next));
    }

    /// The next exchange sends, and then nothing comes until it is cancelled.
    scripted_transport& hang()
    {
        line next;
        next.outcome.stage = stage::receive;
        next.outcome.sent = true;
        next.silent = true;
        return add(std::move(next));
    }

    /// The bytes of every request so far.
    std::vector<std::string> sent() const
    {
        const std::lock_guard lock(book_->mutex);
        return book_->sent;
    }

    /// The executor it was made with.
    executor_type get_executor() const noexcept { return executor_; }

    /// Every scheme.
    static constexpr bool speaks(scheme) noexcept { return true; }

    /// See `transport_policy`.
    template <class Token>
    auto async_exchange(const exchange_request& request, Token&& token)
    {
        return boost::asio::async_compose<Token, void(error_code, exchange_result)>(
            performance(begin(request), executor_), token, executor_);
    }

private:
    struct line {
        error_code code;
        exchange_result outcome;
        bool silent = false;
    };

    struct book {
        std::mutex mutex;
        std::deque<line> script;
        std::vector<std::string> sent;
    };

    using timer_type = boost::asio::basic_waitable_timer<
        std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

    class performance {
    public:
        performance(line next, const Executor& executor)
            : line_(std::move(next)), timer_(std::make_unique<timer_type>(executor))
        {
        }

        template <class Self>
        void operator()(Self& self)
        {
            using time_point = std::chrono::steady_clock::time_point;
            timer_->expires_at(line_.silent ? time_point::max() : time_point::min());
            self.reset_cancellation_state(boost::asio::enable_total_cancellation());
            timer_->async_wait(std::move(self));
        }

        template <class Self>
        void operator()(Self& self, error_code cancelled)
        {
            timer_.reset();
            self.complete(cancelled ? cancelled : line_.code, std::move(line_.outcome));
        }

    private:
        line line_;
        std::unique_ptr<timer_type> timer_;
    };

    scripted_transport& add(line next)
    {
        const std::lock_guard lock(book_->mutex);
        book_->script.push_back(std::move(next));
        return *this;
    }

    line begin(const exchange_request& request)
    {
        std::string bytes;
        detail::serialize(bytes, request.message, keep_ == keep_alive::yes);
        const std::lock_guard lock(book_->mutex);
        book_->sent.push_back(std::move(bytes));
        if (book_->script.empty()) {
            line missing;
            missing.code = boost::asio::error::not_connected;
            missing.outcome.detail = "the script has no answer left";
            return missing;
        }
        line next = std::move(book_->script.front());
        book_->script.pop_front();
        return next;
    }

    executor_type executor_;
    keep_alive keep_;
    std::shared_ptr<book> book_;
};

} // namespace cosio::testing

#endif
