// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_DEADLINE_HPP
#define COSIO_DETAIL_DEADLINE_HPP

#include <cosio/detail/deadlines.hpp>
#include <cosio/detail/operation_base.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace cosio::detail {

/** An operation's place among the deadlines: keeps the operation alive from `set` to `stop`, and
    calls its `on_time()` on its executor when the time has come.

    Used on that executor only.
*/
template <class Op, class All>
class deadline final : public All::entry {
public:
    deadline(Op& op, std::shared_ptr<All> all) : op_(op), all_(std::move(all)) {}

    /// Sets the time `length` from `now`, or moves it; zero means never.
    void set(typename All::duration length, typename All::time_point now)
    {
        const auto due = All::after(length, now);
        if (set_)
            return all_->move(*this, due);
        set_ = true;
        hold_.reset(&op_);
        all_->add(*this, due);
    }

    /// For `on_time()`: whether the time has passed. It may have been moved, and is set again then,
    /// or may not matter any more.
    bool passed()
    {
        if (!std::exchange(set_, false))
            return false;
        all_->remove(*this); // under the lock, and so not before `expired()` is through
        hold_.reset();
        if (All::left(*this) <= std::chrono::nanoseconds::zero())
            return true;
        set_ = true;
        hold_.reset(&op_);
        all_->add(*this, this->due());
        return false;
    }

    /// How long it is until then; the longest time there is if that is never.
    std::chrono::nanoseconds left() const { return All::left(*this); }

    /// It does not matter any more.
    void stop() noexcept
    {
        if (!std::exchange(set_, false))
            return;
        all_->remove(*this);
        hold_.reset(); // whoever calls holds the operation, too
    }

private:
    bool expired() noexcept override
    {
        try {
            post_step(all_->get_executor(), next<&Op::on_time>(&op_));
        } catch (...) {
            return false;
        }
        hold_.reset(); // what was posted waits for the lock, and so does not find this reference
        return true;
    }

    void released() noexcept override { hold_.reset(); }

    Op& op_;
    std::shared_ptr<All> all_;
    boost::intrusive_ptr<Op> hold_; // while it is among the others
    bool set_ = false;
};

} // namespace cosio::detail

#endif
