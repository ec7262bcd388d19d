// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_IO_STEP_HPP
#define COSIO_DETAIL_IO_STEP_HPP

#include <cosio/detail/lane.hpp>
#include <cosio/detail/operation_base.hpp>

#include <boost/asio/associated_allocator.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace cosio::detail {

/// Room in a connection for what Asio keeps of the one call that is under way.
class call_memory {
public:
    /// Null if it does not fit, or the room is taken.
    void* take(std::size_t size) noexcept
    {
        const bool free = size <= room_.size() && !taken_.exchange(true, std::memory_order_acquire);
        return free ? room_.data() : nullptr;
    }

    /// False if it is no memory of this room.
    bool give_back(void* memory) noexcept
    {
        if (memory != room_.data())
            return false;
        taken_.store(false, std::memory_order_release);
        return true;
    }

private:
    alignas(std::max_align_t) std::array<std::byte, 512> room_;
    std::atomic<bool> taken_ = false;
};

/** The allocator of calls on an operation's connection: the connection's room, or else memory of the
    handler's associated allocator.

    Asio gives the memory of a call back before it calls or drops the handler, which keeps the
    operation.
*/
template <class T, class Op>
class call_allocator {
public:
    using value_type = T;

    explicit call_allocator(Op* op) noexcept : op_(op) {}

    template <class U>
    call_allocator(const call_allocator<U, Op>& other) noexcept : op_(other.op_)
    {
    }

    T* allocate(std::size_t count)
    {
        static_assert(alignof(T) <= alignof(std::max_align_t));
        if (void* const room = op_->calls().take(count * sizeof(T)))
            return static_cast<T*>(room);
        auto other = elsewhere();
        return std::allocator_traits<decltype(other)>::allocate(other, count);
    }

    void deallocate(T* memory, std::size_t count) noexcept
    {
        if (op_->calls().give_back(memory))
            return;
        auto other = elsewhere();
        std::allocator_traits<decltype(other)>::deallocate(other, memory, count);
    }

    template <class U>
    bool operator==(const call_allocator<U, Op>& other) const noexcept
    {
        return op_ == other.op_;
    }

private:
    template <class, class>
    friend class call_allocator;

    auto elsewhere() const
    {
        auto any = boost::asio::get_associated_allocator(op_->handler());
        return typename std::allocator_traits<decltype(any)>::template rebind_alloc<T>(any);
    }

    Op* op_;
};

/// A step that follows a call on the operation's connection.
template <auto Member, class Op>
class io_step : public step<Member, Op> {
public:
    using step<Member, Op>::step;
    using allocator_type = call_allocator<void, Op>;

    allocator_type get_allocator() const noexcept { return allocator_type(this->operation()); }
};

/// The same for a call that is not composed of others. In between nothing runs that would have to
/// be serialised, so it needs no executor, and enters the operation's lane by itself.
template <auto Member, class Op>
class lane_step {
public:
    using allocator_type = call_allocator<void, Op>;

    explicit lane_step(boost::intrusive_ptr<Op> op) : op_(std::move(op)) {}

    lane_step(lane_step&&) = default;

    allocator_type get_allocator() const noexcept { return allocator_type(op_.get()); }

    template <class... Args>
    void operator()(Args... args)
    {
        auto lane = op_->executor();
        std::move(lane).enter(
            [next = step<Member, Op>(std::move(op_)), args...]() mutable { next(args...); });
    }

private:
    boost::intrusive_ptr<Op> op_;
};

template <auto Member, class Op>
auto io_next(Op* op)
{
    using step_type =
        std::conditional_t<is_lane<typename Op::executor_type> && !Op::calls_are_composed,
                           lane_step<Member, Op>, io_step<Member, Op>>;
    return step_type(boost::intrusive_ptr<Op>(op));
}

} // namespace cosio::detail

#endif
