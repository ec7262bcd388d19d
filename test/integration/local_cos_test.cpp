// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Against a COS that recomputes every signature and wants everything signed.

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <support/local.hpp>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using support::bucket;

namespace {

cosio::initiate_request plain_request()
{
    return {bucket, "exampleobject"};
}

/// What the COS received under a name.
std::string received(const support::loop& loop, std::string_view name)
{
    const auto uploads = loop.uploads();
    for (const auto& header : uploads.back().headers)
        if (cosio::detail::iequals(header.name, name))
            return header.value;
    return {};
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(local_cos_over_the_wire, support::loop)

BOOST_AUTO_TEST_CASE(initiate_over_tls)
{
    start();
    const auto [code, result] = initiate(to_https(), plain_request());
    BOOST_TEST(!code);
    BOOST_TEST(result.bucket == bucket);
    BOOST_TEST(result.key == "exampleobject");
    BOOST_REQUIRE(uploads().size() == 1u);
    BOOST_TEST(result.upload_id == uploads().front().upload_id);
    BOOST_TEST(result.upload_id.size() == 74u);
    BOOST_TEST(!result.diagnostics.request_id.empty());
    BOOST_TEST(result.diagnostics.http_status == 200u);
    BOOST_REQUIRE(result.date);
    BOOST_TEST((std::chrono::system_clock::now() - *result.date < 1min));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::done));
    BOOST_TEST(received(*this, "Content-Type") == "application/octet-stream");
}

BOOST_AUTO_TEST_CASE(every_attribute_arrives_and_is_signed)
{
    start();
    auto request = plain_request();
    request.content_type("video/mp4")
        .cache_control("max-age=86400")
        .content_disposition("attachment; filename=\"b c.mp4\"")
        .content_encoding("identity")
        .content_language("de, en")
        .content_md5("1B2M2Y8AsgTpgAmY7PhCfg==")
        .expires("Thu, 01 Dec 2044 16:00:00 GMT")
        .meta("camera", "two_three")
        .meta("Place", "\xe6\x88\x90\xe9\x83\xbd")
        .storage_class(cosio::storage_class::standard_ia())
        .tag("a b", "c+d=e")
        .tag("k", "v")
        .acl(cosio::acl::private_)
        .grant_read("100000000001")
        .grant_read("100000000002")
        .grant_read_acp("100000000003")
        .grant_write_acp("100000000004")
        .grant_full_control("100000000005")
        .forbid_overwrite()
        .traffic_limit(819200)
        .mime_limit("video/*;!image/png")
        .encryption(cosio::sse_c("0123456789ABCDEF0123456789ABCDEF"))
        .header("x-cos-further", "more");
    const auto [code, result] = initiate(to_https(), request);
    BOOST_TEST_INFO(result.diagnostics);
    BOOST_REQUIRE(!code);
    for (std::size_t i = 0; i < request.fields().size(); ++i) {
        const auto [name, value] = request.fields()[i];
        BOOST_TEST(received(*this, name) == value);
    }
    BOOST_TEST(received(*this, "x-cos-grant-read") == "id=\"100000000001\",id=\"100000000002\"");
    BOOST_TEST(received(*this, "x-cos-tagging") == "a%20b=c%2Bd%3De&k=v");
    BOOST_TEST(uploads().front().storage_class == "STANDARD_IA");
    BOOST_TEST(result.encryption.customer_algorithm == "AES256");
    BOOST_TEST(result.encryption.customer_key_md5 == "U5L61r7jcwdNvT7frmUG8g==");
}

BOOST_AUTO_TEST_CASE(keys_of_every_kind_come_back_as_they_are)
{
    start();
    for (const std::string key :
         {"a b+c/\xc3\xbc&=~*", "  a  b  ", "\xf0\x9f\x98\x80/\xe8\x85\xbe", "a//b/", "q?x=1#y%20",
          "<tag>&amp;]]>", "a/../b", ".hidden", "it's \"quoted\""}) {
        const auto [code, result] = initiate(to_http(), {bucket, key});
        BOOST_TEST(!code);
        BOOST_TEST(result.key == key);
        BOOST_TEST(uploads().back().key == key);
    }
}

BOOST_AUTO_TEST_CASE(encryption_is_echoed)
{
    start();
    auto managed = plain_request();
    managed.encryption(cosio::sse_cos());
    BOOST_TEST(initiate(to_http(), managed).result.encryption.algorithm == "AES256");

    auto kms = plain_request();
    kms.encryption(cosio::sse_kms().key_id("48ba38aa-26c5-11ea-855c-52540085").context("a", "b"));
    const auto echo = initiate(to_http(), kms).result.encryption;
    BOOST_TEST(echo.algorithm == "cos/kms");
    BOOST_TEST(echo.kms_key_id == "48ba38aa-26c5-11ea-855c-52540085");
}

BOOST_AUTO_TEST_CASE(a_session_token_is_sent_and_wanted)
{
    start(
        support::strict_cos().credentials("AKIDtemporary", "secret-of-a-day", "token+/=of-a-day"));
    auto how = to_http();
    how.signing = cosio::credentials("AKIDtemporary", "secret-of-a-day", "token+/=of-a-day");
    BOOST_TEST(!initiate(how, plain_request()).code);
    how.signing = cosio::credentials("AKIDtemporary", "secret-of-a-day");
    const auto [code, result] = initiate(how, plain_request());
    BOOST_TEST((code == cosio::condition::denied));
    BOOST_TEST(result.diagnostics.http_status == 403u);
}

BOOST_AUTO_TEST_CASE(refusals_have_their_names)
{
    std::chrono::seconds shift{0};
    start(support::strict_cos().existing_object(bucket, "taken").clock([&] {
        return std::chrono::system_clock::now() + shift;
    }));
    auto how = to_http();

    how.signing = cosio::credentials(support::secret_id, "another-key");
    auto refused = initiate(how, plain_request());
    BOOST_TEST((refused.code == cosio::service_errc::signature_does_not_match));
    BOOST_TEST(refused.result.diagnostics.code == "SignatureDoesNotMatch");
    BOOST_TEST(!refused.result.diagnostics.request_id.empty());
    BOOST_TEST(!refused.result.diagnostics.trace_id.empty());
    BOOST_TEST(!refused.result.diagnostics.may_have_acted);

    how.signing = cosio::credentials("AKIDnobody", support::secret_key);
    BOOST_TEST((initiate(how, plain_request()).code == cosio::service_errc::invalid_access_key_id));

    how.signing = cosio::credentials(support::secret_id, support::secret_key);
    how.signing.validity(1min);
    shift = 5min;
    refused = initiate(how, plain_request());
    BOOST_TEST((refused.code == cosio::service_errc::request_expired));
    BOOST_TEST((refused.code == cosio::condition::clock_skewed));
    shift = -2h;
    refused = initiate(how, plain_request());
    BOOST_TEST((refused.code == cosio::service_errc::request_time_too_skewed));
    BOOST_TEST(!refused.result.diagnostics.server_time.empty());
    shift = 0s;

    BOOST_TEST(
        (initiate(how, {"another-1250000000", "k"}).code == cosio::service_errc::no_such_bucket));
    auto careful = cosio::initiate_request(bucket, "taken");
    careful.forbid_overwrite();
    BOOST_TEST((initiate(how, careful).code == cosio::service_errc::file_already_exists));
    auto odd = plain_request();
    odd.storage_class(cosio::storage_class("OF_TOMORROW"));
    BOOST_TEST((initiate(how, odd).code == cosio::condition::refused));
    BOOST_TEST(uploads().empty());
}

BOOST_AUTO_TEST_CASE(anonymous_callers)
{
    start(support::strict_cos().anonymous_access(true));
    const auto [code, result] = initiate_anonymously(to_http(), plain_request());
    BOOST_TEST(!code);
    BOOST_TEST(received(*this, "Authorization") == "");
    BOOST_TEST(uploads().front().access_key_id == "");
}

BOOST_AUTO_TEST_CASE(anonymous_callers_are_refused_elsewhere)
{
    start();
    BOOST_TEST((initiate_anonymously(to_http(), plain_request()).code ==
                cosio::service_errc::access_denied));
}

BOOST_AUTO_TEST_CASE(a_connection_serves_many_requests)
{
    start();
    for (const auto& how : {to_http(), to_https()}) {
        const auto before = counters().connections;
        for (const auto& [code, result] : initiate(how, plain_request(), 5))
            BOOST_TEST(!code);
        BOOST_TEST(counters().connections - before == 1u);
    }
    BOOST_TEST(counters().handshakes == 1u);
}

BOOST_AUTO_TEST_CASE(or_one_each_if_asked)
{
    start();
    for (auto how : {to_http(), to_https()}) {
        how.keep_alive = false;
        const auto before = counters().connections;
        for (const auto& [code, result] : initiate(how, plain_request(), 3))
            BOOST_TEST(!code);
        BOOST_TEST(counters().connections - before == 3u);
        BOOST_TEST(received(*this, "Connection") == "close");
    }
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_asked_again_and_told)
{
    bool lost = false;
    start(support::strict_cos().on_answer(
        [&](const cosio::testing::local_request&, cosio::testing::local_answer& answer) {
            if (!std::exchange(lost, true))
                answer = cosio::testing::local_answer::hang_up();
        }));
    auto how = to_http();
    how.settings.retry.attempts = 2;
    how.settings.retry.first_pause = 1ms;
    const auto [code, result] = initiate(how, plain_request());
    BOOST_TEST(!code);
    BOOST_TEST(result.diagnostics.attempts == 2u);
    BOOST_TEST(result.diagnostics.may_have_acted);
    BOOST_TEST(uploads().size() == 2u);
    BOOST_TEST(received(*this, "x-cos-sdk-retry") == "true");
}

BOOST_AUTO_TEST_CASE(an_unknown_authority_is_refused)
{
    start();
    auto how = to_https();
    support::loop other;
    other.start();
    how.ca_pem = other.to_https().ca_pem;
    const auto [code, result] = initiate(how, plain_request());
    BOOST_TEST((code == cosio::condition::network));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::handshake));
    BOOST_TEST(result.diagnostics.detail.find("certificate") != std::string::npos);
    BOOST_TEST(!result.diagnostics.may_have_acted);

    how.ca_pem.clear(); // the system knows it neither
    BOOST_TEST(initiate(how, plain_request()).code.failed());
    BOOST_TEST(counters().requests == 0u);
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_name_is_refused)
{
    start(support::strict_cos().address("127.0.0.2"));
    const auto [code, result] = initiate(to_https(), plain_request());
    BOOST_TEST(code.failed());
    BOOST_TEST((result.diagnostics.stage == cosio::stage::handshake));
    BOOST_TEST(counters().requests == 0u);
}

BOOST_AUTO_TEST_CASE(literals_of_ipv6_are_checked_too)
{
    start(support::strict_cos().address("::1"));
    BOOST_TEST(!initiate(to_https(), plain_request()).code);
}

BOOST_AUTO_TEST_CASE(a_name_is_resolved_and_checked)
{
    start();
    auto how = to_https();
    const auto port = how.to.address_of(bucket).port;
    how.to = cosio::endpoint::url("https://localhost:" + std::to_string(port));
    BOOST_TEST(!initiate(how, plain_request()).code);
}

BOOST_AUTO_TEST_SUITE_END()
