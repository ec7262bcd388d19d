// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Requests are written in COS's words and go out in those of the signature.

#include <cosio/initiate.hpp>
#include <cosio/signing/anonymous_signing.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/signing/sigv4_signing.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using cosio::cos_dialect;
using cosio::errc;
using cosio::initiate_request;
using cosio::s3_dialect;

static_assert(std::is_same_v<cosio::dialect_of_t<cosio::sigv4_signing>, s3_dialect>);
static_assert(std::is_same_v<cosio::dialect_of_t<cosio::q_signing>, cos_dialect>);
static_assert(std::is_same_v<cosio::dialect_of_t<cosio::anonymous_signing>, cos_dialect>);

const std::string bucket = "examplebucket-1250000000";
const auto s3 = cosio::endpoint::url("https://s3.example.com").virtual_host_style();

initiate_request request(const std::string& key = "k")
{
    return {bucket, key};
}

template <class Dialect>
cosio::detail::invalid_input build(cosio::http_request& out, const initiate_request& wanted,
                                   const cosio::endpoint& to = s3)
{
    return cosio::detail::initiate_operation::build<Dialect>(
        out, wanted, to.address_of(wanted.bucket()), cosio::config());
}

using lines = std::vector<std::pair<std::string, std::string>>;

template <class Dialect>
lines headers(const initiate_request& wanted)
{
    cosio::http_request message;
    const auto broken = build<Dialect>(message, wanted);
    BOOST_TEST(broken.sentence == "");
    lines found;
    for (std::size_t i = 2; i + 2 < message.headers().size(); ++i) // after Host, Content-Type
        found.emplace_back(message.headers()[i].name, message.headers()[i].value);
    return found;
}

template <class Dialect>
void check_refused(const initiate_request& wanted, errc code, const std::string& field)
{
    cosio::http_request message;
    const auto broken = build<Dialect>(message, wanted);
    BOOST_TEST_CONTEXT(field)
    {
        BOOST_TEST((broken.code == code));
        BOOST_TEST(broken.sentence.find(field) != std::string::npos);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(dialects)

BOOST_AUTO_TEST_CASE(each_word_of_s3)
{
    const std::string context = "eyJhIjoiYiJ9"; // {"a":"b"}
    const std::string customer_key(32, 'k');
    const std::pair<initiate_request, lines> rows[] = {
        {request().meta("Camera", "two"), {{"x-amz-meta-camera", "two"}}},
        {request().acl(cosio::acl::public_read), {{"x-amz-acl", "public-read"}}},
        {request().grant_read("1").grant_read("2"), {{"x-amz-grant-read", R"(id="1",id="2")"}}},
        {request().grant_read_acp("1"), {{"x-amz-grant-read-acp", R"(id="1")"}}},
        {request().grant_write_acp("1"), {{"x-amz-grant-write-acp", R"(id="1")"}}},
        {request().grant_full_control("1"), {{"x-amz-grant-full-control", R"(id="1")"}}},
        {request().tag("a", "b c"), {{"x-amz-tagging", "a=b%20c"}}},
        {request().storage_class(cosio::storage_class::standard_ia()),
         {{"x-amz-storage-class", "STANDARD_IA"}}},
        {request().storage_class(cosio::storage_class::archive()),
         {{"x-amz-storage-class", "GLACIER"}}},
        {request().storage_class(cosio::storage_class::deep_archive()),
         {{"x-amz-storage-class", "DEEP_ARCHIVE"}}},
        {request().storage_class(cosio::storage_class("GLACIER_IR")),
         {{"x-amz-storage-class", "GLACIER_IR"}}},
        {request().encryption(cosio::sse_cos()), {{"x-amz-server-side-encryption", "AES256"}}},
        {request().encryption(cosio::sse_kms().key_id("id").context("a", "b")),
         {{"x-amz-server-side-encryption", "aws:kms"},
          {"x-amz-server-side-encryption-aws-kms-key-id", "id"},
          {"x-amz-server-side-encryption-context", context}}},
        {request().encryption(cosio::sse_c(customer_key)),
         {{"x-amz-server-side-encryption-customer-algorithm", "AES256"},
          {"x-amz-server-side-encryption-customer-key",
           "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="},
          {"x-amz-server-side-encryption-customer-key-MD5", "mT2HRsMGJ5IX5C+0rreZ8Q=="}}},
        {request().cache_control("no-cache"), {{"Cache-Control", "no-cache"}}},
        {request().header("X-Cos-Acl", "private"), {{"x-amz-Acl", "private"}}},
        {request().header("x-amz-website-redirect-location", "/a"),
         {{"x-amz-website-redirect-location", "/a"}}},
    };
    for (const auto& [wanted, expected] : rows)
        BOOST_TEST_CONTEXT(expected[0].first)
        {
            BOOST_TEST((headers<s3_dialect>(wanted) == expected));
        }
}

BOOST_AUTO_TEST_CASE(words_that_s3_has_not)
{
    check_refused<s3_dialect>(request().forbid_overwrite(), errc::invalid_header,
                              "x-cos-forbid-overwrite");
    check_refused<s3_dialect>(request().traffic_limit(819200), errc::invalid_header,
                              "x-cos-traffic-limit");
    check_refused<s3_dialect>(request().mime_limit("text/plain"), errc::invalid_header,
                              "x-cos-mime-limit");
    check_refused<s3_dialect>(request().header("x-cos-anything", "1"), errc::invalid_header,
                              "x-cos-anything");
    check_refused<s3_dialect>(request().acl(cosio::acl::inherit), errc::invalid_acl, "default");
    for (const char* word : {"MAZ_STANDARD", "MAZ_ARCHIVE", "RAPID"})
        check_refused<s3_dialect>(request().storage_class(cosio::storage_class(word)),
                                  errc::invalid_storage_class, word);
}

// Under S3's name a value would escape the rules that stand under COS's name.
BOOST_AUTO_TEST_CASE(translated_names_are_not_for_callers)
{
    for (const char* name :
         {"x-amz-acl", "X-Amz-Tagging", "x-amz-meta-a", "x-amz-server-side-encryption",
          "x-amz-server-side-encryption-customer-key",
          "x-amz-server-side-encryption-aws-kms-key-id", "x-amz-storage-class", "x-amz-date",
          "x-amz-content-sha256", "x-amz-security-token"}) {
        const auto wanted = request().header(name, "secret-value");
        check_refused<s3_dialect>(wanted, errc::invalid_header, name);
        check_refused<cos_dialect>(wanted, errc::invalid_header, name);
    }
}

BOOST_AUTO_TEST_CASE(names_of_buckets)
{
    cosio::http_request out;
    for (const std::string name : {"abc", "a.b-c", "1bucket", bucket.c_str()})
        BOOST_TEST(!build<s3_dialect>(out, {name, "k"}));
    for (const std::string& name : {std::string("ab"), std::string("Abc"), std::string("a_bc"),
                                    std::string("-abc"), std::string("abc-"), std::string(".abc"),
                                    std::string("a..b"), std::string(64, 'a'), std::string()})
        check_refused<s3_dialect>({name, "k"}, errc::invalid_bucket, "bucket");
    check_refused<cos_dialect>({"abc", "k"}, errc::invalid_bucket, "bucket");
}

BOOST_AUTO_TEST_CASE(names_of_keys)
{
    cosio::http_request out;
    BOOST_TEST(!build<s3_dialect>(out, request(std::string(1024, 'k'))));
    check_refused<s3_dialect>(request(std::string(1025, 'k')), errc::invalid_key, "1024");
    check_refused<cos_dialect>(request(std::string(851, 'k')), errc::invalid_key, "850");
    BOOST_TEST(!build<s3_dialect>(out, request("/k")));
    BOOST_TEST(out.path() == "//k");
    check_refused<cos_dialect>(request("/k"), errc::invalid_key, "key");
    for (const std::string key : {"", "a/..", ".", "a\nb", "\xff"})
        check_refused<s3_dialect>(request(key), errc::invalid_key, "key");
}

BOOST_AUTO_TEST_CASE(the_bucket_may_stand_in_the_path_of_s3_only)
{
    const auto to = cosio::endpoint::url("https://s3.example.com").path_style();
    cosio::http_request out;
    BOOST_TEST(!build<s3_dialect>(out, request("a/b"), to));
    BOOST_TEST(out.path() == '/' + bucket + "/a/b");
    BOOST_TEST(out.headers().find("Host").value() == "s3.example.com");

    const auto broken = build<cos_dialect>(out, request(), to);
    BOOST_TEST((broken.code == errc::invalid_endpoint));
    BOOST_TEST(broken.sentence.find("path style") != std::string::npos);
}

// Otherwise the first folder of the key would be taken for the bucket.
BOOST_AUTO_TEST_CASE(a_url_for_s3_has_to_say_where_the_bucket_stands)
{
    const auto plain = cosio::endpoint::url("https://s3.example.com");
    cosio::http_request out;
    const auto broken = build<s3_dialect>(out, request("video/a"), plain);
    BOOST_TEST((broken.code == errc::invalid_endpoint));
    BOOST_TEST(broken.sentence.find("path_style()") != std::string::npos);
    BOOST_TEST(!build<cos_dialect>(out, request("video/a"), plain));
    for (const auto& to :
         {cosio::endpoint(plain).path_style(), cosio::endpoint(plain).virtual_host_style(),
          cosio::endpoint::url("https://" + bucket + ".s3.example.com"),
          cosio::endpoint::custom_domain("a.example.com"), cosio::endpoint::region("ap-beijing")})
        BOOST_TEST(!build<s3_dialect>(out, request("video/a"), to));
}

BOOST_AUTO_TEST_CASE(no_key_leads_out_of_the_bucket)
{
    const auto in_path = cosio::endpoint::url("https://s3.example.com").path_style();
    cosio::http_request out;
    for (const char* key : {"../other/k", "a/../../other/k", "./../k"}) {
        BOOST_TEST((build<s3_dialect>(out, request(key), in_path).code == errc::invalid_key));
        BOOST_TEST(!build<s3_dialect>(out, request(key), s3));
    }
    for (const char* key : {"a/../k", "..k", "a/./b", "a/b/.."})
        BOOST_TEST(!build<s3_dialect>(out, request(key), in_path));
}

BOOST_AUTO_TEST_CASE(answers_of_s3)
{
    cosio::http_response response;
    response.status = 200;
    response.headers.set("x-amz-request-id", "id-1").set("x-amz-id-2", "id-2");
    response.headers.set("x-amz-server-side-encryption", "aws:kms");
    response.headers.set("x-amz-server-side-encryption-aws-kms-key-id", "key-1");
    response.body = "<InitiateMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/"
                    "\"><Bucket>b</Bucket><Key>k</Key><UploadId>u</UploadId>"
                    "</InitiateMultipartUploadResult>";
    const cosio::initiate_request asked("b", "k");
    const auto judge = [&](cosio::initiate_result& result) {
        return cosio::detail::initiate_operation::judge<s3_dialect>(result, asked, response,
                                                                    cosio::scanner_xml());
    };
    cosio::initiate_result good;
    BOOST_TEST(!judge(good));
    BOOST_TEST(good.upload_id == "u");
    BOOST_TEST(good.diagnostics.request_id == "id-1");
    BOOST_TEST(good.diagnostics.trace_id == "id-2");
    BOOST_TEST(good.encryption.algorithm == "aws:kms");
    BOOST_TEST(good.encryption.kms_key_id == "key-1");

    response.status = 403;
    response.headers.clear();
    response.body = "<Error><Code>SignatureDoesNotMatch</Code><RequestId>id-3</RequestId>"
                    "<HostId>id-4</HostId></Error>";
    cosio::initiate_result refused;
    BOOST_TEST((judge(refused) == cosio::service_errc::signature_does_not_match));
    BOOST_TEST(refused.diagnostics.request_id == "id-3");
    BOOST_TEST(refused.diagnostics.trace_id == "id-4");
}

BOOST_AUTO_TEST_SUITE_END()
