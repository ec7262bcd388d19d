// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "combinations.hpp"

#include <cosio/testing/scripted_transport.hpp>

namespace {

/// The same answer as often as anybody asks.
cosio::testing::scripted_transport<> wire(boost::asio::io_context& io, const std::string& id_header)
{
    const std::string body =
        "<InitiateMultipartUploadResult><Bucket>" + support::bucket +
        "</Bucket><Key>a b/ü</Key><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
    cosio::testing::scripted_transport<> result(io);
    for (int i = 0; i < 9; ++i)
        result.answer_bytes("HTTP/1.1 200 OK\r\n" + id_header + ": r1\r\nContent-Length: " +
                            std::to_string(body.size()) + "\r\n\r\n" + body);
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(cos_service)

BOOST_AUTO_TEST_CASE(over_a_script)
{
    boost::asio::io_context io;
    combinations::at_cos(io, wire(io, "x-cos-request-id"), cosio::endpoint::region("ap-beijing"));
    combinations::at_s3(io, wire(io, "x-amz-request-id"), cosio::endpoint::region("ap-beijing"),
                        support::bucket, {support::secret_id, support::secret_key});
    combinations::at_both_asking(io, wire(io, "x-cos-request-id: r1\r\nx-amz-request-id"),
                                 cosio::endpoint::region("ap-beijing"));
}

BOOST_AUTO_TEST_SUITE_END()
