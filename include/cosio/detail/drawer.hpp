// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_DRAWER_HPP
#define COSIO_DETAIL_DRAWER_HPP

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace cosio::detail {

/// Objects that somebody made, for the next who needs one. Safe from any thread.
template <class T>
class drawer {
public:
    /// Null if there is none.
    std::unique_ptr<T> take() noexcept
    {
        const std::lock_guard lock(mutex_);
        if (objects_.empty())
            return nullptr;
        auto last = std::move(objects_.back());
        objects_.pop_back();
        return last;
    }

    /// Destroys it if there are many.
    void put(std::unique_ptr<T> object) noexcept
    {
        try {
            const std::lock_guard lock(mutex_);
            if (objects_.size() < most)
                objects_.push_back(std::move(object));
        } catch (...) {
            // Then the next one makes its own.
        }
    }

private:
    static constexpr std::size_t most = 256;

    std::mutex mutex_;
    std::vector<std::unique_ptr<T>> objects_;
};

} // namespace cosio::detail

#endif
