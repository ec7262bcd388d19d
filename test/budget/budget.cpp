// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// usage: budget STAGE TIMES
//
// Does the steps of an initiate that need no network, for somebody who counts its instructions:
// `build`, `sign` (which builds too), `judge_scanner` or `judge_property_tree`. `budget made_with`
// tells what its figures depend on.

#include <cosio/config.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/initiate.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/testing/manual_clock.hpp>
#include <cosio/xml/property_tree_xml.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/config.hpp>
#include <boost/version.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using operation = cosio::detail::initiate_operation;

const std::string upload_id =
    "1585130821cbb7df1d11846c073ad648e8f33b087cec2381df437acdc833cf654b9ecc6361";

void require(bool good, const char* what)
{
    if (!good)
        throw std::runtime_error(what);
}

class requests {
public:
    cosio::http_request build() const
    {
        cosio::http_request result;
        require(!operation::build(result, request_, to_, settings_), "build");
        return result;
    }

    /// With a key that is kept, as all but the first of an hour are signed.
    void sign(cosio::http_request request) const
    {
        cosio::diagnostics about;
        require(!signing_.sign(request, about), "sign");
    }

private:
    cosio::initiate_request request_{"examplebucket-1250000000", "video/intro.mp4"};
    cosio::service_address to_ =
        cosio::endpoint::region("ap-beijing").address_of("examplebucket-1250000000");
    cosio::config settings_;
    // The time stands still, because what is signed has it in it.
    cosio::basic_q_signing<cosio::static_credentials, cosio::testing::manual_clock> signing_{
        cosio::credentials("AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q",
                           "BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz"),
        cosio::testing::manual_clock(std::chrono::sys_seconds(std::chrono::seconds(1585130821)))};
};

cosio::http_response answer()
{
    cosio::http_response result;
    result.status = 200;
    result.headers.set("Content-Type", "application/xml")
        .set("Content-Length", "284")
        .set("Connection", "keep-alive")
        .set("Date", "Wed, 25 Mar 2020 10:07:01 GMT")
        .set("Server", "tencent-cos")
        .set("x-cos-request-id", "NWU3YjJmYTVfNWZiMmEwOV8xYzZmX2M5ZGY=");
    result.body = "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n"
                  "<InitiateMultipartUploadResult>\n"
                  "\t<Bucket>examplebucket-1250000000</Bucket>\n"
                  "\t<Key>video/intro.mp4</Key>\n"
                  "\t<UploadId>" +
                  upload_id +
                  "</UploadId>\n"
                  "</InitiateMultipartUploadResult>\n";
    return result;
}

template <class Xml>
void judge(const cosio::http_response& response, const Xml& xml)
{
    const cosio::initiate_request asked("examplebucket-1250000000", "video/intro.mp4");
    cosio::initiate_result result;
    require(!operation::judge(result, asked, response, xml), "judge");
    require(result.upload_id == upload_id, "upload id");
}

template <class Step>
void repeat(unsigned long times, Step step)
{
    for (; times > 0; --times)
        step();
}

void run(std::string_view stage, unsigned long times)
{
    const requests all;
    const auto response = answer();
    if (stage == "build")
        repeat(times, [&] { all.build(); });
    else if (stage == "sign")
        repeat(times, [&] { all.sign(all.build()); });
    else if (stage == "judge_scanner")
        repeat(times, [&] { judge(response, cosio::scanner_xml()); });
    else if (stage == "judge_property_tree")
        repeat(times, [&] { judge(response, cosio::property_tree_xml()); });
    else
        throw std::runtime_error("there is no such stage");
}

} // namespace

int main(int argc, char** argv)
{
    try {
        if (argc == 2 && argv[1] == std::string_view("made_with")) {
            std::cout << BOOST_COMPILER << ", Boost " << BOOST_LIB_VERSION << std::endl;
            return 0;
        }
        require(argc == 3, "wanted: STAGE TIMES");
        run(argv[1], std::stoul(argv[2]));
        return 0;
    } catch (const std::exception& e) {
        std::cerr << "budget: " << e.what() << std::endl;
        return 1;
    }
}
