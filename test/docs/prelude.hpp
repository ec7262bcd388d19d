// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What the examples in the documentation take for granted. They are compiled, never linked.

#ifndef COSIO_TEST_DOCS_PRELUDE_HPP
#define COSIO_TEST_DOCS_PRELUDE_HPP

#include <cosio/cosio.hpp>
#include <cosio/testing/fast_clock.hpp>
#include <cosio/testing/local_cos.hpp>
#include <cosio/testing/manual_clock.hpp>
#include <cosio/testing/scripted_transport.hpp>
#include <cosio/transport/dangerous_unverified_tls_transport.hpp>

#include <boost/asio.hpp>

#include <cassert>
#include <chrono>
#include <future>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

// Not the global namespace: there cos is the cosine.
namespace docs {

namespace asio = boost::asio;

using plain_client = cosio::basic_client<cosio::q_signing, cosio::tcp_transport<>>;

using metered_client = cosio::basic_client<cosio::q_signing, cosio::tls_transport<>,
                                           cosio::property_tree_xml, cosio::metrics>;

extern asio::io_context io;
extern asio::any_io_executor executor;

extern cosio::client client;
extern cosio::client cos;
extern cosio::credentials who;
extern cosio::initiate_request request;

extern cosio::error_code code;
extern cosio::initiate_result result;

extern std::ostream& response;

extern std::string secret_id, secret_key, session_token, key_from_vault;

void ask_for_new_credentials();
void create_bucket();
void give_to_browser(std::string_view url, const cosio::field_list& headers);
void remember(std::string_view request_id);
void sign_with(std::string_view key);
void try_again_later();

// The examples of include/cosio/signing/: what is signed is an HTTP request.
namespace signing {
extern cosio::http_request request;
}

} // namespace docs

// Each example has its own `outside`, which is false: if that is what is seen after the example, it
// lacks a brace.
inline constexpr bool outside = true;

#endif
