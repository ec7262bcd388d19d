// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The S3 signature against the published examples, and what the policy adds to a request.

#include <cosio/detail/serialize.hpp>
#include <cosio/signing/sigv4_signing.hpp>
#include <cosio/testing/manual_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using pairs = std::vector<std::pair<std::string, std::string>>;

// Amazon S3 API reference, "Signature Calculations for the Authorization Header: Transferring
// Payload in a Single Chunk" and "Authenticating Requests: Using Query Parameters".
const std::string id = "AKIAIOSFODNN7EXAMPLE";
const std::string key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const std::string host = "examplebucket.s3.amazonaws.com";
const std::string time_of_day = "20130524T000000Z";
const std::string hash_of_nothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

struct known_answer {
    const char* name;
    std::string method, path;
    pairs params, headers; ///< without those that every example has
    std::string payload_hash, signed_headers, signature;
};

const known_answer answers[] = {
    {"GET Object",
     "GET",
     "/test.txt",
     {},
     {{"Range", "bytes=0-9"}},
     hash_of_nothing,
     "host;range;x-amz-content-sha256;x-amz-date",
     "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"},
    {"PUT Object",
     "PUT",
     "/test$file.text",
     {},
     {{"Date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
     "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
     "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
     "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"},
    {"GET Bucket Lifecycle",
     "GET",
     "/",
     {{"lifecycle", ""}},
     {},
     hash_of_nothing,
     "host;x-amz-content-sha256;x-amz-date",
     "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"},
    {"GET Bucket (List Objects)",
     "GET",
     "/",
     {{"prefix", "J"}, {"max-keys", "2"}},
     {},
     hash_of_nothing,
     "host;x-amz-content-sha256;x-amz-date",
     "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"}};

const cosio::testing::manual_clock midnight{
    std::chrono::sys_days(std::chrono::year(2013) / 5 / 24)};

const auto all = [](std::string_view) { return true; };

cosio::http_request request_of(const known_answer& row)
{
    cosio::http_request request(row.method, row.path);
    for (const auto& [name, value] : row.params)
        request.params().set(name, value);
    request.headers().set("Host", host).set("x-amz-date", time_of_day);
    request.headers().set("x-amz-content-sha256", row.payload_hash);
    for (const auto& [name, value] : row.headers)
        request.headers().set(name, value);
    return request;
}

cosio::sigv4_key key_of_the_day()
{
    return cosio::sigv4_authorization().key(id, key, "20130524", "us-east-1", "s3").value();
}

std::string authorize(const cosio::http_request& request, const std::string& payload_hash)
{
    return cosio::sigv4_authorization()
        .header(request, key_of_the_day(), time_of_day, payload_hash, all)
        .value();
}

cosio::http_request plain()
{
    cosio::http_request request("POST", "/a b");
    request.params().set("uploads", "");
    request.headers().set("Host", host).set("User-Agent", "cosio");
    return request;
}

template <class Signing>
cosio::http_request signed_by(const Signing& signing)
{
    auto request = plain();
    cosio::diagnostics about;
    BOOST_TEST(!signing.sign(request, about));
    BOOST_TEST(about.detail == "");
    return request;
}

std::string header(const cosio::http_request& request, std::string_view name)
{
    return std::string(request.headers().find(name).value_or("(none)"));
}

} // namespace

BOOST_AUTO_TEST_SUITE(sigv4)

BOOST_AUTO_TEST_CASE(published_examples)
{
    for (const known_answer& row : answers)
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(authorize(request_of(row), row.payload_hash) ==
                       "AWS4-HMAC-SHA256 Credential=" + id +
                           "/20130524/us-east-1/s3/aws4_request,SignedHeaders=" +
                           row.signed_headers + ",Signature=" + row.signature);
        }
}

BOOST_AUTO_TEST_CASE(published_example_of_a_presigned_url)
{
    cosio::http_request request("GET", "/test.txt");
    request.headers().set("Host", host);
    BOOST_TEST(cosio::sigv4_authorization().query(request, key_of_the_day(), time_of_day, "86400",
                                                  "", all));
    std::string target;
    cosio::detail::append_target(target, request);
    BOOST_TEST(target ==
               "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE"
               "%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-"
               "Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
               "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

BOOST_AUTO_TEST_CASE(payload_hashes)
{
    const cosio::sigv4_authorization authorize;
    BOOST_TEST(authorize.payload_hash("").value() == hash_of_nothing);
    BOOST_TEST(authorize.payload_hash("Welcome to Amazon S3.").value() == answers[1].payload_hash);
}

BOOST_AUTO_TEST_CASE(order_and_case_of_headers_and_runs_of_spaces_do_not_matter)
{
    auto request = request_of(answers[0]);
    request.headers().set("x-amz-meta-a", "one two");
    const auto wanted = authorize(request, hash_of_nothing);
    for (const char* value : {"one  two", "one \t two", "one\ttwo"}) {
        cosio::http_request other(request.method(), request.path());
        for (std::size_t i = request.headers().size(); i-- > 0;)
            other.headers().set(cosio::detail::lowered(request.headers()[i].name),
                                request.headers()[i].value);
        other.headers().set("X-AMZ-Meta-A", value);
        BOOST_TEST(authorize(other, hash_of_nothing) == wanted);
    }
    request.headers().set("x-amz-meta-a", "onetwo");
    BOOST_TEST(authorize(request, hash_of_nothing) != wanted);
}

BOOST_AUTO_TEST_CASE(what_the_policy_adds)
{
    const auto request =
        signed_by(cosio::basic_sigv4_signing(cosio::credentials(id, key), "us-east-1", midnight));
    BOOST_TEST(header(request, "x-amz-date") == time_of_day);
    BOOST_TEST(header(request, "x-amz-content-sha256") == hash_of_nothing);
    BOOST_TEST(header(request, "x-amz-security-token") == "(none)");
    BOOST_TEST(header(request, "Authorization")
                   .starts_with("AWS4-HMAC-SHA256 Credential=" + id +
                                "/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;"
                                "x-amz-content-sha256;x-amz-date,Signature="));

    auto expected = plain();
    expected.headers().set("x-amz-date", time_of_day);
    expected.headers().set("x-amz-content-sha256", hash_of_nothing);
    const auto without_agent = [](std::string_view name) { return name != "User-Agent"; };
    BOOST_TEST(header(request, "Authorization") ==
               cosio::sigv4_authorization()
                   .header(expected, key_of_the_day(), time_of_day, hash_of_nothing, without_agent)
                   .value());
}

BOOST_AUTO_TEST_CASE(token_payload_region_and_service)
{
    const cosio::credentials temporary(id, key, "token+/=");
    cosio::basic_sigv4_signing signing(temporary, "ap-beijing", midnight);
    signing.sign_payload(false).service("other");
    const auto request = signed_by(signing);
    BOOST_TEST(header(request, "x-amz-security-token") == "token+/=");
    BOOST_TEST(header(request, "x-amz-content-sha256") == "UNSIGNED-PAYLOAD");
    const auto authorization = header(request, "Authorization");
    BOOST_TEST(authorization.find("/20130524/ap-beijing/other/aws4_request,") !=
               authorization.npos);
    BOOST_TEST(authorization.find(";x-amz-security-token,") != authorization.npos);
}

/// A provider whose credentials can be exchanged.
struct changing {
    std::shared_ptr<std::shared_ptr<const cosio::credentials>> current =
        std::make_shared<std::shared_ptr<const cosio::credentials>>();

    void use(const cosio::credentials& who)
    {
        *current = std::make_shared<const cosio::credentials>(who);
    }

    cosio::error_code get(cosio::provided_credentials& out) const
    {
        out.who = *current;
        return {};
    }
};

// The key of a day is kept, but never beyond the day or for other credentials.
BOOST_AUTO_TEST_CASE(a_kept_key_signs_as_a_fresh_one)
{
    auto clock = midnight;
    clock.set(midnight.now());
    changing provider;
    const cosio::basic_sigv4_signing kept(provider, "us-east-1", clock);
    const cosio::credentials people[] = {{id, key}, {id, "other"}, {"AKIAOTHER", "other"}};
    for (const auto& who : people) {
        provider.use(who);
        for (const auto step : {0s, 1s, 86398s, 1s, 86400s}) {
            clock.advance(step);
            const cosio::basic_sigv4_signing fresh(who, "us-east-1", clock);
            BOOST_TEST(header(signed_by(kept), "Authorization") ==
                       header(signed_by(fresh), "Authorization"));
        }
    }
}

BOOST_AUTO_TEST_CASE(setters_are_heard_after_a_signature)
{
    cosio::basic_sigv4_signing signing(cosio::credentials(id, key), "us-east-1", midnight);
    const auto before = header(signed_by(signing), "Authorization");
    signing.service("other");
    const auto after = header(signed_by(signing), "Authorization");
    BOOST_TEST(after.find("/us-east-1/other/") != after.npos);
    BOOST_TEST(after.substr(after.size() - 64) != before.substr(before.size() - 64));
}

BOOST_AUTO_TEST_CASE(what_nothing_can_be_signed_with)
{
    using signing =
        cosio::basic_sigv4_signing<cosio::static_credentials, cosio::testing::manual_clock>;
    const std::pair<signing, std::string> rows[] = {
        {{cosio::credentials("", key), "us-east-1", midnight}, "secret id"},
        {{cosio::credentials("a/b", key), "us-east-1", midnight}, "secret id"},
        {{cosio::credentials("a,b", key), "us-east-1", midnight}, "secret id"},
        {{cosio::credentials(id, ""), "us-east-1", midnight}, "secret key"},
        {{cosio::credentials(id, key, "a\nb"), "us-east-1", midnight}, "session token"},
        {{cosio::credentials(id, key), "", midnight}, "region"},
        {{cosio::credentials(id, key), "a/b", midnight}, "region"},
        {signing(cosio::credentials(id, key), "r", midnight).service(""), "service"}};
    for (const auto& [bad, field] : rows) {
        auto request = plain();
        cosio::diagnostics about;
        BOOST_TEST((bad.sign(request, about) == cosio::errc::invalid_credentials));
        BOOST_TEST(about.detail.starts_with(field + ' '));
        BOOST_TEST(about.detail.find(key) == std::string::npos);
        BOOST_TEST(request.headers().size() == plain().headers().size());
        BOOST_TEST((bad.presign(request, 60s, about) == cosio::errc::invalid_credentials));
    }
}

BOOST_AUTO_TEST_CASE(an_expiry_is_one_second_to_seven_days)
{
    const cosio::basic_sigv4_signing signing(cosio::credentials(id, key), "us-east-1", midnight);
    for (const auto bad : {-1s, 0s, 604801s}) {
        auto request = plain();
        cosio::diagnostics about;
        BOOST_TEST((signing.presign(request, bad, about) == cosio::errc::invalid_credentials));
        BOOST_TEST(about.detail.starts_with("expiry "));
    }
    for (const auto good : {1s, 604800s}) {
        auto request = plain();
        cosio::diagnostics about;
        BOOST_TEST(!signing.presign(request, good, about));
        BOOST_TEST(request.params().find("X-Amz-Expires").value() == std::to_string(good.count()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
