// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "beast.hpp"

namespace bench {
namespace {

struct plain {
    using stream_type = boost::beast::tcp_stream;

    static constexpr bool shakes_hands = false;

    explicit plain(const job&) {}

    template <class Executor>
    std::unique_ptr<stream_type> make(const Executor& where)
    {
        return std::make_unique<stream_type>(where);
    }
};

} // namespace

std::unique_ptr<variant> make_beast_over_tcp(const job& what)
{
    return std::make_unique<beast_variant<plain>>(what);
}

} // namespace bench
