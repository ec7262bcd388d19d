// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_DEADLINE_HPP
#define COSIO_DETAIL_DEADLINE_HPP

#include <boost/asio/basic_waitable_timer.hpp>

#include <chrono>

namespace cosio::detail {

/** A time an operation must not pass, which moves often and passes seldom.

    Moving it later touches no timer: the wait that is under way finds out when it ends, and waits
    again. Used on the operation's executor only. `make_handler()` gives the handler of a wait,
    which calls `expired`.
*/
template <class Executor, class Clock = std::chrono::steady_clock>
class deadline {
public:
    using clock = Clock;

    explicit deadline(const Executor& executor) : timer_(executor) {}

    /// Sets the time `length` from now; zero means never.
    template <class MakeHandler>
    void set(typename clock::duration length, MakeHandler make_handler)
    {
        const auto now = clock::now();
        const bool never =
            length <= clock::duration::zero() || length > clock::time_point::max() - now;
        due_ = never ? clock::time_point::max() : now + length;
        if (waiting_) {
            if (due_ < timer_.expiry())
                timer_.cancel(); // the wait begins anew in expired()
            return;
        }
        begin(make_handler);
    }

    /// How long it is until then; the longest time there is if that is never.
    std::chrono::nanoseconds left() const
    {
        constexpr auto never = clock::time_point::max();
        return due_ == never ? std::chrono::nanoseconds::max() : due_ - clock::now();
    }

    /// To be called by the wait's handler. True if the time has come; else it waits on.
    template <class MakeHandler>
    bool expired(MakeHandler make_handler)
    {
        waiting_ = false;
        if (stopped_)
            return false;
        if (clock::now() >= due_)
            return true;
        begin(make_handler);
        return false;
    }

    /// Ends the wait, so that its handler comes back.
    void stop()
    {
        stopped_ = true;
        timer_.cancel();
    }

private:
    template <class MakeHandler>
    void begin(MakeHandler make_handler)
    {
        waiting_ = true;
        timer_.expires_at(due_);
        timer_.async_wait(make_handler());
    }

    boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor> timer_;
    typename clock::time_point due_{};
    bool waiting_ = false;
    bool stopped_ = false;
};

} // namespace cosio::detail

#endif
