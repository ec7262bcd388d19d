// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: source must name its executor_type

#include <cosio/credentials/refreshing_credentials.hpp>

struct mistaken {
    void async_fetch(cosio::source_handler);
};

using refused = cosio::refreshing_credentials<mistaken>;
refused* make(mistaken from)
{
    return new refused(from);
}
