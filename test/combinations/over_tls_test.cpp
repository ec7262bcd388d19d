// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "combinations.hpp"

#include <cosio/transport/tls_transport.hpp>

using transport = cosio::tls_transport<>;

BOOST_AUTO_TEST_SUITE(cos_service)

BOOST_AUTO_TEST_CASE(over_tls)
{
    support::loop loop;
    combinations::start_cos(loop);
    const auto how = loop.to_https();
    combinations::at_cos(loop.context(), transport(loop.context(), cosio::ca_pem(how.ca_pem)),
                         how.to);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(s3_service)

BOOST_AUTO_TEST_CASE(over_tls)
{
    boost::asio::io_context io;
    const auto ca_file = combinations::s3_server::variable("COSIO_S3_CA_FILE");
    combinations::s3_server().check(io, transport(io, cosio::ca_file(ca_file)), "COSIO_S3_HTTPS");
}

BOOST_AUTO_TEST_SUITE_END()
