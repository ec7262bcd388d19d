// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The keys of roles: what is asked of the metadata service and of STS, and what they may answer.

#include <cosio/credentials/cvm_role_credentials.hpp>
#include <cosio/credentials/tke_oidc_credentials.hpp>
#include <cosio/testing/scripted_transport.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <support/tke_environment.hpp>
#include <utility>

namespace asio = boost::asio;
using cosio::errc;
using cosio::stage;
using wire_type = cosio::testing::scripted_transport<>;
using cvm_source = cosio::cvm_role_source<wire_type>;
using oidc_source = cosio::tke_oidc_source<wire_type>;

namespace {

struct outcome {
    cosio::error_code code;
    cosio::temporary_credentials found;

    std::string text() const
    {
        if (!found.who)
            return found.detail;
        return found.who->secret_id() + ' ' + std::string(found.who->secret_key().expose()) + ' ' +
               std::string(found.who->session_token().expose());
    }
};

struct fixture {
    asio::io_context io;
    wire_type wire{io};

    template <class Source>
    outcome fetch(Source source)
    {
        std::optional<outcome> ended;
        source.async_fetch([&](cosio::error_code code, cosio::temporary_credentials found) {
            ended = {code, std::move(found)};
        });
        BOOST_TEST(!ended);
        io.restart();
        io.run();
        BOOST_REQUIRE(ended);
        BOOST_TEST(!ended->code == (ended->found.who != nullptr));
        BOOST_TEST(ended->found.detail.find("hush") == std::string::npos);
        return *std::move(ended);
    }

    void check(const outcome& result, errc code, const std::string& words)
    {
        BOOST_TEST((result.code == code));
        BOOST_TEST(result.text().find(words) != std::string::npos, result.text()
                                                                       << " lacks " << words);
    }
};

const std::string keys = R"({"TmpSecretId":"AKIDtmp","TmpSecretKey":"hush","ExpiredTime":1615590047,
"Expiration":"2021-03-12T23:00:47Z","Token":"hush token","Code":"Success"})";

const std::string sts_keys = R"({"Response":{"Credentials":{"Token":"hush token",
"TmpSecretId":"AKIDtmp","TmpSecretKey":"hush"},"ExpiredTime":1615590047,
"Expiration":"2021-03-12T23:00:47Z","RequestId":"id-1"}})";

std::string without(std::string text, const std::string& gone, const std::string& instead = {})
{
    const auto at = text.find(gone);
    BOOST_REQUIRE(at != text.npos);
    return text.replace(at, gone.size(), instead);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(roles, fixture)

BOOST_AUTO_TEST_CASE(the_metadata_service_is_asked_for_the_role_and_its_keys)
{
    static_assert(cosio::check_source<cvm_source>() && cosio::check_source<oidc_source>());
    wire.answer(200, "uploader\nanother\n").answer(200, keys);
    const auto result = fetch(cvm_source(wire));
    BOOST_TEST(result.text() == "AKIDtmp hush hush token");
    BOOST_TEST(
        (result.found.expires == std::chrono::sys_seconds(std::chrono::seconds(1615590047))));
    BOOST_REQUIRE(wire.sent().size() == 2u);
    const std::string rest = " HTTP/1.1\r\nHost: metadata.tencentyun.com\r\nUser-Agent: cosio/";
    const std::string path = "GET /latest/meta-data/cam/security-credentials/";
    BOOST_TEST(wire.sent()[0].starts_with(path + rest));
    BOOST_TEST(wire.sent()[1].starts_with(path + "uploader" + rest));
}

BOOST_AUTO_TEST_CASE(a_role_and_a_service_can_be_given)
{
    wire.answer(200, keys);
    const auto result = fetch(cvm_source(wire)
                                  .role("a+role@home")
                                  .service(cosio::endpoint::url("http://127.0.0.1:8080")));
    BOOST_TEST(!result.code);
    BOOST_REQUIRE(wire.sent().size() == 1u);
    BOOST_TEST(wire.sent()[0].starts_with("GET /latest/meta-data/cam/security-credentials/"
                                          "a%2Brole%40home HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"));
}

BOOST_AUTO_TEST_CASE(elsewhere_than_on_a_cvm_there_are_none)
{
    for (const auto& code : {cosio::error_code(asio::error::host_not_found),
                             cosio::error_code(asio::error::connection_refused),
                             make_error_code(errc::connect_timeout)})
        for (const auto where : {stage::resolve, stage::connect}) {
            wire.fail(where, code);
            check(fetch(cvm_source(wire)), errc::no_credentials,
                  "metadata.tencentyun.com: " + code.message());
        }
    wire.answer(404, "<html>not found</html>");
    check(fetch(cvm_source(wire)), errc::no_credentials, "knows no role here");
    wire.answer(200, " \n");
    check(fetch(cvm_source(wire)), errc::no_credentials, "knows no role here");
    wire.answer(200, "uploader").answer(404, "");
    check(fetch(cvm_source(wire)), errc::no_credentials, "knows no role uploader");
}

BOOST_AUTO_TEST_CASE(a_service_that_breaks_off_is_a_failure_of_its_own)
{
    wire.fail(stage::receive, asio::error::connection_reset);
    const auto result = fetch(cvm_source(wire));
    BOOST_TEST((result.code == asio::error::connection_reset));
    BOOST_TEST(result.found.detail.find("metadata.tencentyun.com") == 0u);
}

BOOST_AUTO_TEST_CASE(bad_answers_of_the_metadata_service)
{
    for (const unsigned status : {204u, 302u, 403u, 500u}) {
        wire.answer(status, status == 204u ? "" : "hush");
        check(fetch(cvm_source(wire)), errc::unusable_credentials,
              "answered with status " + std::to_string(status));
    }
    for (const char* name : {"<html>hush</html>", "a b hush", "../hush", "a?hush", "a\xffhush"}) {
        wire.answer(200, name);
        check(fetch(cvm_source(wire)), errc::unusable_credentials, "no name of a role");
        BOOST_TEST(wire.sent().back().find("hush") == std::string::npos);
    }
    check(fetch(cvm_source(wire).role("a/b")), errc::unusable_credentials, "no name of a role");

    const std::pair<std::string, std::string> rows[] = {
        {"", "no JSON"},
        {"hush", "no JSON"},
        {"\"hush\"", "no JSON"},
        {"{}", "no JSON"},
        {keys.substr(0, keys.size() - 1), "no JSON"},
        {keys + "hush", "no JSON"},
        {std::string(10000, '['), "no JSON"},
        {"[\"hush\"]", "Code is \"\""},
        {without(keys, "\"Success\"", "\"Failed\""), "Code is \"Failed\""},
        {without(keys, ",\"Code\":\"Success\""), "Code is \"\""},
        {without(keys, "\"AKIDtmp\"", "\"\""), "no good TmpSecretId"},
        {without(keys, "\"AKIDtmp\"", "{\"hush\":\"hush\"}"), "no good TmpSecretId"},
        {without(keys, "\"TmpSecretKey\":\"hush\","), "no good TmpSecretKey"},
        {without(keys, "\"Token\":\"hush token\","), "no good Token"},
        {without(keys, "\"ExpiredTime\":1615590047,"), "no good ExpiredTime"},
        {without(keys, "1615590047", "\"soon\""), "no good ExpiredTime"},
        {without(keys, "1615590047", "0"), "no good ExpiredTime"},
        {without(keys, "1615590047", "-1"), "no good ExpiredTime"},
        {without(keys, "1615590047", "1.5e9"), "no good ExpiredTime"},
        {without(keys, "1615590047", "1615590047000"), "no good ExpiredTime"},
        {without(keys, "1615590047", "99999999999999999999"), "no good ExpiredTime"},
    };
    for (const auto& [body, words] : rows)
        BOOST_TEST_CONTEXT(body.substr(0, 80))
        {
            wire.answer(200, body);
            check(fetch(cvm_source(wire).role("uploader")), errc::unusable_credentials, words);
        }
}

BOOST_AUTO_TEST_CASE(an_endpoint_may_be_wrong)
{
    const auto broken =
        fetch(cvm_source(wire).service(cosio::endpoint::url("http://127.0.0.1/path")));
    check(broken, errc::invalid_endpoint, "must be http://");
    const auto plain_only =
        fetch(cosio::cvm_role_source<>(io).service(cosio::endpoint::url("https://127.0.0.1:1")));
    check(plain_only, errc::scheme_mismatch, "scheme");
}

BOOST_AUTO_TEST_CASE(a_fetch_can_be_cancelled)
{
    for (const bool begun : {true, false}) {
        wire.hang();
        asio::cancellation_signal signal;
        std::optional<cosio::error_code> gone;
        cvm_source(wire).async_fetch(asio::bind_cancellation_slot(
            signal.slot(),
            [&](cosio::error_code code, cosio::temporary_credentials) { gone = code; }));
        io.restart();
        if (begun)
            io.poll();
        BOOST_TEST(!gone);
        signal.emit(asio::cancellation_type::partial);
        io.run();
        BOOST_REQUIRE(gone);
        BOOST_TEST((*gone == asio::error::operation_aborted));
    }
}

BOOST_AUTO_TEST_CASE(an_event_loop_may_die_during_a_fetch)
{
    const auto token = std::make_shared<int>(1);
    {
        asio::io_context short_lived;
        wire_type silent(short_lived);
        silent.hang();
        const cosio::refreshing_credentials<cvm_source> provider{cvm_source(silent)};
        provider.async_get([token, provider](cosio::error_code, cosio::provided_credentials) {
            BOOST_ERROR("nobody is left to call this");
        });
        short_lived.poll();
        BOOST_TEST(token.use_count() == 2);
    }
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(outside_of_tke_there_are_none)
{
    check(fetch(oidc_source(wire)), errc::no_credentials,
          "TKE_REGION, TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE, TKE_ROLE_ARN not set");
    const support::tke_environment pod;
    setenv("TKE_PROVIDER_ID", "", 1);
    check(fetch(oidc_source(wire)), errc::no_credentials, "environment: TKE_PROVIDER_ID not set");
    BOOST_TEST(wire.sent().empty());
}

BOOST_AUTO_TEST_CASE(sts_is_asked_with_the_token_of_the_file)
{
    const support::tke_environment pod;
    const oidc_source source(wire);
    for (const std::string token : {"hush.one", "hush.two"}) { // read anew each time
        pod.token(token + "\n");
        wire.answer(200, sts_keys);
        const auto result = fetch(source);
        BOOST_TEST(result.text() == "AKIDtmp hush hush token");
        BOOST_TEST(
            (result.found.expires == std::chrono::sys_seconds(std::chrono::seconds(1615590047))));
        const auto sent = wire.sent().back();
        const auto end = sent.find("\r\n\r\n");
        BOOST_REQUIRE(end != sent.npos);
        const auto head = sent.substr(0, end + 2), body = sent.substr(end + 4);
        for (const char* line :
             {"POST / HTTP/1.1\r\n", "\r\nHost: sts.tencentcloudapi.com\r\n",
              "\r\nContent-Type: application/json\r\n",
              "\r\nX-TC-Action: AssumeRoleWithWebIdentity\r\n", "\r\nX-TC-Version: 2018-08-13\r\n",
              "\r\nX-TC-Region: ap-beijing\r\n",
              "\r\nX-TC-Timestamp: ", "\r\nAuthorization: SKIP\r\n"})
            BOOST_TEST(head.find(line) != head.npos, head << " lacks " << line);
        BOOST_TEST(head.find("\r\nContent-Length: " + std::to_string(body.size()) + "\r\n") !=
                   head.npos);
        for (const std::string& part :
             {std::string("{\"DurationSeconds\":7200,"), std::string("\"ProviderId\":\"cls-"),
              std::string("\"RoleArn\":\"qcs::cam::uin/1:roleName/\\\"uploader\\\"\","),
              std::string("\"RoleSessionName\":\"cosio-"),
              "\"WebIdentityToken\":\"" + token + "\"}"})
            BOOST_TEST(body.find(part) != body.npos, body << " lacks " << part);
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_asked)
{
    const support::tke_environment pod;
    using std::chrono::seconds;
    for (const auto bad : {seconds(0), seconds(-1), seconds(43201)})
        check(fetch(oidc_source(wire).duration(bad)), errc::unusable_credentials, "1 s to 43200 s");
    pod.token(" \n");
    check(fetch(oidc_source(wire)), errc::unusable_credentials, "is empty");
    pod.token(std::string(70000, 'x'));
    check(fetch(oidc_source(wire)), errc::unusable_credentials, "larger than 64 KB");
    setenv("TKE_WEB_IDENTITY_TOKEN_FILE", "/nonexistent/token", 1);
    check(fetch(oidc_source(wire)), errc::unusable_credentials,
          "TKE_WEB_IDENTITY_TOKEN_FILE = /nonexistent/token: there is no such file");
    setenv("TKE_REGION", "ap-beijing\r\nX-Evil: 1", 1);
    check(fetch(oidc_source(wire)), errc::unusable_credentials, "TKE_REGION \"ap-beijing\\x0d");
    BOOST_TEST(wire.sent().empty());
}

BOOST_AUTO_TEST_CASE(bad_answers_of_sts)
{
    const support::tke_environment pod;
    const std::string refusal = R"({"Response":{"Error":{"Code":"InvalidParameter.Expired",
"Message":"token hush.token\u0007 is too old"},"RequestId":"id-2"}})";
    const std::pair<std::string, std::string> rows[] = {
        {refusal, "STS refused: InvalidParameter.Expired: token <secret>  is too old, "
                  "RequestId id-2"},
        {"", "no JSON object with a Response (status 200)"},
        {"<html>hush</html>", "no JSON object"},
        {"{\"Credentials\":{}}", "no JSON object with a Response"},
        {std::string(10000, '{'), "no JSON object"},
        {sts_keys + "x", "no JSON object"},
        {"{\"Response\":{\"RequestId\":\"id-3\"}}",
         "no good Response.Credentials.TmpSecretId, RequestId id-3"},
        {without(sts_keys, "\"TmpSecretId\":\"AKIDtmp\","), "Credentials.TmpSecretId"},
        {without(sts_keys, ",\"TmpSecretKey\":\"hush\""), "Credentials.TmpSecretKey"},
        {without(sts_keys, "\"Token\":\"hush token\",\n"), "Credentials.Token"},
        {without(sts_keys, "1615590047", "\"\""), "no good Response.ExpiredTime"},
    };
    for (const auto& [body, words] : rows)
        BOOST_TEST_CONTEXT(body.substr(0, 80))
        {
            wire.answer(200, body);
            check(fetch(oidc_source(wire)), errc::unusable_credentials, words);
        }
    wire.answer(503, "hush");
    check(fetch(oidc_source(wire)), errc::unusable_credentials, "(status 503)");
    wire.answer(503, sts_keys);
    check(fetch(oidc_source(wire)), errc::unusable_credentials, "STS answered (status 503)");
    wire.fail(stage::connect, asio::error::connection_refused); // STS is always there
    BOOST_TEST((fetch(oidc_source(wire)).code == asio::error::connection_refused));
}

BOOST_AUTO_TEST_SUITE_END()
