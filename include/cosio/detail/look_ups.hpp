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

    The system cannot be stopped while it looks a name up. So nobody waits for it: who has asked
    holds a ticket and may drop it. A look-up that has begun runs to its end, for those who ask
    later; one that waits for its turn ends with its last ticket, so that they do not pile up while
    the name servers are silent.
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

    using ticket = std::shared_ptr<void>;

    /// The addresses of `host`, if they are known. Else a ticket: `who`, if it still exists, is told
    /// later, on a thread of `io`.
    std::pair<address_list, ticket> ask(const std::string& host, std::uint16_t port,
                                        const Executor& io, std::weak_ptr<asker> who)
    {
        const std::string key = host + ' ' + std::to_string(port);
        const std::lock_guard lock(book_->mutex);
        book_->drop_old();
        entry& known = book_->entries[key];
        if (known.found)
            return {known.found, nullptr};
        auto pending = known.pending.lock();
        if (!pending) {
            pending = std::make_shared<look_up>(io, host, port, key);
            pending->ask(book_);
            known.pending = pending;
        }
        pending->askers.push_back(std::move(who));
        auto interest = pending->interest.lock();
        if (!interest)
            pending->interest = interest = std::make_shared<interested>(pending, book_);
        return {nullptr, std::move(interest)};
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
    };

    /// Exists while somebody has a ticket.
    struct interested {
        interested(std::shared_ptr<look_up> what, std::shared_ptr<book> where)
            : of(std::move(what)), within(std::move(where))
        {
        }

        interested(const interested&) = delete;
        interested& operator=(const interested&) = delete;

        ~interested()
        {
            const std::lock_guard lock(within->mutex);
            of->resolver.cancel(); // Asio's, which ends a query only before its turn
        }

        std::shared_ptr<look_up> of;
        std::shared_ptr<book> within;
    };

    struct look_up : std::enable_shared_from_this<look_up> {
        look_up(const Executor& io, const std::string& name, std::uint16_t number,
                const std::string& entry)
            : resolver(io), host(name), port(std::to_string(number)), key(entry)
        {
        }

        void ask(const std::shared_ptr<book>& within)
        {
            resolver.async_resolve(
                host, port, boost::asio::ip::resolver_base::numeric_service,
                [self = this->shared_from_this(), within](boost::system::error_code code,
                                                          const results_type& results) {
                    self->answer(code, results, within);
                });
        }

        void answer(boost::system::error_code code, const results_type& results,
                    const std::shared_ptr<book>& within)
        {
            address_list found;
            if (!code && results.empty())
                code = boost::asio::error::host_not_found; // of the families that we speak
            if (!code)
                found = std::make_shared<std::vector<boost::asio::ip::tcp::endpoint>>(
                    results.begin(), results.end());
            std::vector<std::weak_ptr<asker>> who_asked;
            {
                const std::lock_guard lock(within->mutex);
                // Somebody may have come after the last ticket was gone.
                if (code == boost::asio::error::operation_aborted && !interest.expired())
                    return ask(within);
                if (found)
                    within->entries[key] = {{}, found, clock::now() + burst};
                else
                    within->entries.erase(key);
                who_asked.swap(askers);
            }
            for (const auto& weak : who_asked)
                if (const auto who = weak.lock())
                    who->resolved(code, found);
        }

        resolver_type resolver;
        const std::string host, port, key;
        std::vector<std::weak_ptr<asker>> askers; // this and the next under the book's lock
        std::weak_ptr<interested> interest;
    };

    std::shared_ptr<book> book_ = std::make_shared<book>();
};

} // namespace cosio::detail

#endif
