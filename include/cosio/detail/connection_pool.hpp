// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CONNECTION_POOL_HPP
#define COSIO_DETAIL_CONNECTION_POOL_HPP

#include <cosio/detail/deadlines.hpp>
#include <cosio/detail/look_ups.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/transport/connection_limits.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <string_view>
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
    using executor_type = typename Link::socket_type::executor_type;
    using deadlines_type = detail::deadlines<executor_type>;
    using clock = std::chrono::steady_clock;

    /// One who waits.
    class waiter {
    public:
        /// It is its turn; with a connection to be used again, or none. Called from anywhere.
        virtual void admit(link_pointer kept) noexcept = 0;

    protected:
        ~waiter() = default;
    };

    connection_pool(const executor_type& executor, settings_type how, connection_limits limits)
        : settings_(std::move(how)), limits_(limits),
          deadlines_(std::make_shared<deadlines_type>(executor))
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
    const auto& deadlines() const noexcept { return deadlines_; }

    bool keep_alive() const noexcept { return limits_.reuse == cosio::keep_alive::yes; }

    class host;

    struct answer {
        host* where;       ///< Stays valid until the place there is given up.
        link_pointer kept; ///< The idle connection that was used last, if there is one.
        bool admitted;     ///< Whether one may be opened if there is none. If not, `who` waits.
    };

    /// Asks for a connection. Whether the peer of a kept one is still there is not looked at.
    answer ask(const service_address& peer, waiter& who, clock::time_point now)
    {
        std::vector<link_pointer> stale;
        const std::lock_guard lock(mutex_);
        sweep(stale, now);
        host& h = host_of(peer);
        answer given{&h, pop_idle(h, stale, now), true};
        if (given.kept)
            return given;
        if (is_full(h)) {
            h.waiting.push_back(&who);
            given.admitted = false;
        } else {
            ++h.open;
        }
        return given;
    }

    /// Whether `who` was still waiting, and is no more.
    bool leave(host& h, waiter& who) noexcept
    {
        const std::lock_guard lock(mutex_);
        return h.waiting.remove(&who) > 0;
    }

    /// A connection that can be used again, for the next who waits or asks.
    void give_back(host& h, link_pointer link, clock::time_point now)
    {
        std::vector<link_pointer> stale;
        waiter* next = nullptr;
        link->idle_since = now;
        try {
            const std::lock_guard lock(mutex_);
            next = pop_waiter(h);
            if (!next) {
                h.idle.push_back(std::move(link));
                while (h.idle.size() > limits_.idle_per_host)
                    drop_oldest(h, stale);
                sweep(stale, now);
            }
        } catch (const std::bad_alloc&) {
            if (link)
                release(h);
            return;
        }
        if (next) // which has the place in any case
            next->admit(is_stale(*link, now) ? nullptr : std::move(link));
    }

    /// A connection is no more, or was not opened.
    void release(host& h) noexcept
    {
        waiter* next = nullptr;
        {
            const std::lock_guard lock(mutex_);
            next = pop_waiter(h);
            if (!next && --h.open == 0)
                hosts_.erase(hosts_.find(*h.name));
        }
        if (next)
            next->admit(nullptr);
    }

private:
    struct address {
        std::string name;
        std::uint16_t port;
    };

    /// Finds an `address` by what an operation has.
    struct same_address {
        using is_transparent = void;

        static std::string_view name(const address& a) noexcept { return a.name; }
        static std::string_view name(const service_address& a) noexcept { return a.host; }

        template <class Address>
        std::size_t operator()(const Address& a) const noexcept
        {
            return std::hash<std::string_view>()(name(a)) + a.port;
        }

        template <class A, class B>
        bool operator()(const A& a, const B& b) const noexcept
        {
            return a.port == b.port && name(a) == name(b);
        }
    };

public:
    /// The connections to one address, and who waits for one. Lasts as long as there are any.
    class host {
        friend connection_pool;

        const address* name = nullptr;
        std::size_t open = 0;           ///< Idle ones included.
        std::vector<link_pointer> idle; ///< The one that was used last comes last.
        std::list<waiter*> waiting;
    };

private:
    host& host_of(const service_address& peer)
    {
        if (const auto known = hosts_.find(peer); known != hosts_.end())
            return known->second;
        const auto added = hosts_.try_emplace({peer.host, peer.port}).first;
        added->second.name = &added->first;
        return added->second;
    }

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
        h.idle.erase(h.idle.begin());
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
    void sweep(std::vector<link_pointer>& stale, clock::time_point now)
    {
        if (now < next_sweep_)
            return;
        next_sweep_ = now + std::chrono::seconds(1);
        for (auto at = hosts_.begin(); at != hosts_.end();) {
            host& h = at->second;
            for (std::size_t i = 0; i < h.idle.size();) {
                if (!is_stale(*h.idle[i], now)) {
                    ++i;
                    continue;
                }
                stale.push_back(std::move(h.idle[i]));
                h.idle.erase(h.idle.begin() + static_cast<std::ptrdiff_t>(i));
                --h.open;
            }
            at = h.open == 0 && h.waiting.empty() ? hosts_.erase(at) : std::next(at);
        }
    }

    /// The one that was used last; those that are no longer to be used go to `stale`.
    link_pointer pop_idle(host& h, std::vector<link_pointer>& stale, clock::time_point now) const
    {
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
    look_ups<executor_type> names_;
    const std::shared_ptr<deadlines_type> deadlines_;
    std::mutex mutex_;
    std::unordered_map<address, host, same_address, same_address> hosts_;
    clock::time_point next_sweep_{};
};

} // namespace cosio::detail

#endif
