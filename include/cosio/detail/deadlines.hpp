// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_DEADLINES_HPP
#define COSIO_DETAIL_DEADLINES_HPP

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/require.hpp>
#include <boost/intrusive/list.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <utility>

namespace cosio::detail {

/** The deadlines of many operations, watched by one timer. Safe from any thread.

    An operation sets its deadline, moves it often, and seldom passes it. A timer for each would cost
    a wait, a cancellation and the way back of its handler; here it is a place in a list. The timer
    does not run for long while the list is empty, so that it keeps no event loop busy.
*/
template <class Executor, class Clock = std::chrono::steady_clock>
class deadlines : public std::enable_shared_from_this<deadlines<Executor, Clock>> {
public:
    using executor_type = Executor;
    using time_point = typename Clock::time_point;
    using duration = typename Clock::duration;

    /// The deadline of one operation; must be stopped, or released, before it is destroyed.
    class entry : public boost::intrusive::list_base_hook<> {
    public:
        entry(const entry&) = delete;
        entry& operator=(const entry&) = delete;

    protected:
        entry() = default;
        ~entry() = default;

        time_point due() const noexcept { return due_.load(std::memory_order_relaxed); }

    private:
        friend class deadlines;

        /// The time has come. False if there was no memory to tell, for another try. Called under
        /// the lock, on any thread.
        virtual bool expired() noexcept = 0;

        /// The event loop was destroyed; whatever the entry holds may go. Not under the lock.
        virtual void released() noexcept = 0;

        /// Changed by the operation alone, which need not ask anybody to make it later.
        std::atomic<time_point> due_ = time_point::max();
    };

    explicit deadlines(const Executor& executor) : timer_(executor) {}

    executor_type get_executor() noexcept { return timer_.get_executor(); }

    /// The time `length` from `now`; zero means never.
    static time_point after(duration length, time_point now)
    {
        const bool never = length <= duration::zero() || length > time_point::max() - now;
        return never ? time_point::max() : now + length;
    }

    /// How long it is until then; the longest time there is if that is never.
    static std::chrono::nanoseconds left(const entry& whose)
    {
        return whose.due() == time_point::max() ? std::chrono::nanoseconds::max()
                                                : whose.due() - Clock::now();
    }

    void add(entry& whose, time_point due)
    {
        const std::lock_guard lock(mutex_);
        whose.due_.store(due, std::memory_order_relaxed);
        all_.push_back(whose);
        if (!armed_ || due < timer_.expiry())
            arm(due);
    }

    /// Moves the deadline of an entry that was added. It may have expired meanwhile: whoever is
    /// told so looks at the time again.
    void move(entry& whose, time_point due)
    {
        if (due >= whose.due_.exchange(due, std::memory_order_relaxed))
            return; // the timer finds out
        const std::lock_guard lock(mutex_);
        if (whose.is_linked() && (!armed_ || due < timer_.expiry()))
            arm(due);
    }

    /// The time does not matter any more. The entry is not called after this.
    void remove(entry& whose) noexcept
    {
        const std::lock_guard lock(mutex_);
        if (whose.is_linked())
            all_.erase(all_.iterator_to(whose));
        if (all_.empty() && armed_)
            disarm_soon();
    }

private:
    using list_type = boost::intrusive::list<entry>;

    static constexpr std::chrono::milliseconds another_try{100};

    /// The handler of the timer's wait. If it is destroyed uncalled, so was the event loop.
    class wake_up {
    public:
        explicit wake_up(std::shared_ptr<deadlines> all, unsigned round)
            : all_(std::move(all)), round_(round)
        {
        }

        wake_up(wake_up&&) = default;

        ~wake_up()
        {
            if (all_)
                all_->release(round_);
        }

        void operator()(boost::system::error_code) { std::exchange(all_, nullptr)->wake(round_); }

    private:
        std::shared_ptr<deadlines> all_;
        unsigned round_;
    };

    /// If it throws, the wait that was there comes back and tries again.
    void arm(time_point when)
    {
        timer_.expires_at(when);
        timer_.async_wait(wake_up(this->shared_from_this(), round_ + 1));
        ++round_;
        armed_ = true;
    }

    /// Where one operation follows the other, the next is there before the event loop comes to this,
    /// and nothing has to be cancelled and begun again.
    void disarm_soon() noexcept
    {
        if (std::exchange(disarms_soon_, true))
            return;
        try {
            boost::asio::require(timer_.get_executor(), boost::asio::execution::blocking.never)
                .execute([all = this->shared_from_this()] {
                    const std::lock_guard lock(all->mutex_);
                    all->disarms_soon_ = false;
                    all->disarm_if_empty();
                });
        } catch (...) {
            disarms_soon_ = false;
            disarm_if_empty();
        }
    }

    void disarm_if_empty() noexcept
    {
        if (!all_.empty() || !armed_)
            return;
        armed_ = false;
        ++round_;
        timer_.cancel();
    }

    void wake(unsigned round)
    {
        const std::lock_guard lock(mutex_);
        if (round != round_)
            return; // another wait has taken its place
        armed_ = false;
        const auto now = Clock::now();
        auto next = time_point::max();
        for (const entry& each : all_)
            next = std::min<time_point>(next, each.due() > now ? each.due() : now + another_try);
        if (!all_.empty())
            arm(next); // before anything takes the memory that this wait gave back
        for (auto at = all_.begin(); at != all_.end();) {
            entry& each = *at;
            if (each.due() > now) {
                ++at;
                continue;
            }
            at = all_.erase(at);
            if (!each.expired()) // else it may be gone
                all_.insert(at, each);
        }
        if (all_.empty() && armed_)
            disarm_soon();
    }

    void release(unsigned round) noexcept
    {
        if (round != round_)
            return; // perhaps a wait that could not begin, which is under the lock
        list_type dead;
        {
            const std::lock_guard lock(mutex_);
            if (round != round_)
                return;
            armed_ = false;
            dead.swap(all_);
        }
        dead.clear_and_dispose([](entry* each) { each->released(); });
    }

    std::mutex mutex_;
    list_type all_;
    boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor> timer_;
    bool armed_ = false;
    bool disarms_soon_ = false;
    std::atomic<unsigned> round_ = 0; ///< Of the wait that counts.
};

} // namespace cosio::detail

#endif
