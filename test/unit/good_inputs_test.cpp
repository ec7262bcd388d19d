// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What may be set goes out under its exact name with its exact value, and is signed.

#include <cosio/detail/serialize.hpp>
#include <cosio/initiate.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/testing/manual_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using cosio::initiate_request;
using std::chrono::seconds;

const std::string bucket = "examplebucket-1250000000";
const std::string host = bucket + ".cos.ap-beijing.myqcloud.com";

using lines = std::vector<std::pair<std::string, std::string>>;

struct good_input {
    std::string what;
    initiate_request request;
    lines headers; ///< between Host, Content-Type and Content-Length
};

initiate_request request(const std::string& key = "exampleobject")
{
    return {bucket, key};
}

std::string repeated(const std::string& text, std::size_t count)
{
    std::string result;
    for (std::size_t i = 0; i < count; ++i)
        result += text;
    return result;
}

std::string encoded(const std::string& text)
{
    std::string result;
    cosio::detail::append_percent_encoded(result, text);
    return result;
}

const auto region = cosio::endpoint::region("ap-beijing");

cosio::http_request built(const initiate_request& wanted, const cosio::endpoint& to = region,
                          const cosio::config& settings = cosio::config())
{
    cosio::http_request message;
    const auto broken = cosio::detail::initiate_operation::build(
        message, wanted, to.address_of(wanted.bucket()), settings);
    BOOST_TEST(broken.sentence == "");
    BOOST_TEST(!broken.code);
    return message;
}

lines headers_of(const cosio::http_request& message)
{
    lines result;
    for (std::size_t i = 0; i < message.headers().size(); ++i)
        result.emplace_back(message.headers()[i].name, message.headers()[i].value);
    return result;
}

const cosio::testing::manual_clock noon(std::chrono::sys_seconds(seconds(1585130821)));

std::string authorization(cosio::http_request message)
{
    const cosio::basic_q_signing signing(cosio::credentials("AKID", "key"), noon);
    cosio::diagnostics about;
    BOOST_TEST(!signing.sign(message, about));
    return std::string(message.headers().find("Authorization").value_or("none"));
}

/// Whether the header list of an Authorization header has `name`, in the form it is signed in.
bool is_signed(const std::string& authorization, const std::string& name)
{
    const std::string begin = "&q-header-list=";
    const auto at = authorization.find(begin) + begin.size();
    const auto list = ';' + authorization.substr(at, authorization.find('&', at) - at) + ';';
    return list.find(';' + cosio::detail::lowered(encoded(name)) + ';') != list.npos;
}

const std::string sse = "x-cos-server-side-encryption";
const std::string key_32 = "0123456789ABCDEF0123456789ABCDEF";

/// Every row of the table of request headers that a caller may set, and the limits of each.
std::vector<good_input> make_rows()
{
    std::vector<good_input> rows = {
        {"nothing", request(), {}},
        {"Cache-Control",
         request().cache_control("max-age=86400"),
         {{"Cache-Control", "max-age=86400"}}},
        {"Content-Disposition",
         request().content_disposition("attachment; filename=\"a b.jpg\""),
         {{"Content-Disposition", "attachment; filename=\"a b.jpg\""}}},
        {"Content-Encoding", request().content_encoding("gzip"), {{"Content-Encoding", "gzip"}}},
        {"Content-Language", request().content_language("zh-CN"), {{"Content-Language", "zh-CN"}}},
        {"Content-MD5",
         request().content_md5("1B2M2Y8AsgTpgAmY7PhCfg=="),
         {{"Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="}}},
        {"Expires",
         request().expires("Wed, 25 Mar 2020 10:07:01 GMT"),
         {{"Expires", "Wed, 25 Mar 2020 10:07:01 GMT"}}},
        {"Expires, a time",
         request().expires(std::chrono::sys_seconds(seconds(1585130821))),
         {{"Expires", "Wed, 25 Mar 2020 10:07:01 GMT"}}},
        {"Expires, any text", request().expires("0"), {{"Expires", "0"}}},
        {"x-cos-meta",
         request().meta("Camera-2", "left_one"),
         {{"x-cos-meta-camera-2", "left_one"}}},
        {"x-cos-meta, not ASCII",
         request().meta("a", "腾讯\ttab"),
         {{"x-cos-meta-a", "腾讯\ttab"}}},
        {"x-cos-meta, empty", request().meta("a", ""), {{"x-cos-meta-a", ""}}},
        {"x-cos-meta, replaced",
         request().meta("A", "1").meta("b", "2").meta("a", "3"),
         {{"x-cos-meta-a", "3"}, {"x-cos-meta-b", "2"}}},
        {"x-cos-meta, 2048 bytes",
         request().meta("a", std::string(2048, 'v')),
         {{"x-cos-meta-a", std::string(2048, 'v')}}},
        {"x-cos-meta, 4096 bytes together",
         request().meta("a", std::string(2048, 'v')).meta("b", std::string(2048, 'w')),
         {{"x-cos-meta-a", std::string(2048, 'v')}, {"x-cos-meta-b", std::string(2048, 'w')}}},
        {"x-cos-forbid-overwrite",
         request().forbid_overwrite(),
         {{"x-cos-forbid-overwrite", "true"}}},
        {"x-cos-forbid-overwrite, not",
         request().forbid_overwrite(false),
         {{"x-cos-forbid-overwrite", "false"}}},
        {"x-cos-traffic-limit, least",
         request().traffic_limit(819200),
         {{"x-cos-traffic-limit", "819200"}}},
        {"x-cos-traffic-limit, most",
         request().traffic_limit(838860800),
         {{"x-cos-traffic-limit", "838860800"}}},
        {"x-cos-mime-limit",
         request().mime_limit("text/plain;img/*;!audio/*"),
         {{"x-cos-mime-limit", "text/plain;img/*;!audio/*"}}},
        {"part limits",
         request()
             .header("x-cos-psize-max", "5368709120")
             .header("x-cos-psize-min", "0")
             .header("x-cos-pnum-max", "10000")
             .header("x-cos-pnum-min", "1")
             .header("x-cos-fsize-max", "9223372036854775807"),
         {{"x-cos-psize-max", "5368709120"},
          {"x-cos-psize-min", "0"},
          {"x-cos-pnum-max", "10000"},
          {"x-cos-pnum-min", "1"},
          {"x-cos-fsize-max", "9223372036854775807"}}},
        {"headers without a rule",
         request()
             .header("Pic-Operations", "{\"is_pic_info\":1}")
             .header("x-cos-content-sha1", "db8ac1c259eb89d4a131b253bacfca5f319d54f2")
             .header("x-cos-website-redirect-location", "/other")
             .header("x-cos-object-lock-mode", "COMPLIANCE")
             .header("X-Custom!#$%&'*+-.^_`|~", "a, \"b\"; c"),
         {{"Pic-Operations", "{\"is_pic_info\":1}"},
          {"x-cos-content-sha1", "db8ac1c259eb89d4a131b253bacfca5f319d54f2"},
          {"x-cos-website-redirect-location", "/other"},
          {"x-cos-object-lock-mode", "COMPLIANCE"},
          {"X-Custom!#$%&'*+-.^_`|~", "a, \"b\"; c"}}},

        {"x-cos-tagging", request().tag("camera", "two"), {{"x-cos-tagging", "camera=two"}}},
        {"x-cos-tagging, encoded",
         request().tag("a b+c", "-=._:/@").tag("标签", "值"),
         {{"x-cos-tagging", "a%20b%2Bc=-%3D._%3A%2F%40&%E6%A0%87%E7%AD%BE=%E5%80%BC"}}},
        {"x-cos-tagging, keys that differ in case",
         request().tag("k", "1").tag("K", "2"),
         {{"x-cos-tagging", "k=1&K=2"}}},
        {"x-cos-tagging, almost reserved",
         request().tag("Project", "1").tag("a project", "2"),
         {{"x-cos-tagging", "Project=1&a%20project=2"}}},
        {"x-cos-tagging, raw",
         request().header("X-Cos-Tagging", "a=%2b&b=%2B"),
         {{"X-Cos-Tagging", "a=%2b&b=%2B"}}},
        {"x-cos-tagging, longest",
         request().tag(std::string(127, 'k'), std::string(255, 'v')),
         {{"x-cos-tagging", std::string(127, 'k') + '=' + std::string(255, 'v')}}},
        {"x-cos-tagging, longest of several bytes",
         request().tag(repeated("标", 127), repeated("😀", 255)),
         {{"x-cos-tagging", repeated("%E6%A0%87", 127) + '=' + repeated("%F0%9F%98%80", 255)}}},

        {"x-cos-grant-read",
         request().grant_read("100000000001").grant_read("100000000002"),
         {{"x-cos-grant-read", "id=\"100000000001\",id=\"100000000002\""}}},
        {"x-cos-grant-read-acp",
         request().grant_read_acp("100000000001"),
         {{"x-cos-grant-read-acp", "id=\"100000000001\""}}},
        {"x-cos-grant-write-acp",
         request().grant_write_acp("100000000001"),
         {{"x-cos-grant-write-acp", "id=\"100000000001\""}}},
        {"x-cos-grant-full-control",
         request().grant_full_control("qcs::cam::uin/100000000001:uin/100000000002"),
         {{"x-cos-grant-full-control", "id=\"qcs::cam::uin/100000000001:uin/100000000002\""}}},

        {"SSE-COS", request().encryption(cosio::sse_cos()), {{sse, "AES256"}}},
        {"SSE-KMS, default key", request().encryption(cosio::sse_kms()), {{sse, "cos/kms"}}},
        {"SSE-KMS",
         request().encryption(cosio::sse_kms().key_id("48ba38aa").context("a", "b\"\\\n腾")),
         {{sse, "cos/kms"},
          {sse + "-cos-kms-key-id", "48ba38aa"},
          {sse + "-context", "eyJhIjoiYlwiXFxcdTAwMGHohb4ifQ=="}}},
        {"SSE-KMS, context as JSON",
         request().encryption(cosio::sse_kms().context_json("{ \"a\" : \"\\u00e9\\n\" }\n")),
         {{sse, "cos/kms"}, {sse + "-context", "eyAiYSIgOiAiXHUwMGU5XG4iIH0K"}}},
        {"SSE-KMS, empty context",
         request().encryption(cosio::sse_kms().context_json("{}")),
         {{sse, "cos/kms"}, {sse + "-context", "e30="}}},
        {"SSE-KMS, context added to JSON",
         request().encryption(cosio::sse_kms().context_json("{}").context("a", "b")),
         {{sse, "cos/kms"}, {sse + "-context", "eyJhIjoiYiJ9"}}},
        {"SSE-C",
         request().encryption(cosio::sse_c(key_32)),
         {{sse + "-customer-algorithm", "AES256"},
          {sse + "-customer-key", "MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY="},
          {sse + "-customer-key-MD5", "U5L61r7jcwdNvT7frmUG8g=="}}},
        {"the last mode counts",
         request()
             .encryption(cosio::sse_c(key_32))
             .encryption(cosio::sse_kms().key_id("k"))
             .encryption(cosio::sse_cos()),
         {{sse, "AES256"}}},
        {"encryption as headers",
         request().header(sse, "cos/kms").header(sse + "-context", "e30="),
         {{sse, "cos/kms"}, {sse + "-context", "e30="}}},
    };
    auto ten_tags = request();
    std::string ten;
    for (int i = 1; i <= 10; ++i) {
        ten_tags.tag("k" + std::to_string(i), "v");
        ten += (i > 1 ? "&k" : "k") + std::to_string(i) + "=v";
    }
    rows.push_back({"x-cos-tagging, ten", ten_tags, {{"x-cos-tagging", ten}}});

    using cosio::acl;
    const std::pair<acl, std::string> presets[] = {
        {acl::inherit, "default"},
        {acl::private_, "private"},
        {acl::public_read, "public-read"},
        {acl::authenticated_read, "authenticated-read"},
        {acl::bucket_owner_read, "bucket-owner-read"},
        {acl::bucket_owner_full_control, "bucket-owner-full-control"}};
    for (const auto& [preset, word] : presets)
        rows.push_back({"x-cos-acl " + word, request().acl(preset), {{"x-cos-acl", word}}});

    using cosio::storage_class;
    const std::pair<storage_class, std::string> classes[] = {
        {storage_class::standard(), "STANDARD"},
        {storage_class::standard_ia(), "STANDARD_IA"},
        {storage_class::intelligent_tiering(), "INTELLIGENT_TIERING"},
        {storage_class::archive(), "ARCHIVE"},
        {storage_class::deep_archive(), "DEEP_ARCHIVE"},
        {storage_class::maz_standard(), "MAZ_STANDARD"},
        {storage_class::maz_standard_ia(), "MAZ_STANDARD_IA"},
        {storage_class::maz_intelligent_tiering(), "MAZ_INTELLIGENT_TIERING"},
        {storage_class::maz_archive(), "MAZ_ARCHIVE"},
        {storage_class::rapid(), "RAPID"},
        {storage_class("BRAND_NEW_2"), "BRAND_NEW_2"}};
    for (const auto& [where, word] : classes)
        rows.push_back({"x-cos-storage-class " + word,
                        request().storage_class(where),
                        {{"x-cos-storage-class", word}}});
    return rows;
}

} // namespace

BOOST_AUTO_TEST_SUITE(good_inputs)

BOOST_AUTO_TEST_CASE(each_is_sent_exactly_and_signed)
{
    cosio::config settings;
    settings.user_agent = "agent/1";
    for (const good_input& row : make_rows())
        BOOST_TEST_CONTEXT(row.what)
        {
            const auto message = built(row.request, region, settings);
            lines wanted{{"Host", host}, {"Content-Type", "application/octet-stream"}};
            wanted.insert(wanted.end(), row.headers.begin(), row.headers.end());
            wanted.emplace_back("User-Agent", "agent/1");
            wanted.emplace_back("Content-Length", "0");
            BOOST_TEST((headers_of(message) == wanted));

            const auto proof = authorization(message);
            for (const auto& [name, value] : wanted)
                BOOST_TEST(is_signed(proof, name) == (name != "User-Agent"), name);
            BOOST_TEST(is_signed(proof, "Date"));

            BOOST_TEST(message.method() == "POST");
            BOOST_TEST(message.path() == "/exampleobject");
            BOOST_TEST(message.params().size() == 1u);
            BOOST_TEST(message.params().find("uploads").value_or("none") == "");
        }
}

BOOST_AUTO_TEST_CASE(content_types)
{
    BOOST_TEST(built(request()).headers().find("Content-Type").value() ==
               "application/octet-stream");
    for (const char* type : {"video/mp4", "text/html; charset=utf-8", "text/plain;charset=\"a b\"",
                             "image/svg+xml", "application/vnd.ms-excel", "text/plain ; q=1"})
        BOOST_TEST(built(request().content_type(type)).headers().find("Content-Type").value() ==
                   type);
    BOOST_TEST(built(request().content_type("a/b").header("content-type", "c/d"))
                   .headers()
                   .find("Content-Type")
                   .value() == "c/d");
}

BOOST_AUTO_TEST_CASE(keys)
{
    const std::pair<std::string, std::string> rows[] = {
        {"a", "/a"},
        {"a/b/c.mp4", "/a/b/c.mp4"},
        {"folder/", "/folder/"},
        {"a//b", "/a//b"},
        {"a/../b", "/a/../b"},
        {"...", "/..."},
        {".hidden", "/.hidden"},
        {"../a", "/../a"},
        {"a b+c", "/a%20b%2Bc"},
        {"a%20b", "/a%2520b"},
        {"?uploads", "/%3Fuploads"},
        {"a#b&c=d;e,f:g@h$i", "/a%23b%26c%3Dd%3Be%2Cf%3Ag%40h%24i"},
        {"-_.~", "/-_.~"},
        {"!*'()", "/%21%2A%27%28%29"},
        {"a\\b", "/a%5Cb"},
        {"腾讯云", "/%E8%85%BE%E8%AE%AF%E4%BA%91"},
        {"😀", "/%F0%9F%98%80"},
        {"é", "/%C3%A9"},
        {std::string(850, 'k'), '/' + std::string(850, 'k')},
        {repeated("腾", 283) + "a", '/' + repeated("%E8%85%BE", 283) + 'a'},
    };
    for (const auto& [key, target] : rows)
        BOOST_TEST_CONTEXT(key)
        {
            const auto message = built(request(key));
            BOOST_TEST(message.path() == '/' + key);
            std::string bytes;
            cosio::detail::append_target(bytes, message);
            BOOST_TEST(bytes == target + "?uploads");
        }
}

BOOST_AUTO_TEST_CASE(buckets)
{
    for (const std::string name :
         {"a-1", "examplebucket-1250000000", "1-2-3", "a--b-1", "rapid-x--1250000000"})
        BOOST_TEST(built({name, "k"}).headers().find("Host").value() ==
                   name + ".cos.ap-beijing.myqcloud.com");
    const auto longest = std::string(50, 'b') + "-1250000000";
    BOOST_TEST(built({longest, "k"}).headers().find("Host").value() ==
               longest + ".cos.ap-beijing.myqcloud.com");
}

BOOST_AUTO_TEST_CASE(user_agent_is_left_out_when_empty)
{
    cosio::config settings;
    BOOST_TEST(built(request(), region, settings).headers().find("User-Agent").value() ==
               std::string("cosio/") + cosio::version);
    settings.user_agent.clear();
    BOOST_TEST(!built(request(), region, settings).headers().contains("User-Agent"));
}

BOOST_AUTO_TEST_CASE(attributes_are_shared_between_requests)
{
    cosio::object_attributes shared;
    shared.content_type("video/mp4").meta("a", "1").acl(cosio::acl::private_);
    const auto message = built(request().meta("a", "0").meta("b", "2").attributes(shared));
    const lines wanted{
        {"Host", host},           {"Content-Type", "video/mp4"},
        {"x-cos-meta-a", "1"},    {"x-cos-meta-b", "2"},
        {"x-cos-acl", "private"}, {"User-Agent", std::string("cosio/") + cosio::version},
        {"Content-Length", "0"}};
    BOOST_TEST((headers_of(message) == wanted));
}

BOOST_AUTO_TEST_CASE(attributes_may_be_given_to_themselves)
{
    auto own = request().meta("a", std::string(100, 'v')).cache_control("no-cache");
    own.attributes(own);
    BOOST_TEST(own.fields().size() == 2u);
    BOOST_TEST(own.fields().find("x-cos-meta-a").value() == std::string(100, 'v'));
    BOOST_TEST(own.fields().find("Cache-Control").value() == "no-cache");
}

BOOST_AUTO_TEST_CASE(sse_c_needs_tls_and_nothing_else_does)
{
    const auto plain = cosio::endpoint::url("http://127.0.0.1:8080");
    built(request().encryption(cosio::sse_cos()), plain);
    built(request().encryption(cosio::sse_kms().key_id("k").context("a", "b")), plain);
    built(request().encryption(cosio::sse_c(key_32)),
          cosio::endpoint::url("https://127.0.0.1:8443"));
    built(request().encryption(cosio::sse_c(std::string(32, '\0'))));
}

BOOST_AUTO_TEST_CASE(words_are_read_back)
{
    for (const char* word : {"default", "private", "public-read", "authenticated-read",
                             "bucket-owner-read", "bucket-owner-full-control"})
        BOOST_TEST(to_string(cosio::parse_acl(word).value()) == word);
    for (const char* word : {"", "Private", "public-read-write"})
        BOOST_TEST(!cosio::parse_acl(word).has_value());
    BOOST_TEST(cosio::storage_class("ARCHIVE").known());
    BOOST_TEST(!cosio::storage_class("archive").known());
    BOOST_TEST(!cosio::storage_class("BRAND_NEW_2").known());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(q_signing)

namespace {

cosio::http_request message()
{
    cosio::http_request result("POST", "/exampleobject");
    result.params().set("uploads", "");
    result.headers().set("Host", host).set("User-Agent", "agent/1");
    return result;
}

template <class Signing>
lines signed_headers(const Signing& signing)
{
    auto request = message();
    cosio::diagnostics about;
    BOOST_TEST(!signing.sign(request, about));
    BOOST_TEST(about.detail == "");
    return headers_of(request);
}

const cosio::credentials documented("AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q",
                                    "BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz");

} // namespace

// Known answer D3: only Host is there to sign.
BOOST_AUTO_TEST_CASE(without_date)
{
    const auto found = signed_headers(cosio::basic_q_signing(documented, noon)
                                          .send_date(false)
                                          .start_early(seconds(0))
                                          .validity(seconds(7200)));
    BOOST_TEST(found.size() == 3u);
    BOOST_TEST(found.back().first == "Authorization");
    BOOST_TEST(found.back().second ==
               "q-sign-algorithm=sha1&q-ak=AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q&q-sign-time="
               "1585130821;1585138021&q-key-time=1585130821;1585138021&q-header-list=host&"
               "q-url-param-list=uploads&q-signature=9f8bb83c14ea50570702536b37273151856b02ac");
}

// Known answer D4.
BOOST_AUTO_TEST_CASE(with_a_session_token)
{
    const cosio::credentials temporary(documented.secret_id(), documented.secret_key().expose(),
                                       "dummytoken+/=");
    const auto found = signed_headers(cosio::basic_q_signing(temporary, noon)
                                          .send_date(false)
                                          .start_early(seconds(0))
                                          .validity(seconds(7200)));
    BOOST_TEST(found.size() == 4u);
    BOOST_TEST(found[2].first == "x-cos-security-token");
    BOOST_TEST(found[2].second == "dummytoken+/=");
    BOOST_TEST(found[3].second.ends_with(
        "&q-header-list=host;x-cos-security-token&q-url-param-list=uploads&"
        "q-signature=7cd4701a076a119d15cbc1bb880814877619396b"));
}

BOOST_AUTO_TEST_CASE(date_follows_host_and_is_signed)
{
    const auto found = signed_headers(cosio::basic_q_signing(documented, noon));
    BOOST_TEST(found[1].first == "Date");
    BOOST_TEST(found[1].second == "Wed, 25 Mar 2020 10:07:01 GMT");
    BOOST_TEST((found.back().second.find("&q-header-list=date;host&") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(begins_a_minute_early_and_holds_an_hour_unless_told)
{
    cosio::testing::manual_clock clock(std::chrono::sys_seconds(seconds(1585130821)));
    cosio::basic_q_signing signing(documented, clock);
    const auto times = [&] {
        const auto proof = signed_headers(signing).back().second;
        const auto at = proof.find("&q-key-time=") + 12;
        return proof.substr(at, proof.find('&', at) - at);
    };
    BOOST_TEST(times() == "1585130761;1585134421");
    signing.start_early(seconds(5)).validity(seconds(9));
    BOOST_TEST(times() == "1585130816;1585130830");
    clock.advance(std::chrono::milliseconds(999)); // seconds are cut off, not rounded
    BOOST_TEST(times() == "1585130816;1585130830");
    clock.advance(std::chrono::milliseconds(1));
    BOOST_TEST(times() == "1585130817;1585130831");
}

// For a tenth of the validity; never after it, before it, or for another.
BOOST_AUTO_TEST_CASE(a_key_time_is_used_again)
{
    cosio::testing::manual_clock clock(std::chrono::sys_seconds(seconds(1585130821)));
    const cosio::basic_q_signing signing(documented, clock);
    const auto proof = [](const auto& policy) { return signed_headers(policy).back().second; };
    const auto has_time = [&](const std::string& time) {
        return proof(signing).find("&q-key-time=" + time + '&') != std::string::npos;
    };
    BOOST_TEST(has_time("1585130761;1585134421"));
    const auto first = proof(signing);
    clock.advance(seconds(359));
    BOOST_TEST(has_time("1585130761;1585134421"));
    BOOST_TEST(proof(signing) != first); // the Date differs
    clock.advance(seconds(1));
    BOOST_TEST(has_time("1585131121;1585134781"));
    clock.advance(seconds(-1)); // a clock may be set back
    BOOST_TEST(has_time("1585131120;1585134780"));

    const auto copy = signing;
    BOOST_TEST(proof(copy) == proof(signing));
    const cosio::credentials other(documented.secret_id(), "other");
    BOOST_TEST(proof(cosio::basic_q_signing(other, clock)) != proof(signing));
}

BOOST_AUTO_TEST_SUITE_END()
