// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_LOCAL_HPP
#define COSIO_TEST_SUPPORT_LOCAL_HPP

#include <cosio/endpoint.hpp>
#include <cosio/initiate.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/testing/local_cos/counters.hpp>
#include <cosio/testing/local_cos/options.hpp>
#include <cosio/testing/local_cos/upload.hpp>

#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

// Clients and a COS on one event loop, behind functions, so that what takes long to compile is
// compiled once for all tests.
namespace support {

inline const std::string bucket = "examplebucket-1250000000";
inline const std::string secret_id = "AKIDtest";
inline const std::string secret_key = "secret-key-of-the-tests";

/// One bucket, one pair of keys, HTTP and TLS, and everything has to be signed.
cosio::testing::local_cos_options strict_cos();

/// Settings under which nothing is tried twice and nothing hangs a test.
cosio::config quick();

struct outcome {
    cosio::error_code code;
    cosio::initiate_result result;
};

/// Where a client goes, and how.
struct plan {
    explicit plan(cosio::endpoint where) : to(std::move(where)) {}

    cosio::endpoint to;
    cosio::q_signing signing = cosio::credentials(secret_id, secret_key);
    cosio::config settings = quick();
    std::string ca_pem; ///< for TLS; empty trusts the system
    bool keep_alive = true;
};

/// What a misbehaving server does with one connection: waits for a request, writes, then ends it.
struct peer_script {
    enum class ending { close, hold, close_at_next_request };

    std::string answer;
    ending then = ending::close;
};

/// An event loop with servers on it. Each call of a client runs it until the operation has ended.
class loop {
public:
    loop();
    ~loop();

    /// For clients that a test makes itself.
    boost::asio::io_context& context();

    /// Starts a COS on this loop.
    void start(const cosio::testing::local_cos_options& options = strict_cos());

    /// Plans for the COS, which stands for a region.
    plan to_http() const;
    plan to_https() const;

    std::vector<cosio::testing::local_upload> uploads() const;
    cosio::testing::local_counters counters() const;

    /// A server that treats its connections as the scripts say, one each.
    plan to_peer(std::vector<peer_script> scripts);

    /// Initiates over the transport that the endpoint's scheme asks for.
    outcome initiate(const plan& how, const cosio::initiate_request& request);

    /// The same `count` times over one client, one after the other.
    std::vector<outcome> initiate(const plan& how, const cosio::initiate_request& request,
                                  int count);

    /// Over plain TCP without a signature.
    outcome initiate_anonymously(const plan& how, const cosio::initiate_request& request);

private:
    struct parts;
    std::unique_ptr<parts> parts_;
};

} // namespace support

#endif
