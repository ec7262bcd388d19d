// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The five worked cases of COS's own page (document 7746), byte for byte. The files in
// data/worked_cases hold requests and answers as the page prints them, with CR LF between headers;
// its key id and signatures are masked, so the dummy key of document 7778 stands in for them.

#include <cosio/detail/serialize.hpp>
#include <cosio/initiate.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/testing/manual_clock.hpp>
#include <cosio/xml/property_tree_xml.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <support/data_file.hpp>
#include <support/parse_response.hpp>

namespace {

const std::string bucket = "examplebucket-1250000000";
const std::string secret_id = "AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q";
const std::string secret_key = "BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz";

struct worked_case {
    std::string file;
    std::chrono::seconds sent;
    cosio::initiate_request request;
    std::string signature; ///< with the dummy key

    std::string upload_id, request_id;
    std::string algorithm, kms_key_id, customer_algorithm, customer_key_md5;
    std::chrono::seconds answered;
};

cosio::initiate_request video()
{
    cosio::initiate_request request(bucket, "exampleobject");
    request.content_type("video/mp4");
    return request;
}

using std::chrono::seconds;

const worked_case cases[] = {
    {"1", seconds(1585130821), video(), "5c6a6111a3e54a44281050244f53aba0ebe8cc0c",
     "1585130821cbb7df1d11846c073ad648e8f33b087cec2381df437acdc833cf654b9ecc6361",
     "NWU3YjJkNDVfNDliNTJhMDlfYzZhMl8yOTVj****", "", "", "", "", seconds(1585130821)},
    {"2", seconds(1590654934),
     video()
         .cache_control("max-age=86400")
         .content_disposition("attachment; filename=example.jpg")
         .meta("example-field", "example-value")
         .acl(cosio::acl::public_read),
     "9e552b8674e288b66b57e85a3465d0cf1f181526",
     "1590654934dfb1343b4323b711afc22569c18af51596d4f2e40faf392fe1bb469c5b77115f",
     "NWVjZjc3ZDZfOThjMjJhMDlfMjg5N18zNWYy****", "", "", "", "", seconds(1590654934)},
    {"3", seconds(1590655438), video().encryption(cosio::sse_cos()),
     "3619265d263d8c1ff89232dcf3598ae01c6a13e2",
     "15906554384f160dd0a272ebb6fbcdb0ffbb61adb2b46fa6b9f2ffabcfb2940b8f72277952",
     "NWVjZjc5Y2VfZjhjODBiMDlfMjIyOGFfMzYxYWVm****", "AES256", "", "", "", seconds(1590655438)},
    // The key id of this one is masked too; asterisks are as good as digits here.
    {"4", seconds(1590655459),
     video().encryption(cosio::sse_kms()
                            .key_id("48ba38aa-26c5-11ea-855c-52540085****")
                            .context("author", "fysntian")
                            .context("company", "Tencent")),
     "d973a92ead8f810434582fed480a2fc7562d9f26",
     "15906554607990121702e8e4b706eb0f12b8568a3f3b0b76b884e4df676ed50291f0b17131",
     "NWVjZjc5ZTNfMmZiOTJhMDlfMzJlNDJfMjkzNGJi****", "cos/kms",
     "48ba38aa-26c5-11ea-855c-52540085****", "", "", seconds(1590655460)},
    {"5", seconds(1590655481), video().encryption(cosio::sse_c("0123456789ABCDEF0123456789ABCDEF")),
     "2ec6bbd785b006d12e0455da1583c703c58462de",
     "15906554815fb0c8bda2edae20d895ad7452e949bf51541b31ca14a029fb6f1617f10ca186",
     "NWVjZjc5ZjlfOGJjOTJhMDlfNzJmYV8xOTcy****", "", "", "AES256",
     "U5L61r7jcwdNvT7frmUG8g==", seconds(1590655481)},
};

/// Replaces what follows `name=` up to `end`.
void replace_value(std::string& text, const std::string& name, char end, const std::string& value)
{
    const auto at = text.find(name + '=') + name.size() + 1;
    text.replace(at, text.find(end, at) - at, value);
}

std::string expected_request(const worked_case& row)
{
    std::string bytes = cosio_test::data_file("worked_cases/" + row.file + ".request");
    replace_value(bytes, "q-ak", '&', secret_id);
    replace_value(bytes, "q-signature", '\r', row.signature);
    return bytes;
}

std::string sent_request(const worked_case& row)
{
    cosio::config settings;
    settings.user_agent.clear();
    cosio::http_request message;
    const auto broken = cosio::detail::initiate_operation::build(
        message, row.request, cosio::endpoint::region("ap-beijing").address_of(bucket), settings);
    BOOST_TEST(broken.sentence == "");

    const cosio::testing::manual_clock clock(std::chrono::sys_seconds(row.sent));
    const auto signing = cosio::basic_q_signing(cosio::credentials(secret_id, secret_key), clock)
                             .start_early(seconds(0))
                             .validity(seconds(7200));
    cosio::diagnostics about;
    BOOST_TEST(!signing.sign(message, about));

    std::string bytes;
    cosio::detail::serialize(bytes, message, false);
    return bytes;
}

/// The part of the Authorization header between `name=` and the next `&`.
std::string part(const std::string& bytes, const std::string& name)
{
    const auto at = bytes.find(name + '=') + name.size() + 1;
    return bytes.substr(at, bytes.find('&', at) - at);
}

} // namespace

BOOST_AUTO_TEST_SUITE(worked_cases)

BOOST_AUTO_TEST_CASE(requests_match_the_page_byte_for_byte)
{
    for (const worked_case& row : cases)
        BOOST_TEST_CONTEXT("case " << row.file)
        {
            BOOST_TEST(sent_request(row) == expected_request(row));
        }
}

BOOST_AUTO_TEST_CASE(what_is_signed_matches_the_page)
{
    for (const worked_case& row : cases)
        BOOST_TEST_CONTEXT("case " << row.file)
        {
            const auto sent = sent_request(row);
            const auto page = cosio_test::data_file("worked_cases/" + row.file + ".request");
            for (const char* name : {"q-sign-algorithm", "q-sign-time", "q-key-time",
                                     "q-header-list", "q-url-param-list"}) {
                BOOST_TEST(part(sent, name) == part(page, name));
                BOOST_TEST(!part(page, name).empty());
            }
            BOOST_TEST(part(sent, "q-key-time") == std::to_string(row.sent.count()) + ';' +
                                                       std::to_string(row.sent.count() + 7200));
        }
}

BOOST_AUTO_TEST_CASE(answers_are_read_as_the_page_explains_them)
{
    for (const worked_case& row : cases)
        BOOST_TEST_CONTEXT("case " << row.file)
        {
            const auto bytes = cosio_test::data_file("worked_cases/" + row.file + ".response");
            const auto parsed = cosio_test::parse_response(bytes, bytes.size());
            BOOST_TEST(!parsed.code);
            BOOST_TEST(parsed.done);
            BOOST_TEST(parsed.response.body.size() == 230u);
            BOOST_TEST(parsed.response.header("Content-Length") == "230");
            BOOST_TEST(parsed.response.header("Server") == "tencent-cos");

            cosio::initiate_result result;
            const cosio::initiate_request asked(bucket, "exampleobject");
            const auto code = cosio::detail::initiate_operation::judge(
                result, asked, parsed.response, cosio::property_tree_xml());
            BOOST_TEST(!code);
            BOOST_TEST(result.bucket == bucket);
            BOOST_TEST(result.key == "exampleobject");
            BOOST_TEST(result.upload_id == row.upload_id);
            BOOST_TEST(result.diagnostics.request_id == row.request_id);
            BOOST_TEST(result.diagnostics.http_status == 200u);
            BOOST_TEST((result.date == std::chrono::sys_seconds(row.answered)));
            BOOST_TEST(result.encryption.algorithm == row.algorithm);
            BOOST_TEST(result.encryption.kms_key_id == row.kms_key_id);
            BOOST_TEST(result.encryption.customer_algorithm == row.customer_algorithm);
            BOOST_TEST(result.encryption.customer_key_md5 == row.customer_key_md5);
            BOOST_TEST(result.diagnostics.request_id == row.request_id);
            BOOST_TEST(result.diagnostics.http_status == 200u);
            BOOST_TEST(result.diagnostics.code == "");
            BOOST_TEST(result.diagnostics.detail == "");
        }
}

BOOST_AUTO_TEST_SUITE_END()
