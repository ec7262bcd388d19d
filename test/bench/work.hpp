// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_WORK_HPP
#define COSIO_TEST_BENCH_WORK_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace bench {

using clock = std::chrono::steady_clock;

/// A number of exchanges, shared by those who do them at once, and how long each took.
class work {
public:
    explicit work(std::size_t count) : left_(count) { took_.reserve(count); }

    /// Whether there is another one to do; it is the caller's then.
    bool take() noexcept
    {
        if (left_ == 0)
            return false;
        --left_;
        return true;
    }

    /// One that began at `begun` is done. Gives the time, at which the next one may begin.
    clock::time_point done(clock::time_point begun)
    {
        const auto now = clock::now();
        took_.push_back(std::chrono::duration<float, std::micro>(now - begun).count());
        return now;
    }

    /// Microseconds, in the order in which they were done.
    const std::vector<float>& took() const noexcept { return took_; }

private:
    std::size_t left_;
    std::vector<float> took_;
};

} // namespace bench

#endif
