// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The local COS without its network: no event loop, no socket.

#include <cosio/testing/local_cos/service.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace cosio::testing;
namespace part = cosio::testing::local_detail;

const std::string bucket = "examplebucket-1250000000";
const std::string host = bucket + ".cos.ap-beijing.myqcloud.com";
// The keys published in document 7778, and the time of the first example of document 7746.
const std::string secret_id = "AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q";
const std::string secret_key = "BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz";
constexpr std::int64_t now = 1585130821;
const std::string upload_id =
    "1585130821cbb7df1d11846c073ad648e8f33b087cec2381df437acdc833cf654b9ecc6361";
const std::string request_id = "NWU3YjJkNDVfNDliNTJhMDlfYzZhMl8yOTVj";

local_cos_options fixed()
{
    return local_cos_options()
        .bucket(bucket)
        .credentials(secret_id, secret_key)
        .clock([] { return std::chrono::system_clock::time_point(std::chrono::seconds(now)); })
        .upload_ids([](std::int64_t) { return upload_id; })
        .request_ids([](std::int64_t) { return request_id; });
}

using headers = std::vector<local_header>;

struct signing {
    std::string key_time = "1585130821;1585138021";
    std::string id = secret_id;
    std::string key = secret_key;
    std::vector<std::string> left_out = {};
};

std::string join(const std::vector<std::string>& names)
{
    std::string out;
    for (const auto& name : names)
        out += (out.empty() ? "" : ";") + name;
    return out;
}

/// Signs all headers and parameters but those left out.
local_request sign(const local_request& request, const signing& with = {})
{
    const auto to = part::parse_target(request.target()).value();
    part::signature s;
    s.key_time = with.key_time;
    const auto collect = [&](const auto& items) {
        std::vector<std::string> names;
        for (const auto& item : items)
            if (auto name = part::to_lower(part::percent_encode(item.name));
                std::find(with.left_out.begin(), with.left_out.end(), name) == with.left_out.end())
                names.push_back(std::move(name));
        std::sort(names.begin(), names.end());
        return names;
    };
    s.headers = collect(request.headers());
    s.parameters = collect(to.parameters);
    auto all = request.headers();
    all.push_back({"Authorization",
                   "q-sign-algorithm=sha1&q-ak=" + with.id + "&q-sign-time=" + with.key_time +
                       "&q-key-time=" + with.key_time + "&q-header-list=" + join(s.headers) +
                       "&q-url-param-list=" + join(s.parameters) + "&q-signature=" +
                       part::expected_signature(part::rebuild(s, request, to), with.key_time,
                                                with.key)});
    return {request.method(), request.target(), all, request.body(), request.tls()};
}

local_request initiate(headers more = {}, std::string target = "/exampleobject?uploads",
                       bool tls = true)
{
    headers all = {{"Host", host}, {"Content-Type", "video/mp4"}, {"Content-Length", "0"}};
    all.insert(all.end(), more.begin(), more.end());
    return {"POST", std::move(target), all, "", tls};
}

local_request get(std::string target)
{
    return {"GET", std::move(target), {{"Host", host}}};
}

/// `status code` of the answer, e.g. `403 AccessDenied`.
std::string outcome(const local_answer& answer)
{
    return std::to_string(answer.status()) + ' ' + answer.error_code();
}

std::string served(const local_request& request, local_cos_options options = fixed())
{
    return outcome(local_service(std::move(options)).answer(request));
}

std::string served_signed(headers more, std::string target = "/exampleobject?uploads")
{
    return served(sign(initiate(std::move(more), std::move(target))));
}

std::string value_of(const local_answer& answer, std::string_view name)
{
    for (const auto& h : answer.headers())
        if (h.name == name)
            return h.value;
    return "none";
}

std::string element(const std::string& xml, const std::string& name)
{
    const auto begin = xml.find('<' + name + '>');
    if (begin == std::string::npos)
        return "none";
    const auto from = begin + name.size() + 2;
    return xml.substr(from, xml.find("</", from) - from);
}

} // namespace

BOOST_AUTO_TEST_SUITE(local_cos)

BOOST_AUTO_TEST_CASE(percent_escapes)
{
    BOOST_TEST(part::percent_encode("aZ09-_.~ /+\xC3\xBC") == "aZ09-_.~%20%2F%2B%C3%BC");
    BOOST_TEST(part::percent_decode("a+b%2f%C3%bc").value() == "a+b/\xC3\xBC");
    for (auto* broken : {"%", "%2", "%g0", "a%0"})
        BOOST_TEST(!part::percent_decode(broken).has_value(), broken);
}

BOOST_AUTO_TEST_CASE(utf8)
{
    BOOST_TEST(part::utf8_length("a\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80").value() == 4U);
    for (auto* broken : {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80",
                         "\xF4\x90\x80\x80", "\xF5\x80\x80\x80"})
        BOOST_TEST(!part::utf8_length(broken).has_value());
}

BOOST_AUTO_TEST_CASE(digests)
{
    BOOST_TEST(part::to_hex(part::sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
    // RFC 2202, test cases 2 and 6: a short key and one longer than a block.
    BOOST_TEST(part::to_hex(part::hmac_sha1("Jefe", "what do ya want for nothing?")) ==
               "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    const std::string long_key(80, '\xaa');
    BOOST_TEST(part::to_hex(part::hmac_sha1(
                   long_key, "Test Using Larger Than Block-Size Key - Hash Key First")) ==
               "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

BOOST_AUTO_TEST_CASE(base64)
{
    for (std::string text : {"", "f", "fo", "foo", "foob"})
        BOOST_TEST(part::base64_decode(part::base64_encode(text)).value() == text);
    for (auto* broken : {"Zg", "Zg=", "Zh==", "Z===", "====", " Zg==", "Zg==\n", "Zm9v!m9v"})
        BOOST_TEST(!part::base64_decode(broken).has_value(), broken);
}

BOOST_AUTO_TEST_CASE(dates)
{
    const auto at = part::parse_http_date("Wed, 25 Mar 2020 10:07:01 GMT");
    BOOST_TEST(part::to_unix(at.value()) == now);
    BOOST_TEST(part::http_date(*at) == "Wed, 25 Mar 2020 10:07:01 GMT");
    BOOST_TEST(part::iso_date(*at, true) == "2020-03-25T10:07:01.000Z");
    BOOST_TEST(part::parse_http_date("Fri, 31 Dec 9999 23:59:59 GMT").has_value());
    for (auto* wrong :
         {"", "Tue, 25 Mar 2020 10:07:01 GMT", "Wed, 25 Mar 2020 10:07:01 UTC",
          "Wed, 25 Mar 2020 24:07:01 GMT", "Mon, 30 Feb 2020 10:07:01 GMT",
          "Wednesday, 25-Mar-20 10:07:01 GMT", "Wed, 25 Xyz 2020 10:07:01 GMT"})
        BOOST_TEST(!part::parse_http_date(wrong).has_value(), wrong);
}

BOOST_AUTO_TEST_CASE(targets)
{
    const auto to = part::parse_target("/a%20b/%C3%BC?uploads&k=a%3Db=&e=").value();
    BOOST_TEST(to.path == "/a b/\xC3\xBC");
    BOOST_TEST(to.find("uploads").value() == "");
    BOOST_TEST(to.find("k").value() == "a=b=");
    BOOST_TEST(to.find("e").value() == "");
    BOOST_TEST(!to.find("x").has_value());
    BOOST_TEST(part::parse_target("http://h:1/k", "h:1").value().path == "/k");
    for (auto* wrong : {"", "a", "*", "/a b", "/\xC3\xBC", "/%", "/%C3", "/a?", "/a?b&&c", "/a?=b",
                        "/a#b", "http://h/k"})
        BOOST_TEST(!part::parse_target(wrong, "other").has_value(), wrong);
}

BOOST_AUTO_TEST_CASE(hosts)
{
    const auto split = [](std::string_view name) {
        const auto found = part::parse_cos_host(name);
        return found ? found->bucket + '|' + found->region : std::string("none");
    };
    BOOST_TEST(split("b-1.cos.ap-beijing.myqcloud.com") == "b-1|ap-beijing");
    BOOST_TEST(split("B-1.COS.ap-beijing.myqcloud.com:8080") == "b-1|ap-beijing");
    BOOST_TEST(split("b-1.cos.ap-beijing.tencentcos.cn") == "b-1|ap-beijing");
    BOOST_TEST(split("b-1.cos.accelerate.myqcloud.com") == "b-1|accelerate");
    BOOST_TEST(split("b-1.cos-internal.ap-beijing.tencentcos.cn") == "b-1|ap-beijing");
    BOOST_TEST(split("b-1.cos-internal.accelerate.tencentcos.cn") == "b-1|accelerate");
    BOOST_TEST(split("b-1.cos-internal.ap-beijing.myqcloud.com") == "none");
    BOOST_TEST(split("cos.ap-beijing.myqcloud.com") == "|ap-beijing");
    BOOST_TEST(split("service.cos.myqcloud.com") == "|cos");
    BOOST_TEST(split("127.0.0.1:8080") == "none");
    BOOST_TEST(split("files.example.com") == "none");
}

BOOST_AUTO_TEST_CASE(which_bucket)
{
    const auto ask = [](std::string name) {
        return served({"GET", "/?uploads", {{"Host", std::move(name)}}},
                      fixed().anonymous_access(true).bucket("second-1", "ap-shanghai"));
    };
    BOOST_TEST(ask(host) == "200 ");
    BOOST_TEST(ask("127.0.0.1:8080") == "200 ");
    BOOST_TEST(ask("second-1.cos.ap-shanghai.myqcloud.com") == "200 ");
    BOOST_TEST(ask("second-1.cos.accelerate.myqcloud.com") == "200 ");
    BOOST_TEST(ask("second-1.cos.ap-beijing.myqcloud.com") == "404 NoSuchBucket");
    BOOST_TEST(ask("third-1.cos.ap-beijing.myqcloud.com") == "404 NoSuchBucket");
    BOOST_TEST(ask("b_b-1.cos.ap-beijing.myqcloud.com") == "400 InvalidBucketName");
    BOOST_TEST(ask("cos.ap-beijing.myqcloud.com") == "400 InvalidBucketName");
    BOOST_TEST(ask("second-1.cos.ap_shanghai.myqcloud.com") == "400 InvalidRegionName");
    BOOST_TEST(ask("") == "400 InvalidRequest");
    BOOST_CHECK_THROW(local_cos_options().bucket("no_appid"), std::invalid_argument);
}

// Each as the documents print it, or as derived from their keys.
BOOST_AUTO_TEST_CASE(known_signatures)
{
    const std::string time = "1585130821;1585138021";
    const auto check = [&](local_request request, std::vector<std::string> listed,
                           std::vector<std::string> parameters, std::string_view expected,
                           std::string key_time) {
        part::signature s;
        s.key_time = key_time;
        s.headers = std::move(listed);
        s.parameters = std::move(parameters);
        const auto text =
            part::rebuild(s, request, part::parse_target(request.target()).value());
        BOOST_TEST(text.missing == "");
        BOOST_TEST(part::expected_signature(text, key_time, secret_key) == expected);
    };
    check({"PUT",
           "/exampleobject(%E8%85%BE%E8%AE%AF%E4%BA%91)",
           {{"Date", "Thu, 16 May 2019 06:45:51 GMT"},
            {"Host", host},
            {"Content-Type", "text/plain"},
            {"Content-Length", "13"},
            {"Content-MD5", "mQ/fVh815F3k6TAUm8m0eg=="},
            {"x-cos-acl", "private"},
            {"x-cos-grant-read", "uin=\"100000000011\""}}},
          {"content-length", "content-md5", "content-type", "date", "host", "x-cos-acl",
           "x-cos-grant-read"},
          {}, "3b8851a11a569213c17ba8fa7dcf2abec6935172", "1557989151;1557996351");
    check({"GET",
           "/exampleobject%28%E8%85%BE%E8%AE%AF%E4%BA%91%29?response-content-type=application%2F"
           "octet-stream&response-cache-control=max-age%3D600",
           {{"Host", host}, {"Date", "Thu, 16 May 2019 06:55:53 GMT"}}},
          {"date", "host"}, {"response-cache-control", "response-content-type"},
          "01681b8c9d798a678e43b685a9f1bba0f6c0e012", "1557989753;1557996953");
    check(initiate(), {"content-length", "content-type", "host"}, {"uploads"},
          "c003281ea581840b162447721e4ab13906b94bcf", time);
    check(initiate({{"x-cos-security-token", "dummytoken+/="}}), {"host", "x-cos-security-token"},
          {"uploads"}, "7cd4701a076a119d15cbc1bb880814877619396b", time);
    check(initiate({}, "/a%20b%2Bc%2F%C3%BC%26=~%2A?uploads"), {"host"}, {"uploads"},
          "f2900ebf54ae679697e68e0ee4f38d2c8e82eb09", time);
    check({"PUT",
           "/exampleobject?partNumber=1&uploadId=" + upload_id +
               "&x-cos-security-token=dummytoken%2B%2F%3D",
           {{"Host", host}}},
          {"host"}, {"partnumber", "uploadid", "x-cos-security-token"},
          "62484c74b08cb2fb59cb995216a207d989ead2cf", time);
}

BOOST_AUTO_TEST_CASE(initiate_as_in_the_first_example)
{
    local_service service(fixed());
    const auto answer = service.answer(sign(initiate({{"Connection", "close"}})));
    BOOST_TEST(outcome(answer) == "200 ");
    BOOST_TEST(answer.closes());
    BOOST_TEST(answer.body() ==
               "<InitiateMultipartUploadResult>\n\t<Bucket>examplebucket-1250000000</Bucket>\n\t"
               "<Key>exampleobject</Key>\n\t<UploadId>" +
                   upload_id + "</UploadId>\n</InitiateMultipartUploadResult>");
    const headers expected = {{"Content-Type", "application/xml"},
                              {"Content-Length", "230"},
                              {"Connection", "close"},
                              {"Date", "Wed, 25 Mar 2020 10:07:01 GMT"},
                              {"Server", "tencent-cos"},
                              {"x-cos-request-id", request_id}};
    BOOST_REQUIRE_EQUAL(answer.headers().size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        BOOST_TEST(answer.headers()[i].name == expected[i].name);
        BOOST_TEST(answer.headers()[i].value == expected[i].value);
    }
    const auto uploads = service.uploads();
    BOOST_REQUIRE_EQUAL(uploads.size(), 1U);
    BOOST_TEST(uploads[0].bucket == bucket);
    BOOST_TEST(uploads[0].key == "exampleobject");
    BOOST_TEST(uploads[0].upload_id == upload_id);
    BOOST_TEST(uploads[0].storage_class == "STANDARD");
    BOOST_TEST(uploads[0].access_key_id == secret_id);
    BOOST_TEST(uploads[0].initiated.time_since_epoch().count() ==
               std::chrono::system_clock::duration(std::chrono::seconds(now)).count());
    BOOST_TEST(uploads[0].headers.at(1).value == "video/mp4");
}

BOOST_AUTO_TEST_CASE(ids_of_its_own)
{
    local_service service(local_cos_options().bucket(bucket).anonymous_access(true));
    const auto one = service.answer(initiate());
    const auto two = service.answer(initiate());
    BOOST_TEST(element(one.body(), "UploadId").size() == 74U);
    BOOST_TEST(element(one.body(), "UploadId") != element(two.body(), "UploadId"));
    BOOST_TEST(value_of(one, "x-cos-request-id") != value_of(two, "x-cos-request-id"));
    BOOST_TEST(value_of(one, "x-cos-request-id").size() == 36U);
}

BOOST_AUTO_TEST_CASE(key_in_the_answer)
{
    local_service service(fixed());
    const auto answer = service.answer(sign(initiate({}, "/%3Ca%3E%20%26%22?uploads")));
    BOOST_TEST(element(answer.body(), "Key") == "&lt;a&gt; &amp;&quot;");
    BOOST_TEST(service.uploads().at(0).key == "<a> &\"");
}

BOOST_AUTO_TEST_CASE(an_error_is_complete)
{
    local_service service(fixed());
    const auto answer = service.answer(initiate({}, "/a%20b?uploads"));
    BOOST_TEST(outcome(answer) == "403 AccessDenied");
    BOOST_TEST(element(answer.body(), "Code") == "AccessDenied");
    BOOST_TEST(element(answer.body(), "Resource") == host + "/a%20b");
    BOOST_TEST(element(answer.body(), "RequestId") == request_id);
    BOOST_TEST(value_of(answer, "x-cos-request-id") == request_id);
    BOOST_TEST(element(answer.body(), "TraceId") == value_of(answer, "x-cos-trace-id"));
    BOOST_TEST(value_of(answer, "Content-Length") == std::to_string(answer.body().size()));
    BOOST_TEST(service.uploads().empty());
}

BOOST_AUTO_TEST_CASE(wrong_signature)
{
    signing with;
    with.key = "wrong";
    const std::string key = "MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY=";
    const auto request =
        sign(initiate({{"x-cos-server-side-encryption-customer-key", key}}), with);
    const auto answer = local_service(fixed()).answer(request);
    BOOST_TEST(outcome(answer) == "403 SignatureDoesNotMatch");
    BOOST_TEST(element(answer.body(), "StringtoSign").starts_with("sha1\n1585130821;1585138021\n"));
    BOOST_TEST(
        element(answer.body(), "FormatString").starts_with("post\n/exampleobject\nuploads=\n"));
    BOOST_TEST(answer.body().find("MDEy") == std::string::npos);
    BOOST_TEST(answer.body().find(secret_key) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(any_change_breaks_the_signature)
{
    const auto good = sign(initiate());
    const auto change = [&](std::string method, std::string target, std::size_t header,
                            std::string value) {
        auto all = good.headers();
        all[header].value = std::move(value);
        return served({std::move(method), std::move(target), all});
    };
    BOOST_TEST(served(good) == "200 ");
    const std::string wrong = "403 SignatureDoesNotMatch";
    const std::string other = bucket + ".cos.ap-shanghai.myqcloud.com";
    BOOST_TEST(change("GET", good.target(), 0, host) == wrong);
    BOOST_TEST(change("POST", "/exampleobject2?uploads", 0, host) == wrong);
    BOOST_TEST(change("POST", "/exampleobject?uploads=x", 0, host) == wrong);
    BOOST_TEST(change("POST", good.target(), 0, other) == wrong);
    BOOST_TEST(change("POST", good.target(), 1, "video/mp5") == wrong);
    // Only what cannot be told apart after decoding is the same.
    BOOST_TEST(change("POST", "/%65xampleobject?uploads=", 0, host) == "200 ");
}

BOOST_AUTO_TEST_CASE(malformed_authorization)
{
    const auto good = sign(initiate());
    const auto with = [&](std::string_view from, std::string_view to) {
        std::string text(good.header("Authorization").value());
        text.replace(text.find(from), from.size(), to);
        return served(initiate({{"Authorization", text}}));
    };
    BOOST_TEST(with("sha1", "sha256") == "400 VerifyAlgorithmNotSupported");
    BOOST_TEST(with("q-sign-algorithm=sha1&q-ak", "q-ak=x&q-sign-algorithm") ==
               "400 InvalidArgument");
    BOOST_TEST(with("q-sign-time=1585130821", "q-sign-time=1585130822") == "400 InvalidArgument");
    BOOST_TEST(with("content-length;content-type", "content-type;content-length") ==
               "400 InvalidArgument");
    BOOST_TEST(with("content-length;", "Content-Length;") == "400 InvalidArgument");
    BOOST_TEST(with("content-length;", "content-length;content-length;") == "400 InvalidArgument");
    BOOST_TEST(with("uploads", "") == "403 SignatureDoesNotMatch");
    BOOST_TEST(with("uploads", "uploads;versions") == "403 AccessDenied");
    BOOST_TEST(with("q-signature=", "q-signature=0") == "400 InvalidArgument");
    BOOST_TEST(with("q-signature=", "q-x=&q-signature=") == "400 InvalidArgument");
    BOOST_TEST(served(initiate({{"Authorization", "AWS4-HMAC-SHA256 x"}})) ==
               "400 InvalidArgument");
    BOOST_TEST(served(initiate({{"Authorization", ""}})) == "400 InvalidArgument");
}

BOOST_AUTO_TEST_CASE(times)
{
    const auto at = [](std::string key_time, headers more = {}) {
        signing with;
        with.key_time = std::move(key_time);
        return local_service(fixed()).answer(sign(initiate(std::move(more)), with));
    };
    const auto late = at("1585130800;1585130820");
    BOOST_TEST(outcome(late) == "403 AccessDenied");
    BOOST_TEST(element(late.body(), "Message") == "Request has expired");
    BOOST_TEST(element(late.body(), "ServerTime") == "2020-03-25T10:07:01Z");
    BOOST_TEST(outcome(at("1585130800;1585130821")) == "200 ");
    BOOST_TEST(outcome(at("1585131721;1585138021")) == "200 ");
    BOOST_TEST(outcome(at("1585131722;1585138021")) == "403 RequestTimeTooSkewed");
    BOOST_TEST(outcome(at("1;9223372036854775807")) == "200 ");
    BOOST_TEST(outcome(at("1;9223372036854775808")) == "400 InvalidArgument");
    BOOST_TEST(outcome(at("1585138021;1585130821")) == "400 InvalidArgument");
    const std::string window = "1585130821;1585138021";
    BOOST_TEST(outcome(at(window, {{"Date", "Wed, 25 Mar 2020 09:52:01 GMT"}})) == "200 ");
    BOOST_TEST(outcome(at(window, {{"Date", "Wed, 25 Mar 2020 09:52:00 GMT"}})) ==
               "403 RequestTimeTooSkewed");
    BOOST_TEST(outcome(at(window, {{"Date", "Wed, 25 Mar 2020 10:22:02 GMT"}})) ==
               "403 RequestTimeTooSkewed");
    BOOST_TEST(outcome(at(window, {{"Date", "today"}})) == "400 InvalidArgument");
}

BOOST_AUTO_TEST_CASE(identity)
{
    signing with;
    with.id = "AKIDnobody";
    BOOST_TEST(served(sign(initiate(), with)) == "403 InvalidAccessKeyId");
    BOOST_TEST(served(initiate()) == "403 AccessDenied");
    BOOST_TEST(served(initiate(), fixed().anonymous_access(true)) == "200 ");
    BOOST_TEST(served(initiate({{"x-cos-server-side-encryption", "AES256"}}),
                      fixed().anonymous_access(true)) == "403 AccessDenied");
}

BOOST_AUTO_TEST_CASE(tokens)
{
    signing with;
    with.id = "AKIDtemporary";
    const auto options = fixed().credentials("AKIDtemporary", secret_key, "token+/=");
    const auto send = [&](headers more, std::string target = "/k?uploads") {
        return served(sign(initiate(std::move(more), std::move(target)), with), options);
    };
    BOOST_TEST(send({{"x-cos-security-token", "token+/="}}) == "200 ");
    BOOST_TEST(send({}, "/k?uploads&x-cos-security-token=token%2B%2F%3D") == "200 ");
    BOOST_TEST(send({}) == "403 AccessDenied");
    BOOST_TEST(send({{"x-cos-security-token", "other"}}) == "403 AccessDenied");
    BOOST_TEST(send({{"x-cos-security-token", "token+/="}},
                    "/k?uploads&x-cos-security-token=token%2B%2F%3D") == "403 AccessDenied");
    BOOST_TEST(served_signed({{"x-cos-security-token", "token+/="}}) == "403 AccessDenied");
    with.left_out = {"x-cos-security-token"};
    BOOST_TEST(send({{"x-cos-security-token", "token+/="}}) == "200 ");
}

BOOST_AUTO_TEST_CASE(what_has_to_be_signed)
{
    const auto without = [](std::string name, bool all) {
        signing with;
        with.left_out = {std::move(name)};
        return served(sign(initiate({{"x-cos-acl", "private"}}), with),
                      fixed().require_signed_headers(all));
    };
    BOOST_TEST(without("host", false) == "403 AccessDenied");
    for (auto* name : {"uploads", "x-cos-acl", "content-type"}) {
        BOOST_TEST(without(name, false) == "200 ");
        BOOST_TEST(without(name, true) == "403 AccessDenied");
    }
    BOOST_TEST(without("content-length", true) == "200 ");
}

BOOST_AUTO_TEST_CASE(signature_in_the_query)
{
    const auto good = sign(initiate());
    std::string text(good.header("Authorization").value());
    const auto merged = initiate({}, "/exampleobject?uploads&sign=" + part::percent_encode(text));
    BOOST_TEST(served(merged) == "200 ");
    for (std::size_t at = 0; (at = text.find(';', at)) != std::string::npos;)
        text.replace(at, 1, "%3B");
    const auto pairs = initiate({}, "/exampleobject?uploads&" + text);
    BOOST_TEST(served(pairs) == "200 ");
    BOOST_TEST(served(sign(pairs)) == "400 InvalidArgument");
    text.back() = text.back() == '0' ? '1' : '0';
    BOOST_TEST(served(initiate({}, "/exampleobject?uploads&" + text)) ==
               "403 SignatureDoesNotMatch");
    BOOST_TEST(served(initiate({}, "/k?uploads&q-signature=x")) == "400 InvalidArgument");
}

BOOST_AUTO_TEST_CASE(requests_out_of_order)
{
    BOOST_TEST(served(sign(get("/exampleobject?uploads"))) == "405 MethodNotAllowed");
    BOOST_TEST(served(sign(get("/exampleobject"))) == "405 MethodNotAllowed");
    BOOST_TEST(served_signed({}, "/?uploads") == "405 MethodNotAllowed");
    BOOST_TEST(served_signed({}, "/k?uploads=1") == "400 InvalidArgument");
    BOOST_TEST(served_signed({}, "/k?uploads&versionId=1") == "400 InvalidArgument");
    BOOST_TEST(served_signed({}, "/k?uploads&UPLOADS") == "400 InvalidArgument");
    BOOST_TEST(served(initiate({{"host", host}})) == "400 InvalidRequest");
    BOOST_TEST(served(initiate({}, "/a b?uploads")) == "400 InvalidURI");
    const headers no_length = {{"Host", host}, {"Content-Type", "a/b"}};
    BOOST_TEST(served(sign({"POST", "/k?uploads", no_length})) == "411 MissingContentLength");
    const headers length = {{"Host", host}, {"Content-Type", "a/b"}, {"Content-Length", "1"}};
    BOOST_TEST(served(sign({"POST", "/k?uploads", length, "x"})) == "400 UnexpectedContent");
}

BOOST_AUTO_TEST_CASE(keys)
{
    BOOST_TEST(served_signed({}, '/' + std::string(850, 'k') + "?uploads") == "200 ");
    BOOST_TEST(served_signed({}, '/' + std::string(851, 'k') + "?uploads") == "400 KeyTooLong");
    BOOST_TEST(served_signed({}, "//k?uploads") == "400 InvalidObjectName");
    BOOST_TEST(served_signed({}, "/%5Ck?uploads") == "400 InvalidObjectName");
    BOOST_TEST(served_signed({}, "/k%1B?uploads") == "400 InvalidObjectName");
    BOOST_TEST(served_signed({}, "/k%0A?uploads") == "200 ");
}

BOOST_AUTO_TEST_CASE(object_headers)
{
    const std::string bad = "400 InvalidArgument";
    const headers no_type = {{"Host", host}, {"Content-Length", "0"}};
    BOOST_TEST(served(sign({"POST", "/k?uploads", no_type})) == bad);
    BOOST_TEST(served_signed({{"x-cos-acl", "public-read"}}) == "200 ");
    BOOST_TEST(served_signed({{"x-cos-acl", "public-read-write"}}) == bad);
    const auto grant = [](std::string value) {
        return served_signed({{"x-cos-grant-read-acp", std::move(value)}});
    };
    BOOST_TEST(grant("id=\"100000000001\",id=\"100000000002\"") == "200 ");
    BOOST_TEST(grant("id=\"qcs::cam::uin/1:uin/2\", id=\"1\"") == "200 ");
    BOOST_TEST(grant("uin=\"100000000011\"") == bad);
    BOOST_TEST(grant("id=\"\"") == bad);
    BOOST_TEST(grant("id=\"1\",") == bad);
    BOOST_TEST(served_signed({{"x-cos-grant-write", "id=\"1\""}}) == bad);
    BOOST_TEST(served_signed({{"x-cos-meta-A-1", "v_v"}}) == "200 ");
    BOOST_TEST(served_signed({{"x-cos-meta-a_1", "v"}}) == bad);
    BOOST_TEST(served_signed({{"x-cos-meta-", "v"}}) == bad);
    BOOST_TEST(served_signed({{"x-cos-meta-a", std::string(2047, 'v')}}) == "200 ");
    BOOST_TEST(served_signed({{"x-cos-meta-a", std::string(2049, 'v')}}) == bad);
    BOOST_TEST(served_signed({{"x-cos-storage-class", "DEEP_ARCHIVE"}}) == "200 ");
    BOOST_TEST(served_signed({{"x-cos-storage-class", "standard"}}) ==
               "400 NotSupportedStorageClass");
    BOOST_TEST(served_signed({{"x-cos-storage-class", "RAPID"}}) == "400 NotSupportedStorageClass");
    BOOST_TEST(served_signed({{"x-cos-traffic-limit", "819200"}}) == "200 ");
    for (auto* limit : {"819199", "838860801", "-1", "1e6", ""})
        BOOST_TEST(served_signed({{"x-cos-traffic-limit", limit}}) == bad);
    BOOST_TEST(served_signed({{"Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg=="}}) == "200 ");
    BOOST_TEST(served_signed({{"Content-MD5", "EI9SjrY7Zec08nrjMfX/qg=="}}) == "400 BadDigest");
    BOOST_TEST(served_signed({{"Content-MD5", "x"}}) == "400 InvalidDigest");
}

BOOST_AUTO_TEST_CASE(forbid_overwrite)
{
    const auto send = [](std::string value, std::string key) {
        return served(sign(initiate({{"x-cos-forbid-overwrite", std::move(value)}},
                                    '/' + std::move(key) + "?uploads")),
                      fixed().existing_object(bucket, "old"));
    };
    BOOST_TEST(send("true", "old") == "409 FileAlreadyExists");
    BOOST_TEST(send("true", "new") == "200 ");
    BOOST_TEST(send("false", "old") == "200 ");
    BOOST_TEST(send("yes", "old") == "400 InvalidArgument");
}

BOOST_AUTO_TEST_CASE(tags)
{
    const auto wrong = [](std::string_view header) {
        return part::find_tag_error(header).value_or("");
    };
    for (auto* good : {"a=b", "k%201=v%2B%2F%40%3A&K2=%E8%85%BE", "a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&"
                                                                  "i=1&j=1"})
        BOOST_TEST(wrong(good) == "", good);
    for (auto* bad :
         {"", "a", "a=", "=b", "a=b&", "a=b=c", "a b=c", "a+b=c", "a=%7E", "a=%", "a=b&a=c",
          "qcs:a=b", "qcs%3Aa=b", "project=x", "%E9%A1%B9%E7%9B%AE=x", "a=%C3",
          "a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1"})
        BOOST_TEST(wrong(bad) != "", bad);
    BOOST_TEST(wrong(std::string(127, 'k') + '=' + std::string(255, 'v')) == "");
    BOOST_TEST(wrong(std::string(128, 'k') + "=v") != "");
    BOOST_TEST(wrong("k=" + std::string(256, 'v')) != "");
    BOOST_TEST(served_signed({{"x-cos-tagging", "a"}}) == "400 InvalidTag");
}

BOOST_AUTO_TEST_CASE(encryption)
{
    const std::string prefix = "x-cos-server-side-encryption";
    const local_header cos{prefix, "AES256"};
    const local_header kms{prefix, "cos/kms"};
    const local_header key_id{prefix + "-cos-kms-key-id", "48ba38aa-26c5-11ea-855c-52540085"};
    const local_header context{prefix + "-context", // the author and company of the example
                               "eyJhdXRob3IiOiJmeXNudGlhbiIsImNvbXBhbnkiOiJUZW5jZW50In0="};
    const local_header algorithm{prefix + "-customer-algorithm", "AES256"};
    const local_header key{prefix + "-customer-key",
                           "MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY="};
    const local_header key_md5{prefix + "-customer-key-MD5", "U5L61r7jcwdNvT7frmUG8g=="};
    const auto echo = [](const headers& sent) {
        const auto answer = local_service(fixed()).answer(sign(initiate(sent)));
        BOOST_TEST(outcome(answer) == "200 ");
        std::string out;
        for (std::size_t i = 6; i < answer.headers().size(); ++i)
            out += answer.headers()[i].name + '=' + answer.headers()[i].value + ' ';
        return out;
    };
    BOOST_TEST(echo({cos}) == prefix + "=AES256 ");
    BOOST_TEST(echo({kms}) == prefix + "=cos/kms ");
    BOOST_TEST(echo({kms, key_id, context}) ==
               prefix + "=cos/kms " + key_id.name + '=' + key_id.value + ' ');
    BOOST_TEST(echo({algorithm, key, key_md5}) ==
               algorithm.name + "=AES256 " + key_md5.name + '=' + key_md5.value + ' ');

    BOOST_TEST(served_signed({cos, algorithm, key, key_md5}) == "400 SSEHeaderNotAllowed");
    BOOST_TEST(served_signed({cos, key_id}) == "400 SSEHeaderNotAllowed");
    BOOST_TEST(served_signed({context}) == "400 SSEHeaderNotAllowed");
    BOOST_TEST(served_signed({{prefix, "AES128"}}) == "400 InvalidArgument");
    const std::string bad_key = "400 SsecDecryptHeaderInvalid";
    BOOST_TEST(served_signed({algorithm, key}) == bad_key);
    BOOST_TEST(served_signed({{algorithm.name, "AES128"}, key, key_md5}) == bad_key);
    BOOST_TEST(served_signed({algorithm, {key.name, "MDEy"}, key_md5}) == bad_key);
    BOOST_TEST(served_signed({algorithm, key, {key_md5.name, "1B2M2Y8AsgTpgAmY7PhCfg=="}}) ==
               bad_key);
    const auto clear = initiate({algorithm, key, key_md5}, "/k?uploads", false);
    BOOST_TEST(served(sign(clear)) == "400 InvalidRequest");

    const auto json = [&](std::string_view text) {
        return served_signed({kms, {context.name, part::base64_encode(text)}});
    };
    for (auto* good : {"{}", " { \"a\" : \"\\u00e4\\n\" , \"b\":\"\" } "})
        BOOST_TEST(json(good) == "200 ", good);
    for (auto* bad : {"", "[]", "{", "{\"a\":1}", "{\"a\":\"b\",}", "{\"a\":\"b\"}x",
                      "{\"a\":\"\\x\"}", "{\"a\":\"\\u00g0\"}", "{\"a\":\"\n\"}",
                      "{\"a\":\"\xC3\"}"})
        BOOST_TEST(json(bad) == "400 KmsException", bad);
    BOOST_TEST(served_signed({kms, {context.name, "{}"}}) == "400 KmsException");
}

BOOST_AUTO_TEST_CASE(abort_an_upload)
{
    local_service service(fixed());
    service.answer(sign(initiate()));
    const auto abort = [&](std::string target) {
        return service.answer(sign({"DELETE", std::move(target), {{"Host", host}}}));
    };
    BOOST_TEST(outcome(abort("/other?uploadId=" + upload_id)) == "404 NoSuchUpload");
    BOOST_TEST(outcome(abort("/exampleobject?uploadId=x")) == "404 NoSuchUpload");
    const auto done = abort("/exampleobject?uploadId=" + upload_id);
    BOOST_TEST(outcome(done) == "204 ");
    BOOST_TEST(value_of(done, "Content-Length") == "none");
    BOOST_TEST(service.uploads().empty());
    BOOST_TEST(outcome(abort("/exampleobject?uploadId=" + upload_id)) == "404 NoSuchUpload");
}

namespace {

/// Six uploads of five keys; ids count up.
local_service& with_uploads(local_service& service)
{
    for (auto* key : {"b%2F2", "a", "b%2F1", "a", "c%20c", "b%2Fd%2F3"})
        service.answer(sign(initiate({}, '/' + std::string(key) + "?uploads")));
    return service;
}

local_cos_options counting()
{
    return fixed().upload_ids([n = 0](std::int64_t) mutable { return "id" + std::to_string(++n); });
}

/// `key:id ` of each upload, `prefix/: ` of each group, `+` if there is more.
std::string list(local_service& service, const std::string& parameters)
{
    const auto answer = service.answer(sign(get("/?uploads" + parameters)));
    if (answer.status() != 200)
        return outcome(answer);
    std::string out;
    std::string rest = answer.body();
    for (std::size_t at = 0; (at = rest.find("<Upload>")) != std::string::npos;) {
        rest.erase(0, at + 1);
        out += element(rest, "Key") + ':' + element(rest, "UploadId") + ' ';
    }
    for (std::size_t at = 0; (at = rest.find("<CommonPrefixes>")) != std::string::npos;) {
        rest.erase(0, at + 1);
        out += element(rest, "Prefix") + ": ";
    }
    if (element(answer.body(), "IsTruncated") == "true")
        out += "+ " + element(answer.body(), "NextKeyMarker") + ' ' +
               element(answer.body(), "NextUploadIdMarker");
    return out;
}

} // namespace

BOOST_AUTO_TEST_CASE(list_uploads)
{
    local_service service(counting());
    with_uploads(service);
    BOOST_TEST(list(service, "") == "a:id2 a:id4 b/1:id3 b/2:id1 b/d/3:id6 c c:id5 ");
    BOOST_TEST(list(service, "&prefix=b%2F") == "b/1:id3 b/2:id1 b/d/3:id6 ");
    BOOST_TEST(list(service, "&delimiter=%2F") == "a:id2 a:id4 c c:id5 b/: ");
    BOOST_TEST(list(service, "&prefix=b%2F&delimiter=%2F") == "b/1:id3 b/2:id1 b/d/: ");
    BOOST_TEST(list(service, "&encoding-type=url&prefix=c") == "c%20c:id5 ");
    BOOST_TEST(list(service, "&max-uploads=0") == "");
    for (auto* wrong : {"&max-uploads=1001", "&max-uploads=-1", "&max-uploads=x",
                        "&encoding-type=base64", "&max-uploads"})
        BOOST_TEST(list(service, wrong) == "400 InvalidArgument", wrong);
}

BOOST_AUTO_TEST_CASE(list_in_pages)
{
    local_service service(counting());
    with_uploads(service);
    BOOST_TEST(list(service, "&max-uploads=1") == "a:id2 + a id2");
    BOOST_TEST(list(service, "&max-uploads=2&key-marker=a&upload-id-marker=id2") ==
               "a:id4 b/1:id3 + b/1 id3");
    BOOST_TEST(list(service, "&max-uploads=1&key-marker=a") == "b/1:id3 + b/1 id3");
    // Without a key marker the other marker does not count.
    BOOST_TEST(list(service, "&max-uploads=1&upload-id-marker=id2") == "a:id2 + a id2");
    BOOST_TEST(list(service, "&max-uploads=3&delimiter=%2F") == "a:id2 a:id4 b/: + b/ ");
    BOOST_TEST(list(service, "&delimiter=%2F&key-marker=b%2F") == "c c:id5 ");
    BOOST_TEST(list(service, "&max-uploads=6&key-marker=c%20c") == "");
}

BOOST_AUTO_TEST_CASE(faults)
{
    int seen = 0;
    local_service service(fixed()
                              .on_request([&](const local_request& request)
                                              -> std::optional<local_answer> {
                                  ++seen;
                                  if (request.header("x-fault"))
                                      return local_answer::error(503, "SlowDown", "Slow down.")
                                          .header("Retry-After", "1");
                                  return std::nullopt;
                              })
                              .on_answer([](const local_request& request, local_answer& answer) {
                                  if (request.header("x-lost"))
                                      answer = local_answer::hang_up();
                              }));
    const auto slow = service.answer(initiate({{"x-fault", "1"}}));
    BOOST_TEST(outcome(slow) == "503 SlowDown");
    BOOST_TEST(value_of(slow, "Retry-After") == "1");
    BOOST_TEST(value_of(slow, "x-cos-request-id") == request_id);
    BOOST_TEST(service.uploads().empty());
    const auto lost = service.answer(sign(initiate({{"x-lost", "1"}})));
    BOOST_TEST((lost.sent_as() == local_answer::form::hang_up));
    BOOST_TEST(service.uploads().size() == 1U);
    BOOST_TEST(seen == 2);
}

BOOST_AUTO_TEST_SUITE_END()
