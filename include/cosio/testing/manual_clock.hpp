// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_MANUAL_CLOCK_HPP
#define COSIO_TESTING_MANUAL_CLOCK_HPP

#include <atomic>
#include <chrono>
#include <memory>

namespace cosio::testing {

/** A clock that stands still until it is told otherwise. Copies share one time.

    @par Example
    @code
    cosio::testing::manual_clock clock(std::chrono::sys_seconds(std::chrono::seconds(1585130821)));
    cosio::basic_q_signing signing(who, clock);
    @endcode

    @par Thread-safety
    Safe, also on one object.
*/
class manual_clock {
public:
    /// Those of the system's clock, whose place it takes.
    using duration = std::chrono::system_clock::duration;
    /// A point of the system's time.
    using time_point = std::chrono::system_clock::time_point;

    /// Stands at the beginning of Unix time.
    manual_clock() : manual_clock(time_point()) {}

    /// Stands at `start`.
    explicit manual_clock(time_point start)
        : ticks_(std::make_shared<std::atomic<duration::rep>>(start.time_since_epoch().count()))
    {
    }

    /// The time it stands at.
    time_point now() const noexcept { return time_point(duration(ticks_->load())); }

    /// Stands at `when` from now on, for all copies.
    void set(time_point when) noexcept { ticks_->store(when.time_since_epoch().count()); }

    /// Moves by `by`, which may be negative, for all copies.
    void advance(duration by) noexcept { ticks_->fetch_add(by.count()); }

private:
    std::shared_ptr<std::atomic<duration::rep>> ticks_;
};

} // namespace cosio::testing

#endif
