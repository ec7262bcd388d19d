// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_LANE_HPP
#define COSIO_DETAIL_LANE_HPP

#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/recycling_allocator.hpp>
#include <boost/asio/require.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <thread>
#include <type_traits>
#include <utility>

namespace cosio::detail {

/** One after the other, like Asio's strand, for those who seldom meet.

    The steps of an operation follow each other anyway. All that can meet them is a deadline or a
    cancellation from another thread; so whoever comes nearly always finds the lane empty, and goes
    in where it is: an exchange of one word, where a strand takes a mutex, a queue and memory. Who
    finds somebody inside waits in memory of its own, and has its turn on the inner executor.
*/
template <class Inner>
class lane_state : public std::enable_shared_from_this<lane_state<Inner>> {
public:
    explicit lane_state(const Inner& inner) : inner_(inner) {}

    lane_state(const lane_state&) = delete;
    lane_state& operator=(const lane_state&) = delete;

    const Inner& inner() const noexcept { return inner_; }

    /// Whether this thread is in the lane.
    bool holds_this_thread() const noexcept
    {
        return owner_.load(std::memory_order_relaxed) == std::this_thread::get_id();
    }

    /// One who comes, and whoever came and waits before. Of one type for all who go through an
    /// executor, which would have to be compiled for each.
    class visitor {
    public:
        virtual ~visitor() = default;

        static void* operator new(std::size_t size) { return memory().allocate(size); }
        static void operator delete(void* block, std::size_t size) noexcept
        {
            memory().deallocate(static_cast<unsigned char*>(block), size);
        }

    private:
        friend lane_state;

        static boost::asio::recycling_allocator<unsigned char> memory() noexcept { return {}; }

        virtual void visit() = 0;

        visitor* before_ = nullptr;
    };

    template <class Visit>
    static std::unique_ptr<visitor> make_visitor(Visit&& visit)
    {
        using visit_type = std::decay_t<Visit>; // no make_unique, which is slow to compile
        return std::unique_ptr<visitor>(
            new visitor_with<visit_type>(visit_type(std::forward<Visit>(visit))));
    }

    /// Makes `visit` now, if nobody is inside, or else when its turn comes. To be called where the
    /// inner executor runs what it is given. A visit may be the end of the lane's owner.
    template <class Visit>
    static void enter(std::shared_ptr<lane_state> lane, Visit&& visit)
    {
        if (!lane->take_if_empty())
            return enter(std::move(lane), make_visitor(std::forward<Visit>(visit)));
        const stay here(std::move(lane));
        visit();
    }

    /// The same.
    static void enter(std::shared_ptr<lane_state> lane, std::unique_ptr<visitor> who)
    {
        if (!lane->take_if_empty() && !lane->join(who.get())) {
            who.release();
            return;
        }
        const stay here(std::move(lane));
        who->visit();
    }

private:
    template <class Visit>
    class visitor_with final : public visitor {
    public:
        explicit visitor_with(Visit&& visit) : visit_(std::move(visit)) {}

    private:
        void visit() override { visit_(); }

        Visit visit_;
    };

    /// This thread's time in the lane.
    class stay {
    public:
        explicit stay(std::shared_ptr<lane_state> where) noexcept : lane_(std::move(where))
        {
            lane_->owner_.store(std::this_thread::get_id(), std::memory_order_relaxed);
        }

        stay(const stay&) = delete;
        stay& operator=(const stay&) = delete;

        ~stay() { lane_->leave(); }

    private:
        std::shared_ptr<lane_state> lane_;
    };

    /// The next visit, on its way through the inner executor, with the lane kept for it. If it is
    /// destroyed, so is the event loop, and all who wait go with it.
    class turn {
    public:
        explicit turn(std::shared_ptr<lane_state> where) noexcept : lane_(std::move(where)) {}

        turn(turn&&) = default;

        ~turn()
        {
            if (lane_)
                lane_->clear();
        }

        void operator()()
        {
            const stay here(lane_);
            const auto first = std::exchange(lane_, nullptr)->take_first();
            first->visit();
        }

    private:
        std::shared_ptr<lane_state> lane_;
    };

    /// Stands for one who is inside with nobody waiting; an address that nobody who waits has.
    visitor* inside() noexcept { return static_cast<visitor*>(static_cast<void*>(this)); }

    /// Whether it was, and is the caller's now.
    bool take_if_empty() noexcept
    {
        visitor* seen = nullptr;
        return last_.compare_exchange_strong(seen, inside(), std::memory_order_acquire,
                                             std::memory_order_relaxed);
    }

    /// Waits; true if the lane became empty meanwhile, and so is the caller's.
    bool join(visitor* mine) noexcept
    {
        visitor* seen = last_.load(std::memory_order_relaxed);
        do {
            mine->before_ = seen;
        } while (!last_.compare_exchange_weak(
            seen, seen ? mine : inside(), std::memory_order_acq_rel, std::memory_order_relaxed));
        return seen == nullptr;
    }

    void leave() noexcept
    {
        owner_.store(std::thread::id(), std::memory_order_relaxed);
        visitor* seen = inside();
        if (!order_ && last_.compare_exchange_strong(seen, nullptr, std::memory_order_release,
                                                     std::memory_order_relaxed))
            return;
        try {
            boost::asio::require(inner_, boost::asio::execution::blocking.never)
                .execute(turn(this->shared_from_this()));
        } catch (...) {
            // Without memory those who wait are lost, as they were if they could not have waited.
        }
    }

    /// Of those who wait, the one who came first.
    std::unique_ptr<visitor> take_first() noexcept
    {
        if (!order_) { // turns the list round
            visitor* each = last_.exchange(inside(), std::memory_order_acq_rel);
            while (each != inside())
                order_ = std::exchange(each, std::exchange(each->before_, order_));
        }
        return std::unique_ptr<visitor>(std::exchange(order_, order_->before_));
    }

    void clear() noexcept
    {
        visitor* seen = inside();
        while (order_ || !last_.compare_exchange_strong(seen, nullptr, std::memory_order_release,
                                                        std::memory_order_relaxed)) {
            take_first();
            seen = inside();
        }
    }

    const Inner inner_;
    std::atomic<std::thread::id> owner_{std::thread::id()};
    std::atomic<visitor*> last_{nullptr}; ///< Nobody, `inside`, or the last who waits.
    visitor* order_ = nullptr;            ///< Those whose turn comes next; for who is inside.
};

/** The executor of a lane, for policies of one's own and for whatever is composed of several steps.

    It answers Asio's questions itself: they are asked on every hop, and an erased executor answers
    by allocating. Nothing is lost, because operations keep the work themselves.

    @tparam Blocking  The type of `execution::blocking.possibly` or `.never`.
*/
template <class Inner, class Blocking = boost::asio::execution::blocking_t::possibly_t>
class lane {
    using blocking_t = boost::asio::execution::blocking_t;
    using never_t = blocking_t::never_t;

public:
    using state_pointer = std::shared_ptr<lane_state<Inner>>;

    explicit lane(state_pointer state) noexcept : state_(std::move(state)) {}

    const Inner& inner() const noexcept { return state_->inner(); }

    /// Tells whether there still is such a lane, and does not keep it.
    std::weak_ptr<lane_state<Inner>> observe() const noexcept { return state_; }

    /// See `lane_state::enter`.
    template <class Visit>
    void enter(Visit&& visit) &&
    {
        lane_state<Inner>::enter(std::move(state_), std::forward<Visit>(visit));
    }

    template <class Function>
    void execute(Function&& function) const
    {
        if (!std::is_same_v<Blocking, never_t> && state_->holds_this_thread())
            return std::decay_t<Function>(std::forward<Function>(function))();
        admit(lane_state<Inner>::make_visitor(std::forward<Function>(function)));
    }

    /// Like `execute`, but never from inside this call.
    template <class Function>
    void post(Function&& function) const
    {
        require(never_t()).admit(lane_state<Inner>::make_visitor(std::forward<Function>(function)));
    }

    boost::asio::execution_context& query(boost::asio::execution::context_t) const
    {
        return boost::asio::query(state_->inner(), boost::asio::execution::context);
    }

    static constexpr blocking_t query(blocking_t) noexcept { return Blocking(); }

    lane<Inner, never_t> require(never_t) const { return lane<Inner, never_t>(state_); }

    friend bool operator==(const lane& a, const lane& b) noexcept { return a.state_ == b.state_; }
    friend bool operator!=(const lane& a, const lane& b) noexcept { return !(a == b); }

private:
    template <class, class>
    friend class lane;

    struct entrance {
        state_pointer state;
        std::unique_ptr<typename lane_state<Inner>::visitor> who;

        void operator()() { lane_state<Inner>::enter(std::move(state), std::move(who)); }
    };

    void admit(std::unique_ptr<typename lane_state<Inner>::visitor> who) const
    {
        entrance entering{state_, std::move(who)};
        if constexpr (std::is_same_v<Blocking, never_t>)
            boost::asio::require(state_->inner(), boost::asio::execution::blocking.never)
                .execute(std::move(entering));
        else
            state_->inner().execute(std::move(entering));
    }

    state_pointer state_;
};

template <class T>
inline constexpr bool is_lane = false;

template <class Inner, class Blocking>
inline constexpr bool is_lane<lane<Inner, Blocking>> = true;

} // namespace cosio::detail

#endif
