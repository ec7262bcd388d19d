// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CONNECTION_CACHE_HPP
#define COSIO_DETAIL_CONNECTION_CACHE_HPP

#include <cosio/detail/link.hpp>
#include <cosio/endpoint.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace cosio::detail {

/// What the copies of a transport share: how connections are made, and those that wait to be used
/// again. Safe from any thread.
template <class Link>
class connection_cache {
public:
    using settings_type = typename Link::settings;

    connection_cache(settings_type how, bool keep) : settings_(std::move(how)), keep_(keep) {}

    template <class Executor>
    std::unique_ptr<Link> make(const Executor& executor) const
    {
        return std::make_unique<Link>(executor, settings_);
    }

    bool keep_alive() const noexcept { return keep_; }

    /// The connection to `peer` that was used last, if one is still open; nothing if none is.
    std::unique_ptr<Link> take(const service_address& peer)
    {
        while (auto found = pop(peer))
            if (found->quiet())
                return found;
        return nullptr;
    }

    void give_back(std::unique_ptr<Link> link)
    {
        const std::lock_guard lock(mutex_);
        if (idle_.size() == most_idle)
            idle_.erase(idle_.begin());
        idle_.push_back(std::move(link));
    }

private:
    static constexpr std::size_t most_idle = 256;

    std::unique_ptr<Link> pop(const service_address& peer)
    {
        const std::lock_guard lock(mutex_);
        const auto found = std::find_if(idle_.rbegin(), idle_.rend(),
                                        [&](const auto& link) { return link->peer == peer; });
        if (found == idle_.rend())
            return nullptr;
        auto link = std::move(*found);
        idle_.erase(std::next(found).base());
        return link;
    }

    const settings_type settings_;
    const bool keep_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Link>> idle_;
};

} // namespace cosio::detail

#endif
