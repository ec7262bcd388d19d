// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_SCRIPTED_HPP
#define COSIO_TEST_SUPPORT_SCRIPTED_HPP

#include <cosio/client.hpp>
#include <cosio/testing/scripted_transport.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <string>

// A client whose wire is a script, for the tests that need an event loop but no network.
namespace support {

template <class Executor = boost::asio::any_io_executor>
using scripted_client =
    cosio::basic_client<cosio::q_signing, cosio::testing::scripted_transport<Executor>>;

inline const cosio::endpoint beijing = cosio::endpoint::region("ap-beijing");
inline const cosio::credentials who{"AKIDtest", "secret-key-of-the-tests"};

/// An initiate that needs no setting.
inline cosio::initiate_request plain_request()
{
    return {"examplebucket-1250000000", "exampleobject"};
}

inline std::string success(const std::string& upload_id)
{
    return "<InitiateMultipartUploadResult>\n\t<Bucket>examplebucket-1250000000</Bucket>\n\t"
           "<Key>exampleobject</Key>\n\t<UploadId>" +
           upload_id + "</UploadId>\n</InitiateMultipartUploadResult>";
}

inline std::string refusal(const std::string& code)
{
    return "<Error><Code>" + code + "</Code><Message>said no</Message></Error>";
}

/// Settings under which nothing is tried twice.
inline cosio::config once()
{
    cosio::config settings;
    settings.retry.attempts = 1;
    return settings;
}

} // namespace support

#endif
