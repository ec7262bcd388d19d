// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: get_executor\(\) const that returns its executor_type

#include <cosio/transport/concept.hpp>

#include <boost/asio/io_context.hpp>

struct mistaken {
    using executor_type = boost::asio::any_io_executor;

    template <class E>
    struct rebind_executor {
        using other = mistaken;
    };

    boost::asio::io_context::executor_type get_executor() const;
    static bool speaks(cosio::scheme);
    void async_exchange(const cosio::exchange_request&, cosio::exchange_handler);
};

static_assert(!cosio::transport_policy<mistaken>);
static_assert(cosio::check_transport<mistaken>());
