// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What a peer can do wrong on a connection, and what the wire may look like when nothing is wrong.

#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <support/local.hpp>

namespace http = boost::beast::http;
using namespace std::chrono_literals;
using ending = support::peer_script::ending;

namespace {

const std::string body = "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key>"
                         "<UploadId>u1</UploadId></InitiateMultipartUploadResult>";
const std::string length = "Content-Length: " + std::to_string(body.size()) + "\r\n";
const std::string good = "HTTP/1.1 200 OK\r\n" + length + "\r\n" + body;

cosio::initiate_request plain_request()
{
    return {support::bucket, "exampleobject"};
}

std::string chunked(const std::string& text)
{
    std::string result = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const char c : text)
        result += std::string("1\r\n") + c + "\r\n";
    return result + "0\r\n\r\n";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(wire, support::loop)

BOOST_AUTO_TEST_CASE(forms_of_a_good_answer)
{
    const std::string interim = "HTTP/1.1 100 Continue\r\n\r\n";
    for (const std::string& answer :
         {good, chunked(body), "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body,
          "HTTP/1.0 200 OK\r\n\r\n" + body, interim + good, interim + interim + good}) {
        const auto [code, result] = initiate(to_peer({{answer}}), plain_request());
        BOOST_TEST_INFO(answer);
        BOOST_TEST(!code);
        BOOST_TEST(result.upload_id == "u1");
    }
}

BOOST_AUTO_TEST_CASE(an_answer_cut_anywhere_is_an_error_of_receiving)
{
    for (std::size_t size = 0; size < good.size(); ++size) {
        const auto [code, result] = initiate(to_peer({{good.substr(0, size)}}), plain_request());
        BOOST_TEST_INFO(size);
        BOOST_TEST(code.failed());
        BOOST_TEST((result.diagnostics.stage == cosio::stage::receive));
        BOOST_TEST(result.diagnostics.may_have_acted);
        BOOST_TEST(result.upload_id.empty());
    }
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_http)
{
    for (const std::string answer :
         {"garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
        const auto [code, result] = initiate(to_peer({{answer, ending::hold}}), plain_request());
        BOOST_TEST_INFO(answer);
        BOOST_TEST((code == cosio::condition::not_understood));
        BOOST_TEST((result.diagnostics.stage == cosio::stage::receive));
    }
}

BOOST_AUTO_TEST_CASE(sizes_are_limited)
{
    const auto headers = "HTTP/1.1 200 OK\r\nX-Long: " + std::string(20000, 'x') + "\r\n" + length;
    BOOST_TEST((initiate(to_peer({{headers, ending::hold}}), plain_request()).code ==
                http::error::header_limit));
    BOOST_TEST(
        (initiate(to_peer({{"HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n", ending::hold}}),
                  plain_request())
             .code == http::error::body_limit));
    BOOST_TEST(
        (initiate(to_peer({{"HTTP/1.1 200 OK\r\n\r\n" + std::string(70000, 'x'), ending::hold}}),
                  plain_request())
             .code == http::error::body_limit));
    std::string endless;
    for (int i = 0; i < 20; ++i)
        endless += "HTTP/1.1 102 Processing\r\n\r\n";
    BOOST_TEST((initiate(to_peer({{endless, ending::hold}}), plain_request()).code ==
                http::error::bad_status));
}

BOOST_AUTO_TEST_CASE(silence_ends_in_a_time_out)
{
    auto how = to_peer({{"HTTP/1.1 200 OK\r\n", ending::hold}});
    how.settings.io_timeout = 30ms;
    const auto [code, result] = initiate(how, plain_request());
    BOOST_TEST((code == cosio::errc::io_timeout));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::receive));
    BOOST_TEST(result.diagnostics.may_have_acted);
}

BOOST_AUTO_TEST_CASE(a_handshake_that_never_ends_is_a_connect_time_out)
{
    auto how = to_peer({{"", ending::hold}});
    const auto port = how.to.address_of(support::bucket).port;
    how.to = cosio::endpoint::url("https://127.0.0.1:" + std::to_string(port));
    how.settings.connect_timeout = 30ms;
    const auto [code, result] = initiate(how, plain_request());
    BOOST_TEST((code == cosio::errc::connect_timeout));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::handshake));
    BOOST_TEST(!result.diagnostics.may_have_acted);
}

BOOST_AUTO_TEST_CASE(nobody_listens)
{
    const auto [code, result] =
        initiate(support::plan(cosio::endpoint::url("http://127.0.0.1:1")), plain_request());
    BOOST_TEST((code == boost::asio::error::connection_refused));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::connect));
    BOOST_TEST(!result.diagnostics.may_have_acted);
}

BOOST_AUTO_TEST_CASE(a_name_that_does_not_exist)
{
    const auto [code, result] =
        initiate(support::plan(cosio::endpoint::url("http://nowhere.invalid")), plain_request());
    BOOST_TEST((code == cosio::condition::network));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::resolve));
}

BOOST_AUTO_TEST_CASE(a_connection_closed_while_idle_costs_no_failure)
{
    const auto outcomes =
        initiate(to_peer({{good, ending::close}, {good, ending::hold}}), plain_request(), 2);
    for (const auto& [code, result] : outcomes)
        BOOST_TEST(!code);
}

BOOST_AUTO_TEST_CASE(nor_does_one_that_closes_at_the_next_request)
{
    const auto outcomes = initiate(
        to_peer({{good, ending::close_at_next_request}, {good, ending::hold}}), plain_request(), 2);
    for (const auto& [code, result] : outcomes)
        BOOST_TEST(!code);
}

BOOST_AUTO_TEST_CASE(a_connection_with_bytes_left_over_is_not_used_again)
{
    const auto outcomes =
        initiate(to_peer({{good + "HTTP/1.1 200 OK\r\n", ending::hold}, {good, ending::hold}}),
                 plain_request(), 2);
    for (const auto& [code, result] : outcomes) {
        BOOST_TEST(!code);
        BOOST_TEST(result.upload_id == "u1");
    }
}

BOOST_AUTO_TEST_CASE(the_scheme_has_to_fit_the_transport)
{
    start();
    auto how = to_https();
    const auto [code, result] = initiate_anonymously(how, plain_request()); // over plain TCP
    BOOST_TEST((code == cosio::errc::scheme_mismatch));
    BOOST_TEST((result.diagnostics.stage == cosio::stage::build));
    BOOST_TEST(counters().connections == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
