// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SOAK_SERVER_HPP
#define COSIO_TEST_SOAK_SERVER_HPP

#include "clients.hpp"

#include <cosio/testing/local_cos/counters.hpp>
#include <cosio/testing/local_cos/options.hpp>
#include <cosio/testing/local_cos/upload.hpp>

#include <memory>
#include <string>
#include <vector>

namespace soak {

/// The local COS on threads of its own.
class server {
public:
    /// @param port  The same again for a server that was restarted, or 0.
    server(soak::wire wire, cosio::testing::local_cos_options options = {}, unsigned threads = 2,
           std::uint16_t port = 0);
    ~server();

    std::uint16_t port() const;
    cosio::testing::local_counters counters() const;

    /// A plan to come here, without repeats.
    plan quick() const;

    /// Closes everything, and waits until nothing is under way: no upload begins later.
    void end();

    /// The uploads that were begun.
    std::vector<cosio::testing::local_upload> uploads() const;

    /// What a client has to trust; the same for every server of this process.
    static const std::string& ca_pem();

private:
    struct parts;
    std::unique_ptr<parts> parts_;
    soak::wire wire_;
};

/// The number at the end of the key, which is how operations and requests find each other.
std::size_t number_of(const cosio::testing::local_request& request);

/// An answer as the bytes it is sent as.
std::string bytes_of(const cosio::testing::local_answer& answer);

} // namespace soak

#endif
