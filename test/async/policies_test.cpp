// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The street with policies of a user's own, and its turn back to `sign` for a retry.

#include <cosio/testing/manual_clock.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/asio/append.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <support/scripted.hpp>
#include <tuple>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using cosio::testing::scripted_transport;
using support::plain_request;

namespace {

struct outcome {
    cosio::error_code code;
    cosio::initiate_result result;
};

template <class Client>
outcome initiate(asio::io_context& io, Client& client)
{
    std::optional<outcome> ended;
    client.initiate(plain_request(), [&](cosio::error_code code, cosio::initiate_result result) {
        ended = {code, std::move(result)};
    });
    io.restart();
    io.run();
    BOOST_REQUIRE(ended);
    return *std::move(ended);
}

/// Asks a signer that answers later; `refuses` instead of signing if told so.
struct slow_signing {
    std::shared_ptr<int> asked = std::make_shared<int>(0);
    bool refuses = false;
    bool hangs = false;

    template <class Handler>
    void async_sign(cosio::http_request request, Handler handler) const
    {
        ++*asked;
        request.headers().set("Authorization", "signed " + std::to_string(*asked));
        auto slot = asio::get_associated_cancellation_slot(handler);
        if (hangs) {
            auto kept = std::make_shared<Handler>(std::move(handler));
            slot.assign([kept, request](asio::cancellation_type) {
                asio::post(asio::append(
                    std::move(*kept), cosio::error_code(asio::error::operation_aborted), request));
            });
            return;
        }
        const cosio::error_code code =
            refuses ? make_error_code(cosio::errc::signing_failed) : cosio::error_code();
        asio::post(asio::append(std::move(handler), code, std::move(request)));
    }
};

struct fixture {
    asio::io_context io;
    scripted_transport<> wire{io};

    static cosio::config patient(unsigned attempts)
    {
        cosio::config settings;
        settings.retry.attempts = attempts;
        settings.retry.first_pause = 1ms;
        settings.retry.longest_pause = 2ms;
        return settings;
    }

    support::scripted_client<> client(unsigned attempts)
    {
        return {wire, support::beijing, support::who, patient(attempts)};
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(policies, fixture)

BOOST_AUTO_TEST_CASE(signing_may_take_its_time)
{
    static_assert(cosio::check_signing<slow_signing>());
    cosio::basic_client<slow_signing, scripted_transport<>, cosio::scanner_xml> client(
        wire, support::beijing, slow_signing(), patient(2));
    wire.answer(503, support::refusal("ServiceUnavailable")).answer(200, support::success("u1"));
    const auto [code, result] = initiate(io, client);
    BOOST_TEST(!code);
    BOOST_TEST(result.upload_id == "u1");
    BOOST_TEST(wire.sent().at(0).find("Authorization: signed 1\r\n") != std::string::npos);
    BOOST_TEST(wire.sent().at(1).find("Authorization: signed 2\r\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_signer_may_refuse)
{
    slow_signing signing;
    signing.refuses = true;
    cosio::basic_client<slow_signing, scripted_transport<>, cosio::scanner_xml> client(
        wire, support::beijing, signing, patient(3));
    const auto [code, result] = initiate(io, client);
    BOOST_TEST((code == cosio::errc::signing_failed));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::sign));
    BOOST_TEST(*signing.asked == 1);
    BOOST_TEST(wire.sent().empty());
}

BOOST_AUTO_TEST_CASE(a_signer_that_hangs_is_cancelled_by_the_deadline)
{
    slow_signing signing;
    signing.hangs = true;
    auto settings = patient(1);
    settings.operation_timeout = 10ms;
    cosio::basic_client<slow_signing, scripted_transport<>, cosio::scanner_xml> client(
        wire, support::beijing, signing, settings);
    const auto [code, result] = initiate(io, client);
    BOOST_TEST((code == cosio::errc::operation_timeout));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::sign));
    BOOST_TEST(!result.diagnostics.may_have_acted);
}

/// Throws, or drops its handler.
struct faithless_signing {
    bool throws = false;

    template <class Handler>
    void async_sign(cosio::http_request, Handler) const
    {
        if (throws)
            throw std::runtime_error("no key today");
    }
};

BOOST_AUTO_TEST_CASE(a_signer_that_drops_its_handler_or_throws_loses_no_operation)
{
    for (const bool throws : {false, true}) {
        auto settings = patient(1);
        settings.operation_timeout = 10ms;
        cosio::basic_client<faithless_signing, scripted_transport<>, cosio::scanner_xml> c(
            wire, support::beijing, faithless_signing{throws}, settings);
        asio::cancellation_signal signal;
        std::optional<cosio::error_code> ended;
        c.initiate(plain_request(),
                   asio::bind_cancellation_slot(
                       signal.slot(),
                       [&](cosio::error_code code, cosio::initiate_result) { ended = code; }));
        io.restart();
        if (throws)
            BOOST_CHECK_THROW(io.run(), std::runtime_error);
        io.run();
        signal.emit(asio::cancellation_type::all);
        BOOST_REQUIRE(ended);
        BOOST_TEST(ended->failed());
    }
}

BOOST_AUTO_TEST_CASE(a_signer_that_drops_its_handler_can_be_cancelled_where_no_time_is_set)
{
    auto settings = patient(1);
    settings.operation_timeout = 0s;
    cosio::basic_client<faithless_signing, scripted_transport<>, cosio::scanner_xml> c(
        wire, support::beijing, faithless_signing{}, settings);
    asio::cancellation_signal signal;
    std::optional<cosio::error_code> ended;
    c.initiate(plain_request(), asio::bind_cancellation_slot(
                                    signal.slot(), [&](cosio::error_code code,
                                                       cosio::initiate_result) { ended = code; }));
    io.restart();
    io.poll();
    BOOST_TEST(!ended);
    signal.emit(asio::cancellation_type::terminal);
    io.run();
    BOOST_REQUIRE(ended);
    BOOST_TEST((*ended == asio::error::operation_aborted));
}

/// Gives its credentials later; refuses or hangs if told so.
struct slow_credentials {
    asio::any_io_executor where;
    bool refuses = false;
    bool hangs = false;

    template <class Handler>
    void async_get(Handler handler) const
    {
        cosio::provided_credentials found;
        if (refuses)
            found.detail = "the vault is closed";
        else
            found.who = std::make_shared<const cosio::credentials>(support::who);
        if (hangs) {
            auto slot = asio::get_associated_cancellation_slot(handler);
            auto kept = std::make_shared<Handler>(std::move(handler));
            slot.assign([kept, ex = where](asio::cancellation_type) {
                asio::post(ex, asio::append(std::move(*kept),
                                            cosio::error_code(asio::error::operation_aborted),
                                            cosio::provided_credentials()));
            });
            return;
        }
        const cosio::error_code code =
            refuses ? make_error_code(cosio::errc::no_credentials) : cosio::error_code();
        asio::post(where, asio::append(std::move(handler), code, std::move(found)));
    }
};

using slow_q = cosio::basic_q_signing<slow_credentials>;
using slow_client = cosio::basic_client<slow_q, scripted_transport<>, cosio::scanner_xml>;

BOOST_AUTO_TEST_CASE(credentials_may_take_their_time)
{
    static_assert(cosio::check_provider<slow_credentials>());
    static_assert(cosio::check_signing<slow_q>() && cosio::asynchronous_signing<slow_q>);
    static_assert(cosio::synchronous_signing<cosio::q_signing>);
    slow_client client(wire, support::beijing, slow_credentials{io.get_executor()}, patient(2));
    wire.answer(503, support::refusal("ServiceUnavailable")).answer(200, support::success("u1"));
    const auto [code, result] = initiate(io, client);
    BOOST_TEST(!code);
    BOOST_TEST(result.upload_id == "u1");
    for (const std::string& sent : wire.sent())
        BOOST_TEST(sent.find("&q-ak=AKIDtest&") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(credentials_that_are_not_there_end_the_operation)
{
    slow_client client(wire, support::beijing, slow_credentials{io.get_executor(), true},
                       patient(3));
    const auto [code, result] = initiate(io, client);
    BOOST_TEST((code == cosio::errc::no_credentials));
    BOOST_TEST((code == cosio::condition::denied));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::sign));
    BOOST_TEST(result.diagnostics.detail == "the vault is closed");
    BOOST_TEST(result.diagnostics.attempts == 1u);
    BOOST_TEST(wire.sent().empty());
}

BOOST_AUTO_TEST_CASE(credentials_that_hang_are_cancelled_by_the_deadline)
{
    auto settings = patient(1);
    settings.operation_timeout = 10ms;
    slow_client client(wire, support::beijing, slow_credentials{io.get_executor(), false, true},
                       settings);
    const auto [code, result] = initiate(io, client);
    BOOST_TEST((code == cosio::errc::operation_timeout));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::sign));
    BOOST_TEST(!result.diagnostics.may_have_acted);
}

/// Presigns on `io` until it has ended.
template <class Client>
std::pair<cosio::error_code, cosio::presigned_request> presign(asio::io_context& io, Client& client)
{
    std::optional<std::pair<cosio::error_code, cosio::presigned_request>> ended;
    client.presign(plain_request(), 60s,
                   [&](cosio::error_code code, cosio::presigned_request ticket) {
                       ended.emplace(code, std::move(ticket));
                   });
    BOOST_TEST(!ended); // never from inside the call
    io.restart();
    io.run();
    BOOST_REQUIRE(ended);
    return *std::move(ended);
}

BOOST_AUTO_TEST_CASE(presigning_sends_nothing_and_works_with_every_kind_of_policy)
{
    auto at_once = client(1);
    slow_client later(wire, support::beijing, slow_credentials{io.get_executor()}, patient(1));
    const auto check = [](const auto& found) {
        BOOST_TEST(!found.first);
        BOOST_TEST(found.second.method == "POST");
        BOOST_TEST(found.second.url.starts_with(
            "https://examplebucket-1250000000.cos.ap-beijing.myqcloud.com/exampleobject?uploads&"
            "q-sign-algorithm=sha1&q-ak=AKIDtest&"));
        BOOST_TEST(found.second.headers.size() == 1u); // the Content-Type
        BOOST_TEST((found.second.diagnostics.stage == cosio::stage::done));
    };
    check(presign(io, at_once));
    check(presign(io, later));
    BOOST_TEST(wire.sent().empty());
}

BOOST_AUTO_TEST_CASE(presigning_tells_what_is_wrong)
{
    slow_client refused(wire, support::beijing, slow_credentials{io.get_executor(), true},
                        patient(1));
    const auto [code, ticket] = presign(io, refused);
    BOOST_TEST((code == cosio::errc::no_credentials));
    BOOST_TEST(ticket.url == "");
    BOOST_TEST(ticket.diagnostics.detail == "the vault is closed");

    support::scripted_client<> nowhere(wire, cosio::endpoint::region("?"), support::who);
    BOOST_TEST((presign(io, nowhere).first == cosio::errc::invalid_endpoint));
}

/// As the service would say it.
std::string skewed(const std::string& date)
{
    const std::string body = support::refusal("RequestTimeTooSkewed");
    return "HTTP/1.1 403 Forbidden\r\nx-cos-request-id: r1\r\nDate: " + date +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

BOOST_AUTO_TEST_CASE(a_wrong_clock_is_repaired_once)
{
    const std::string right = "Wed, 25 Mar 2020 10:07:01 GMT"; // 1585130821
    cosio::testing::manual_clock clock(std::chrono::sys_seconds(1000000000s));
    cosio::basic_q_signing signing(support::who, clock);
    signing.start_early(0s);
    cosio::basic_client<decltype(signing), scripted_transport<>, cosio::scanner_xml> c(
        wire, support::beijing, signing, patient(3));
    wire.answer_bytes(skewed(right)).answer(200, support::success("u1"));
    const auto [code, result] = initiate(io, c);
    BOOST_TEST(!code);
    BOOST_TEST(result.diagnostics.attempts == 2u);
    BOOST_TEST(wire.sent().at(0).find("q-sign-time=1000000000;") != std::string::npos);
    BOOST_TEST(wire.sent().at(1).find("q-sign-time=1585130821;") != std::string::npos);

    // The next operation knows. If the service still does not agree, it is not asked for ever.
    wire.answer_bytes(skewed(right)).answer_bytes(skewed(right)).answer_bytes(skewed(right));
    BOOST_TEST((initiate(io, c).code == cosio::service_errc::request_time_too_skewed));
    BOOST_TEST(wire.sent().size() == 4u);
    BOOST_TEST(wire.sent().at(2).find("q-sign-time=1585130821;") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_clock_may_be_repaired_by_the_time_in_the_refusal)
{
    cosio::testing::manual_clock clock(std::chrono::sys_seconds(1000000000s));
    cosio::basic_q_signing signing(support::who, clock);
    signing.start_early(0s);
    cosio::basic_client<decltype(signing), scripted_transport<>, cosio::scanner_xml> c(
        wire, support::beijing, signing, patient(3));
    wire.answer(403, "<Error><Code>RequestTimeTooSkewed</Code><RequestId>r1</RequestId>"
                     "<ServerTime>2020-03-25T10:07:01Z</ServerTime></Error>")
        .answer(200, support::success("u1"));
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST(wire.sent().at(1).find("q-sign-time=1585130821;") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_last_attempt_may_go_to_the_second_domain)
{
    auto settings = patient(3);
    settings.retry.elsewhere = cosio::second_domain::for_last_attempt;
    support::scripted_client<> c(wire, support::beijing, support::who, settings);
    for (int i = 0; i < 2; ++i)
        wire.answer(502, "bad gateway");
    wire.answer(200, support::success("u1"));
    BOOST_TEST(!initiate(io, c).code);
    const auto host = [&](std::size_t i) {
        const auto at = wire.sent().at(i).find("Host: ") + 6;
        return wire.sent().at(i).substr(at, wire.sent().at(i).find('\r', at) - at);
    };
    BOOST_TEST(host(0) == "examplebucket-1250000000.cos.ap-beijing.myqcloud.com");
    BOOST_TEST(host(1) == host(0));
    BOOST_TEST(host(2) == "examplebucket-1250000000.cos.ap-beijing.tencentcos.cn");
}

BOOST_AUTO_TEST_CASE(passing_failures_are_tried_again)
{
    wire.fail(cosio::stage::connect, asio::error::connection_refused)
        .answer(500, support::refusal("InternalError"))
        .answer(200, support::success("u1"));
    auto c = client(3);
    const auto [code, result] = initiate(io, c);
    BOOST_TEST(!code);
    BOOST_TEST(result.diagnostics.attempts == 3u);
    BOOST_TEST(!result.diagnostics.may_have_acted);
    BOOST_TEST(wire.sent().size() == 3u);
    BOOST_TEST(wire.sent().at(0).find("x-cos-sdk-retry") == std::string::npos);
    for (const std::size_t retry : {1u, 2u}) {
        BOOST_TEST(wire.sent().at(retry).find("x-cos-sdk-retry: true\r\n") != std::string::npos);
        BOOST_TEST(wire.sent().at(retry).find(";x-cos-sdk-retry&") != std::string::npos); // signed
    }
}

BOOST_AUTO_TEST_CASE(an_attempt_leaves_nothing_of_itself_to_the_next)
{
    wire.answer_bytes("HTTP/1.1 503 Slow\r\nx-cos-request-id: first\r\nContent-Length: 0\r\n\r\n")
        .fail(cosio::stage::connect, asio::error::connection_refused);
    auto c = client(2);
    const auto [code, result] = initiate(io, c);
    BOOST_TEST((code == asio::error::connection_refused));
    BOOST_TEST(result.diagnostics.http_status == 0u);
    BOOST_TEST(result.diagnostics.request_id == "");
    BOOST_TEST(result.diagnostics.attempts == 2u);
}

BOOST_AUTO_TEST_CASE(but_not_for_ever)
{
    for (int i = 0; i < 5; ++i)
        wire.answer(503, support::refusal("SlowDown"));
    auto c = client(3);
    const auto [code, result] = initiate(io, c);
    BOOST_TEST((code == cosio::service_errc::slow_down));
    BOOST_TEST(result.diagnostics.attempts == 3u);
    BOOST_TEST(wire.sent().size() == 3u);
}

BOOST_AUTO_TEST_CASE(refusals_that_stay_are_not)
{
    for (const char* stays :
         {"AccessDenied", "NoSuchBucket", "InvalidArgument", "NotImplemented"}) {
        wire.answer(400, support::refusal(stays));
        auto c = client(3);
        const auto [code, result] = initiate(io, c);
        BOOST_TEST(code.failed());
        BOOST_TEST(result.diagnostics.code == stays);
        BOOST_TEST(result.diagnostics.attempts == 1u);
    }
}

BOOST_AUTO_TEST_CASE(a_lost_answer_stays_known_after_a_success)
{
    wire.fail(cosio::stage::receive, asio::error::connection_reset)
        .answer(200, support::success("u1"));
    auto c = client(2);
    const auto [code, result] = initiate(io, c);
    BOOST_TEST(!code);
    BOOST_TEST(result.diagnostics.may_have_acted);
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_not_understood_may_hide_an_upload)
{
    wire.answer(200, "<html>welcome</html>");
    auto c = client(1);
    const auto [code, result] = initiate(io, c);
    BOOST_TEST((code == cosio::errc::html_body));
    BOOST_TEST((code == cosio::condition::not_understood));
    BOOST_TEST(result.diagnostics.may_have_acted);
}

BOOST_AUTO_TEST_CASE(every_attempt_is_signed_at_its_own_time)
{
    cosio::testing::manual_clock clock(std::chrono::sys_seconds(1585130821s));
    cosio::basic_q_signing signing(support::who, clock);
    signing.start_early(0s).validity(2h);
    cosio::basic_client<decltype(signing), scripted_transport<>, cosio::scanner_xml> c(
        wire, support::beijing, signing, patient(1));
    wire.answer(200, support::success("u1")).answer(200, support::success("u2"));
    BOOST_TEST(!initiate(io, c).code);
    clock.advance(720s); // a tenth of the validity
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST(wire.sent().at(0).find("q-sign-time=1585130821;1585138021&") != std::string::npos);
    BOOST_TEST(wire.sent().at(1).find("q-sign-time=1585131541;1585138741&") != std::string::npos);
    BOOST_TEST(wire.sent().at(1).find("Date: Wed, 25 Mar 2020 10:19:01 GMT\r\n") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_pause_grows_to_its_limit_and_is_random)
{
    cosio::retry_policy policy;
    policy.first_pause = 100ms;
    policy.longest_pause = 400ms;
    std::minstd_rand random(1);
    for (const auto& [made, throttled, upper] :
         {std::tuple(1u, false, 100ms), std::tuple(2u, false, 200ms), std::tuple(3u, false, 400ms),
          std::tuple(40u, false, 400ms), std::tuple(2u, true, 800ms)}) {
        auto least = upper, most = 0ms;
        for (int i = 0; i < 500; ++i) {
            const auto pause = policy.pause(made, throttled, random);
            least = std::min(least, pause);
            most = std::max(most, pause);
        }
        BOOST_TEST((least >= 0ms && least < upper / 4));
        BOOST_TEST((most <= upper && most > upper * 3 / 4));
    }
}

BOOST_AUTO_TEST_SUITE_END()
