// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_FAST_CLOCK_HPP
#define COSIO_TESTING_FAST_CLOCK_HPP

#include <boost/asio/wait_traits.hpp>

#include <chrono>

namespace cosio::testing {

/** A clock that runs `Times` as fast as time does, so that a test of pauses and deadlines sees an
    hour pass in a few seconds. It stands in for `std::chrono::steady_clock` in timers of Asio.

    @par Example
    @code
    cosio::testing::scripted_transport<asio::any_io_executor, cosio::testing::fast_clock<1000>>
        wire(io);
    wire.answer_bytes("HTTP/1.1 503 Slow Down\r\nRetry-After: 30\r\n\r\n");
    // ... an initiate that is repeated after half a minute takes 30 ms
    @endcode

    @par Thread-safety
    Safe.
*/
template <int Times>
class fast_clock {
public:
    using duration = std::chrono::nanoseconds;              ///< That of the steady clock.
    using rep = duration::rep;                              ///< That of the steady clock.
    using period = duration::period;                        ///< That of the steady clock.
    using time_point = std::chrono::time_point<fast_clock>; ///< Its own.
    static constexpr bool is_steady = true;                 ///< It never goes back.

    /// Begins with the first call.
    static time_point now() noexcept
    {
        static const auto begin = std::chrono::steady_clock::now();
        return time_point((std::chrono::steady_clock::now() - begin) * Times);
    }
};

} // namespace cosio::testing

/// How timers of Asio wait on it.
template <int Times>
struct boost::asio::wait_traits<cosio::testing::fast_clock<Times>> {
    using clock = cosio::testing::fast_clock<Times>; ///< Whose traits these are.

    /// The real time that `length` takes, rounded up.
    static typename clock::duration to_wait_duration(const typename clock::duration& length)
    {
        return length / Times + typename clock::duration(1);
    }

    /// The real time until `when`.
    static typename clock::duration to_wait_duration(const typename clock::time_point& when)
    {
        const auto now = clock::now();
        return when > now ? to_wait_duration(when - now) : clock::duration::zero();
    }
};

#endif
