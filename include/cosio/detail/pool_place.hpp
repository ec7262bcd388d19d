// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_POOL_PLACE_HPP
#define COSIO_DETAIL_POOL_PLACE_HPP

#include <cosio/detail/connection_pool.hpp>

#include <memory>
#include <utility>

namespace cosio::detail {

/// An exchange's place among the open connections of a pool: asked for, held, given up.
template <class Link>
class pool_place {
public:
    using pool_type = connection_pool<Link>;
    using link_pointer = typename pool_type::link_pointer;
    using waiter = typename pool_type::waiter;

    explicit pool_place(std::shared_ptr<pool_type> pool) : pool_(std::move(pool)) {}

    pool_place(const pool_place&) = delete;
    pool_place& operator=(const pool_place&) = delete;

    ~pool_place() { release(); }

    pool_type& pool() const noexcept { return *pool_; }

    /// See `connection_pool::ask`: the connection, and whether one may be opened.
    std::pair<link_pointer, bool> ask(const service_address& peer, waiter& who,
                                      typename pool_type::clock::time_point now)
    {
        auto given = pool_->ask(peer, who, now);
        where_ = given.where;
        if (given.admitted) // else it may have been admitted meanwhile
            held_ = true;
        return {std::move(given.kept), given.admitted};
    }

    /// To be called by a waiter that was admitted.
    void hold() noexcept { held_ = true; }

    bool leave(waiter& who) noexcept { return pool_->leave(*where_, who); }

    /// The connection goes back, and the place with it.
    void give_back(link_pointer link, typename pool_type::clock::time_point now)
    {
        held_ = false;
        pool_->give_back(*where_, std::move(link), now);
    }

    /// The connection is no more: whoever waits may open one.
    void release() noexcept
    {
        if (std::exchange(held_, false))
            pool_->release(*where_);
    }

private:
    std::shared_ptr<pool_type> pool_;
    typename pool_type::host* where_ = nullptr;
    bool held_ = false;
};

} // namespace cosio::detail

#endif
