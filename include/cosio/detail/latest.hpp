// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_LATEST_HPP
#define COSIO_DETAIL_LATEST_HPP

#include <memory>
#include <mutex>
#include <utility>

namespace cosio::detail {

/// A place for the last value that was computed, for many threads. A copy begins without one, so
/// that whoever copies and then changes what the value was computed from is not given it.
template <class T>
class latest {
public:
    latest() = default;
    latest(const latest&) noexcept {}
    latest& operator=(const latest&) noexcept
    {
        put(nullptr);
        return *this;
    }

    std::shared_ptr<const T> get() const noexcept
    {
        const std::lock_guard lock(mutex_);
        return value_;
    }

    void put(std::shared_ptr<const T> value) const noexcept
    {
        const std::lock_guard lock(mutex_);
        value_.swap(value); // the old one is destroyed after the lock
    }

private:
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const T> value_;
};

} // namespace cosio::detail

#endif
