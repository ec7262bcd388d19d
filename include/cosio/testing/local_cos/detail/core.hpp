// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_CORE_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_CORE_HPP

#include <cosio/testing/local_cos/service.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace cosio::testing::local_detail {

/// Something with I/O under way that can be told to end it.
class stoppable {
public:
    virtual ~stoppable() = default;
    /// From any thread; returns before the end.
    virtual void stop() = 0;

protected:
    stoppable() = default;
    stoppable(const stoppable&) = delete;
    stoppable& operator=(const stoppable&) = delete;
};

/// What the listeners and connections of one local COS share. It outlives the local_cos object as
/// long as any of them is in flight.
class server_core {
public:
    explicit server_core(local_cos_options options) : service(std::move(options)) {}

    /// Registers; one that comes after stop() is stopped at once.
    void add(const std::shared_ptr<stoppable>& member)
    {
        {
            std::lock_guard const lock(mutex_);
            if (!stopped_) {
                std::erase_if(members_, [](const auto& m) { return m.expired(); });
                members_.push_back(member);
                return;
            }
        }
        member->stop();
    }

    void stop()
    {
        std::vector<std::weak_ptr<stoppable>> members;
        {
            std::lock_guard const lock(mutex_);
            stopped_ = true;
            members.swap(members_);
        }
        for (const auto& weak : members)
            if (const auto member = weak.lock())
                member->stop();
    }

    local_service service;
    std::atomic<std::uint64_t> connections{0};
    std::atomic<std::uint64_t> handshakes{0};
    std::atomic<std::uint64_t> resumptions{0};
    std::atomic<std::uint64_t> requests{0};

private:
    std::mutex mutex_;
    bool stopped_ = false;
    std::vector<std::weak_ptr<stoppable>> members_;
};

} // namespace cosio::testing::local_detail

#endif
