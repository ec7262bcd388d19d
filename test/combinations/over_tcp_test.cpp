// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "combinations.hpp"

#include <cosio/transport/tcp_transport.hpp>

using transport = cosio::tcp_transport<>;

BOOST_AUTO_TEST_SUITE(cos_service)

BOOST_AUTO_TEST_CASE(over_tcp)
{
    support::loop loop;
    combinations::start_cos(loop);
    const auto how = loop.to_http();
    combinations::at_cos(loop.context(), transport(loop.context()), how.to);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(s3_service)

BOOST_AUTO_TEST_CASE(over_tcp)
{
    boost::asio::io_context io;
    combinations::s3_server().check(io, transport(io), "COSIO_S3_HTTP");
}

BOOST_AUTO_TEST_SUITE_END()
