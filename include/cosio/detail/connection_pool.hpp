// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CONNECTION_POOL_HPP
#define COSIO_DETAIL_CONNECTION_POOL_HPP

#include <cosio/detail/look_ups.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/transport/connection_limits.hpp>

#include <chrono>
#include <deque>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cosio::detail {

/** What the copies of a transport share: how connections are made, the names that are looked up,
    those connections that are idle, and those who wait because as many as allowed are open. Safe
    from any thread.

    Whoever has asked and was not told to wait counts as an open connection, until `give_back` or
    `release`. Connections are destroyed, and waiters called, outside the lock.
*/
template <class Link>
class connection_pool {
public:
    using settings_type = typename Link::settings;
    using link_pointer = std::unique_ptr<Link>;
    using clock = std::chrono::steady_clock;

    /// One who waits.
    class waiter {
    public:
        /// It is its turn; with a connection to be used again, or none. Called from anywhere.
        virtual void admit(link_pointer kept) noexcept = 0;

    protected:
        ~waiter() = default;
    };

    connection_pool(settings_type how, connection_limits limits)
        : settings_(std::move(how)), limits_(limits)
    {
    }

    /// A new connection, not open yet.
    template <class Executor>
    link_pointer make(const Executor& executor) const
    {
        auto link = std::make_unique<Link>(executor, settings_);
        link->made = clock::now();
        return link;
    }

    auto& names() noexcept { return names_; }

    bool keep_alive() const noexcept { return limits_.reuse == cosio::keep_alive::yes; }

    /// What the address of a host is called here.
    static std::string key_of(const service_address& peer)
    {
        return peer.host + ' ' + std::to_string(peer.port);
    }

    /// Asks for a connection. Gives the idle one that was used last if one is still good; otherwise
    /// none, and whether one may be opened. If not, `who` is admitted later.
    std::pair<link_pointer, bool> ask(const std::string& key, waiter& who)
    {
        std::vector<link_pointer> stale;
        for (;;) {
            link_pointer kept;
            {
                const std::lock_guard lock(mutex_);
                sweep(stale);
                host& h = hosts_[key];
                kept = pop_idle(h, stale);
                if (!kept && is_full(h)) {
                    h.waiting.push_back(&who);
                    return {nullptr, false};
                }
                if (!kept) {
                    ++h.open;
                    return {nullptr, true};
                }
            }
            if (kept->quiet()) // a call to the system, so not under the lock
                return {std::move(kept), true};
            kept.reset();
            release(key);
        }
    }

    /// Whether a connection that was handed on can still be used.
    bool is_good(Link& link) const { return !is_stale(link, clock::now()) && link.quiet(); }

    /// Whether `who` was still waiting, and is no more.
    bool leave(const std::string& key, waiter& who) noexcept
    {
        const std::lock_guard lock(mutex_);
        const auto found = hosts_.find(key);
        return found != hosts_.end() && found->second.waiting.remove(&who) > 0;
    }

    /// A connection that can be used again, for the next who waits or asks.
    void give_back(const std::string& key, link_pointer link)
    {
        std::vector<link_pointer> stale;
        waiter* next = nullptr;
        link->idle_since = clock::now();
        try {
            const std::lock_guard lock(mutex_);
            host& h = hosts_[key];
            next = pop_waiter(h);
            if (!next) {
                h.idle.push_back(std::move(link));
                while (h.idle.size() > limits_.idle_per_host)
                    drop_oldest(h, stale);
                sweep(stale);
            }
        } catch (const std::bad_alloc&) {
            if (link)
                release(key);
            return;
        }
        if (next)
            next->admit(std::move(link));
    }

    /// A connection is no more, or was not opened.
    void release(const std::string& key) noexcept
    {
        waiter* next = nullptr;
        {
            const std::lock_guard lock(mutex_);
            const auto found = hosts_.find(key);
            if (found == hosts_.end())
                return;
            host& h = found->second;
            next = pop_waiter(h);
            if (!next && --h.open == 0)
                hosts_.erase(found);
        }
        if (next)
            next->admit(nullptr);
    }

private:
    struct host {
        std::size_t open = 0; ///< Idle ones included.
        std::deque<link_pointer> idle;
        std::list<waiter*> waiting;
    };

    bool is_full(const host& h) const noexcept
    {
        return limits_.open_per_host != 0 && h.open >= limits_.open_per_host;
    }

    static waiter* pop_waiter(host& h)
    {
        if (h.waiting.empty())
            return nullptr;
        waiter* const first = h.waiting.front();
        h.waiting.pop_front();
        return first;
    }

    static void drop_oldest(host& h, std::vector<link_pointer>& stale)
    {
        stale.push_back(std::move(h.idle.front()));
        h.idle.pop_front();
        --h.open;
    }

    bool is_stale(const Link& link, clock::time_point now) const
    {
        const auto beyond = [](clock::duration time, clock::duration limit) {
            return limit > clock::duration::zero() && time > limit;
        };
        return beyond(now - link.idle_since, limits_.idle_time) ||
               beyond(now - link.made, limits_.age);
    }

    /// Connections of hosts that nobody asks for any more are closed too, by whoever comes by.
    void sweep(std::vector<link_pointer>& stale)
    {
        const auto now = clock::now();
        if (now < next_sweep_)
            return;
        next_sweep_ = now + std::chrono::seconds(1);
        for (auto at = hosts_.begin(); at != hosts_.end();) {
            host& h = at->second;
            for (std::size_t count = h.idle.size(); count > 0; --count) {
                if (is_stale(*h.idle.front(), now)) {
                    drop_oldest(h, stale);
                } else {
                    h.idle.push_back(std::move(h.idle.front()));
                    h.idle.pop_front();
                }
            }
            at = h.open == 0 && h.waiting.empty() ? hosts_.erase(at) : std::next(at);
        }
    }

    /// The one that was used last; those that are no longer to be used go to `stale`.
    link_pointer pop_idle(host& h, std::vector<link_pointer>& stale) const
    {
        const auto now = clock::now();
        while (!h.idle.empty() && is_stale(*h.idle.front(), now))
            drop_oldest(h, stale);
        while (!h.idle.empty() && is_stale(*h.idle.back(), now)) {
            stale.push_back(std::move(h.idle.back()));
            h.idle.pop_back();
            --h.open;
        }
        if (h.idle.empty())
            return nullptr;
        link_pointer last = std::move(h.idle.back());
        h.idle.pop_back();
        return last;
    }

    const settings_type settings_;
    const connection_limits limits_;
    look_ups<typename Link::socket_type::executor_type> names_;
    std::mutex mutex_;
    std::unordered_map<std::string, host> hosts_;
    clock::time_point next_sweep_{};
};

} // namespace cosio::detail

#endif
