// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_LOOK_UPS_HPP
#define COSIO_DETAIL_LOOK_UPS_HPP

#include <boost/asio/error.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cosio::detail {

/// The addresses of a host, shared by those who asked at the same time.
using address_list = std::shared_ptr<const std::vector<boost::asio::ip::tcp::endpoint>>;

/** Looks names up, once for all who ask while an answer is awaited or just came. Safe from any
    thread.

    The system cannot be stopped while it looks a name up. So nobody waits for it: who has asked may
    go, and the look-up runs to its end for those who ask later.
*/
template <class Executor>
class look_ups {
    struct look_up;

public:
    /// One who asked.
    class asker {
    public:
        /// The answer, on any thread.
        virtual void resolved(boost::system::error_code code, address_list found) noexcept = 0;

    protected:
        ~asker() = default;
    };

    /// The addresses of `host`, if they are known. Else `who`, if it still exists, is told later, on
    /// a thread of `io`.
    address_list ask(const std::string& host, std::uint16_t port, const Executor& io,
                     std::weak_ptr<asker> who)
    {
        const std::string key = host + ' ' + std::to_string(port);
        const std::lock_guard lock(book_->mutex);
        book_->drop_old();
        entry& known = book_->entries[key];
        if (known.found)
            return known.found;
        auto pending = known.pending.lock();
        if (!pending) {
            pending = std::make_shared<look_up>(io);
            pending->ask(host, port, key, book_);
            known.pending = pending;
        }
        pending->askers.push_back(std::move(who));
        return nullptr;
    }

private:
    using clock = std::chrono::steady_clock;
    using resolver_type = boost::asio::ip::basic_resolver<boost::asio::ip::tcp, Executor>;
    using results_type = typename resolver_type::results_type;

    /// Long enough for a burst, too short to matter when an address moves.
    static constexpr std::chrono::seconds burst{1};

    struct entry {
        std::weak_ptr<look_up> pending;
        address_list found;
        clock::time_point until = clock::time_point::max();
    };

    struct book {
        std::mutex mutex;
        std::unordered_map<std::string, entry> entries;

        void drop_old()
        {
            std::erase_if(entries, [now = clock::now()](const auto& each) {
                return each.second.until <= now ||
                       (!each.second.found && each.second.pending.expired());
            });
        }

        /// Who asked; the answer is kept for a moment if it is one.
        std::vector<std::weak_ptr<asker>> close(const std::string& key, look_up& answered,
                                                const address_list& found)
        {
            const std::lock_guard lock(mutex);
            if (found)
                entries[key] = {{}, found, clock::now() + burst};
            else
                entries.erase(key);
            return std::move(answered.askers);
        }
    };

    struct look_up : std::enable_shared_from_this<look_up> {
        explicit look_up(const Executor& io) : resolver(io) {}

        void ask(const std::string& host, std::uint16_t port, const std::string& key,
                 const std::shared_ptr<book>& within)
        {
            resolver.async_resolve(
                host, std::to_string(port), boost::asio::ip::resolver_base::numeric_service,
                [self = this->shared_from_this(), key, within](boost::system::error_code code,
                                                               const results_type& results) {
                    self->answer(code, results, key, *within);
                });
        }

        void answer(boost::system::error_code code, const results_type& results,
                    const std::string& key, book& within)
        {
            address_list found;
            if (!code && results.empty())
                code = boost::asio::error::host_not_found; // of the families that we speak
            if (!code)
                found = std::make_shared<std::vector<boost::asio::ip::tcp::endpoint>>(
                    results.begin(), results.end());
            for (const auto& weak : within.close(key, *this, found))
                if (const auto who = weak.lock())
                    who->resolved(code, found);
        }

        resolver_type resolver;
        std::vector<std::weak_ptr<asker>> askers; // under the book's lock
    };

    std::shared_ptr<book> book_ = std::make_shared<book>();
};

} // namespace cosio::detail

#endif
