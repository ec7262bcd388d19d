// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_OPERATION_BASE_HPP
#define COSIO_DETAIL_OPERATION_BASE_HPP

#include <cosio/detail/lane.hpp>

#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>

#include <atomic>
#include <memory>
#include <utility>

namespace cosio::detail {

/** The state of one asynchronous operation, shared by the handlers it waits for.

    It lives in memory of the final handler's associated allocator, which must have that memory back
    before the handler is called. So an operation that has finished still waits until it holds the
    last reference: until every handler it started has come back. If the execution context is
    destroyed instead, the last handler to go takes the operation with it.

    `Derived` has: `handler()`, `executor()`, `finished()`; `deliver(owner)`, which is called once,
    finished and alone; `abandon()`, which lets go of all that could call it, after a step threw;
    and `orphan()`, which finishes it when nobody is left to call it.
*/
template <class Derived>
class operation_base {
public:
    operation_base(const operation_base&) = delete;
    operation_base& operator=(const operation_base&) = delete;

    template <class Handler, class... Args>
    static boost::intrusive_ptr<Derived> make(Handler&& handler, Args&&... args)
    {
        auto memory = allocator_of(handler);
        using traits = std::allocator_traits<decltype(memory)>;
        Derived* place = traits::allocate(memory, 1);
        try {
            return new (place) Derived(std::forward<Handler>(handler), std::forward<Args>(args)...);
        } catch (...) {
            traits::deallocate(memory, place, 1);
            throw;
        }
    }

    /// Takes the handler out and gives the memory back; `owner` is the last reference.
    static auto dissolve(boost::intrusive_ptr<Derived> owner)
    {
        auto handler = std::move(owner->handler());
        auto memory = allocator_of(handler);
        Derived* place = owner.detach();
        place->~Derived();
        std::allocator_traits<decltype(memory)>::deallocate(memory, place, 1);
        return handler;
    }

protected:
    operation_base() = default;
    ~operation_base() = default;

private:
    template <class Handler>
    static auto allocator_of(const Handler& handler)
    {
        auto any = boost::asio::get_associated_allocator(handler);
        return typename std::allocator_traits<decltype(any)>::template rebind_alloc<Derived>(any);
    }

    friend void intrusive_ptr_add_ref(Derived* op) noexcept
    {
        op->references_.fetch_add(1, std::memory_order_relaxed);
    }

    friend void intrusive_ptr_release(Derived* op) noexcept
    {
        if (op->references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
            op->references_.store(1); // for the pointer that dissolve() detaches
            dissolve(boost::intrusive_ptr<Derived>(op, false));
        }
    }

    template <auto Member, class Op>
    friend class step;

    std::atomic<unsigned> references_{0};
};

/// The handler of one step of an operation: calls `Member`, then delivers if that was the end. Has
/// the operation's executor and allocator.
template <auto Member, class Op>
class step {
public:
    using executor_type = typename Op::executor_type;
    using allocator_type = typename Op::allocator_type;

    explicit step(boost::intrusive_ptr<Op> op) : op_(std::move(op)) {}

    const executor_type& get_executor() const noexcept { return op_->executor(); }

    allocator_type get_allocator() const noexcept
    {
        return boost::asio::get_associated_allocator(op_->handler());
    }

    // A copy would be a reference that nobody waits for.
    step(step&&) = default;

    template <class... Args>
    void operator()(Args&&... args)
    {
        auto op = std::move(op_);
        try {
            (op.get()->*Member)(std::forward<Args>(args)...);
        } catch (...) {
            op->abandon();
            throw;
        }
        if (op->references_.load(std::memory_order_acquire) != 1)
            return;
        if (!op->finished())
            op->orphan();
        Op::deliver(std::move(op));
    }

protected:
    Op* operation() const noexcept { return op_.get(); }

private:
    boost::intrusive_ptr<Op> op_;
};

template <auto Member, class Op>
step<Member, Op> next(Op* op)
{
    return step<Member, Op>(boost::intrusive_ptr<Op>(op));
}

/// Hands the reference on, where the step may run on another thread before this one is done.
template <auto Member, class Op>
step<Member, Op> next(boost::intrusive_ptr<Op> op)
{
    return step<Member, Op>(std::move(op));
}

/// Has a step made later, never from inside this call. A lane takes any step in the same form, so
/// that Asio's way for it is compiled once; any other executor is reached by way of `io`, because an
/// erased one can be dispatched to and not posted to.
template <class Executor, class Step>
void post_step(const Executor& io, Step step)
{
    if constexpr (is_lane<typename Step::executor_type>) {
        const auto lane = step.get_executor();
        lane.post(std::move(step));
    } else {
        boost::asio::post(io, std::move(step));
    }
}

/// Has a step made now, if this is where it may be.
template <class Step>
void dispatch_step(Step step)
{
    if constexpr (is_lane<typename Step::executor_type>) {
        const auto lane = step.get_executor();
        lane.execute(std::move(step));
    } else {
        boost::asio::dispatch(std::move(step));
    }
}

/// Posts a step where it does no harm if there is no memory for that, and it never comes.
template <class Executor, class Step>
void try_to_post(const Executor& io, Step step) noexcept
{
    try {
        post_step(io, std::move(step));
    } catch (...) {
    }
}

} // namespace cosio::detail

#endif
