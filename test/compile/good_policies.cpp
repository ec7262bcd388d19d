// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect-success

#include <cosio/signing/anonymous_signing.hpp>
#include <cosio/signing/concept.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/testing/manual_clock.hpp>
#include <cosio/testing/scripted_transport.hpp>
#include <cosio/transport/concept.hpp>
#include <cosio/transport/tcp_transport.hpp>
#include <cosio/transport/tls_transport.hpp>
#include <cosio/xml/concept.hpp>
#include <cosio/xml/property_tree_xml.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/asio/io_context.hpp>

using kept = boost::asio::io_context::executor_type;

static_assert(cosio::check_signing<cosio::q_signing>());
static_assert(cosio::check_signing<cosio::basic_q_signing<cosio::static_credentials, cosio::testing::manual_clock>>());
static_assert(cosio::check_signing<cosio::anonymous_signing>());
static_assert(cosio::check_transport<cosio::tcp_transport<>>());
static_assert(cosio::check_transport<cosio::tcp_transport<kept>>());
static_assert(cosio::check_transport<cosio::tls_transport<>>());
static_assert(cosio::check_transport<cosio::tls_transport<kept>>());
static_assert(cosio::check_transport<cosio::testing::scripted_transport<>>());
static_assert(cosio::check_xml<cosio::property_tree_xml>());
static_assert(cosio::check_xml<cosio::scanner_xml>());
