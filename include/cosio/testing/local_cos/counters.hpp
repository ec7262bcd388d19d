// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_COUNTERS_HPP
#define COSIO_TESTING_LOCAL_COS_COUNTERS_HPP

#include <cstdint>

namespace cosio::testing {

/// What has happened on the network so far.
struct local_counters {
    std::uint64_t connections = 0; ///< accepted
    std::uint64_t handshakes = 0;  ///< TLS handshakes completed
    std::uint64_t resumptions = 0; ///< of these, those that resumed a session
    std::uint64_t requests = 0;    ///< complete requests received
};

} // namespace cosio::testing

#endif
