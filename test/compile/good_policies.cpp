// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect-success

#include <cosio/credentials/coscmd_credentials.hpp>
#include <cosio/credentials/default_credentials.hpp>
#include <cosio/credentials/environment_credentials.hpp>
#include <cosio/credentials/profile_credentials.hpp>
#include <cosio/credentials/static_credentials.hpp>
#include <cosio/observer/line_logger.hpp>
#include <cosio/observer/metrics.hpp>
#include <cosio/observer/observer_list.hpp>
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
static_assert(cosio::check_provider<cosio::static_credentials>());
static_assert(cosio::check_provider<cosio::environment_credentials>());
static_assert(cosio::check_provider<cosio::profile_credentials>());
static_assert(cosio::check_provider<cosio::coscmd_credentials>());
static_assert(cosio::check_provider<cosio::cvm_role_credentials>());
static_assert(cosio::check_provider<cosio::tke_oidc_credentials>());
static_assert(cosio::check_provider<cosio::default_credentials_chain>());
static_assert(cosio::synchronous_provider<cosio::credentials_chain<cosio::static_credentials>>);
static_assert(cosio::asynchronous_provider<cosio::default_credentials_chain>);
static_assert(cosio::check_source<cosio::cvm_role_source<cosio::tcp_transport<kept>>>());
static_assert(cosio::check_source<cosio::tke_oidc_source<cosio::testing::scripted_transport<>>>());
static_assert(cosio::check_transport<cosio::tcp_transport<>>());
static_assert(cosio::check_transport<cosio::tcp_transport<kept>>());
static_assert(cosio::check_transport<cosio::tls_transport<>>());
static_assert(cosio::check_transport<cosio::tls_transport<kept>>());
static_assert(cosio::check_transport<cosio::testing::scripted_transport<>>());
static_assert(cosio::check_observer<cosio::metrics>());
static_assert(cosio::check_observer<cosio::line_logger>());
static_assert(cosio::check_observer<cosio::observer_list<cosio::metrics, cosio::line_logger>>());
static_assert(cosio::check_xml<cosio::property_tree_xml>());
static_assert(cosio::check_xml<cosio::scanner_xml>());
