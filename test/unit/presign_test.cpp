// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Presigned URLs of COS's own signature: known answers, and what the local COS says to them. Those
// of the S3 signature are in sigv4_test.cpp.

#include <cosio/initiate.hpp>
#include <cosio/presign.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/signing/sigv4_signing.hpp>
#include <cosio/testing/local_cos/service.hpp>
#include <cosio/testing/manual_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
namespace testing = cosio::testing;

const std::string bucket = "examplebucket-1250000000";
const std::string host = bucket + ".cos.ap-beijing.myqcloud.com";
// The keys published in document 7778.
const std::string id = "AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q";
const std::string key = "BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz";
const std::string key_time = "1585130821;1585138021";
const std::string upload_id =
    "1585130821cbb7df1d11846c073ad648e8f33b087cec2381df437acdc833cf654b9ecc6361";

std::string signature_of(cosio::http_request request)
{
    const cosio::q_authorization authorize;
    const auto sign_key = authorize.sign_key(key, key_time).value();
    BOOST_TEST(authorize.query(request, id, sign_key, key_time, [](auto) { return true; }));
    return std::string(request.params().find("q-signature").value());
}

/// A client's presign without its event loop.
template <class Signing>
cosio::presigned_request
presigned(const Signing& signing, const cosio::initiate_request& request,
          std::chrono::seconds expiry,
          const cosio::endpoint& to = cosio::endpoint::region("ap-beijing"))
{
    using operation = cosio::detail::presign_operation<cosio::detail::initiate_operation>;
    cosio::http_request message;
    cosio::presigned_request result;
    const auto broken = operation::build<cosio::dialect_of_t<Signing>>(
        message, {request, expiry}, to.address_of(request.bucket()), cosio::config());
    BOOST_TEST(broken.sentence == "");
    BOOST_TEST(!signing.presign(message, expiry, result.diagnostics));
    operation::write(result, message, to.address_of(request.bucket()));
    return result;
}

const std::vector<testing::local_header> usual = {{"Content-Type", "application/octet-stream"}};

struct fixture {
    testing::manual_clock clock{std::chrono::sys_seconds(1585130821s)};
    std::string token;

    cosio::basic_q_signing<cosio::static_credentials, testing::manual_clock> signing() const
    {
        return {cosio::credentials(id, key, token), clock};
    }

    /// What a COS says to the URL when somebody posts it.
    std::string say(const std::string& url,
                    std::vector<testing::local_header> headers = usual) const
    {
        const std::string origin = "https://" + host;
        BOOST_REQUIRE(url.starts_with(origin));
        headers.insert(headers.begin(), {{"Host", host}, {"Content-Length", "0"}});
        testing::local_service cos(testing::local_cos_options()
                                       .bucket(bucket)
                                       .credentials(id, key, token)
                                       .require_signed_headers(true)
                                       .clock([clock = clock] { return clock.now(); }));
        const auto answer = cos.answer(
            testing::local_request("POST", url.substr(origin.size()), headers, "", true));
        return answer.status() == 200 ? "200" : answer.error_code();
    }
};

std::string changed(std::string text, std::string_view from, std::string_view to)
{
    const auto at = text.find(from);
    BOOST_REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
}

const cosio::initiate_request plain{bucket, "a b/ü"};

} // namespace

BOOST_FIXTURE_TEST_SUITE(presigned_urls, fixture)

// Known answers D9 and D10: a part's upload.
BOOST_AUTO_TEST_CASE(known_answers)
{
    cosio::http_request part("PUT", "/exampleobject");
    part.params().set("partNumber", "1").set("uploadId", upload_id);
    part.headers().set("Host", host);
    BOOST_TEST(signature_of(part) == "f7d3478070c7f14655bcbab6616ab6de4524d1b8");
    part.params().set("x-cos-security-token", "dummytoken+/=");
    BOOST_TEST(signature_of(part) == "62484c74b08cb2fb59cb995216a207d989ead2cf");
}

BOOST_AUTO_TEST_CASE(the_whole_url)
{
    const auto found = presigned(signing().start_early(0s), {bucket, "exampleobject"}, 2h);
    BOOST_TEST(found.method == "POST");
    BOOST_TEST(found.headers.size() == 1u);
    BOOST_TEST(found.headers.find("Content-Type").value() == "application/octet-stream");

    cosio::http_request message("POST", "/exampleobject");
    message.params().set("uploads", "");
    message.headers().set("Host", host).set("Content-Type", "application/octet-stream");
    BOOST_TEST(found.url ==
               "https://" + host + "/exampleobject?uploads&q-sign-algorithm=sha1&q-ak=" + id +
                   "&q-sign-time=1585130821%3B1585138021&q-key-time=1585130821%3B1585138021&"
                   "q-header-list=content-type%3Bhost&q-url-param-list=uploads&q-signature=" +
                   signature_of(message));
}

BOOST_AUTO_TEST_CASE(cos_takes_it_until_it_expires)
{
    const auto url = presigned(signing(), plain, 60s).url;
    BOOST_TEST(say(url) == "200");
    clock.advance(60s);
    BOOST_TEST(say(url) == "200");
    clock.advance(1s);
    BOOST_TEST(say(url) == "AccessDenied");
}

BOOST_AUTO_TEST_CASE(cos_refuses_it_when_anything_is_changed)
{
    const auto url = presigned(signing(), plain, 60s).url;
    BOOST_TEST(say(changed(url, "/a%20b", "/a%20c")) == "SignatureDoesNotMatch");
    BOOST_TEST(say(changed(url, "q-signature=", "q-signature=0")) != "200");
    BOOST_TEST(say(changed(url, "%3B1585130881", "%3B1585130882")) != "200");
    BOOST_TEST(say(changed(url, "q-ak=" + id, "q-ak=AKIDother")) == "InvalidAccessKeyId");
    BOOST_TEST(say(changed(url, "uploads", "uploads&acl=public-read")) != "200");
    BOOST_TEST(say(url, {usual[0], {"x-cos-acl", "public-read"}}) != "200");
}

BOOST_AUTO_TEST_CASE(what_is_set_has_to_be_sent)
{
    auto request = plain;
    request.content_type("video/mp4").meta("a", "b").encryption(cosio::sse_cos());
    const auto found = presigned(signing(), request, 60s);
    std::vector<testing::local_header> headers;
    for (std::size_t i = 0; i < found.headers.size(); ++i)
        headers.push_back(
            {std::string(found.headers[i].name), std::string(found.headers[i].value)});
    BOOST_TEST(headers.size() == 3u);
    BOOST_TEST(say(found.url, headers) == "200");
    headers[0].value = "video/mpeg";
    BOOST_TEST(say(found.url, headers) == "SignatureDoesNotMatch");
    headers.erase(headers.begin());
    BOOST_TEST(say(found.url, headers) != "200");
}

BOOST_AUTO_TEST_CASE(a_token_goes_into_the_query_and_is_signed)
{
    token = "token+/=";
    const auto url = presigned(signing(), plain, 60s).url;
    BOOST_TEST(url.find("?uploads&x-cos-security-token=token%2B%2F%3D&q-sign-") != url.npos);
    BOOST_TEST(say(url) == "200");
    BOOST_TEST(say(changed(url, "token%2B%2F%3D", "token")) != "200");
}

// What is asked by name may be reached by another way.
BOOST_AUTO_TEST_CASE(the_url_is_that_of_the_place_asked_by_name)
{
    auto nearby = cosio::endpoint::url("http://127.0.0.1:8080");
    nearby.stands_for(cosio::endpoint::region("ap-beijing"));
    BOOST_TEST(presigned(signing(), plain, 60s, nearby).url ==
               presigned(signing(), plain, 60s).url);
}

// Browsers and curl would resolve them before they send.
BOOST_AUTO_TEST_CASE(dot_segments_survive)
{
    const std::pair<std::string, std::string> rows[] = {
        {"a/../b", "/a/..%2Fb?"},
        {"a/./b", "/a/.%2Fb?"},
        {"a/b/..", "/a/b%2F..?"},
        {"../b", "/..%2Fb?"},
        {"a/../../b", "/a/..%2F..%2Fb?"},
        {"a..b/.c/d..", "/a..b/.c/d..?"},
        {"a//b/", "/a//b/?"},
    };
    for (const auto& [key_of_object, path] : rows) {
        const auto url = presigned(signing(), {bucket, key_of_object}, 60s).url;
        BOOST_TEST(url.starts_with("https://" + host + path), url << " lacks " << path);
        BOOST_TEST(say(url) == "200");
    }
}

BOOST_AUTO_TEST_CASE(an_expiry_must_be_a_time)
{
    for (const auto bad : {-1s, 0s, std::chrono::seconds(std::chrono::years(101))}) {
        cosio::http_request request("POST", "/k");
        cosio::diagnostics about;
        BOOST_TEST((signing().presign(request, bad, about) == cosio::errc::invalid_credentials));
        BOOST_TEST(about.detail.starts_with("expiry \""));
    }
}

BOOST_AUTO_TEST_CASE(an_s3_url_names_the_bucket_where_the_endpoint_says)
{
    const cosio::basic_sigv4_signing s3(cosio::credentials(id, key), "us-east-1", clock);
    const auto to = cosio::endpoint::url("http://s3.example.com:8080");
    const auto in_path = presigned(s3, plain, 60s, cosio::endpoint(to).path_style());
    BOOST_TEST(in_path.headers.empty());
    BOOST_TEST(in_path.url.starts_with("http://s3.example.com:8080/" + bucket +
                                       "/a%20b/%C3%BC?uploads&X-Amz-Algorithm="));
    const auto in_host = presigned(s3, plain, 60s, cosio::endpoint(to).virtual_host_style());
    BOOST_TEST(in_host.url.starts_with("http://" + bucket +
                                       ".s3.example.com:8080/a%20b/%C3%BC?uploads&X-Amz-"));
}

BOOST_AUTO_TEST_SUITE_END()
