// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CANCEL_RELAY_HPP
#define COSIO_DETAIL_CANCEL_RELAY_HPP

#include <cosio/detail/operation_base.hpp>

#include <boost/asio/cancellation_type.hpp>

#include <memory>
#include <utility>

namespace cosio::detail {

/// Carries a cancellation from the user's thread to an operation's executor, on which all else
/// happens; knows whether the operation still lives.
class cancel_relay {
public:
    cancel_relay() = default;
    cancel_relay(const cancel_relay&) = delete;
    cancel_relay& operator=(const cancel_relay&) = delete;
    ~cancel_relay() { cut(); }

    /// From now on `slot` runs the step `Member` of `op`, if anybody can emit to it.
    template <auto Member, class Op, class Slot>
    void connect(Op* op, Slot slot)
    {
        if (!slot.is_connected())
            return;
        alive_ = std::make_shared<bool>(true);
        // The slot may keep this for longer than there is an execution context.
        slot.assign(
            [alive = alive_, op, where = op->executor().observe()](boost::asio::cancellation_type) {
                const auto still = where.lock();
                if (!still)
                    return;
                typename Op::executor_type(still).post([alive, op] {
                    if (*alive)
                        next<Member>(op)();
                });
            });
    }

    void cut() noexcept
    {
        if (alive_)
            *std::exchange(alive_, nullptr) = false;
    }

private:
    std::shared_ptr<bool> alive_;
};

} // namespace cosio::detail

#endif
