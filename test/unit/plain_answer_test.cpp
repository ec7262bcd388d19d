// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The short way for answers of the usual form. Whatever it takes, it reads as Beast's parser does,
// which here gets the same bytes in pieces.

#include <cosio/detail/plain_answer.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <support/parse_response.hpp>
#include <vector>

namespace {

using cosio_test::parse_response;

const std::string body = "<a>b</a>";
const std::string usual =
    "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: 8\r\n"
    "Connection: keep-alive\r\nServer: tencent-cos\r\nX-Empty:\r\n"
    "x-cos-request-id:  NWU3YjJk \r\n\r\n" +
    body;

std::string with(std::string_view header, std::string_view status = "200 OK")
{
    return "HTTP/1.1 " + std::string(status) + "\r\nContent-Length: 8\r\n" + std::string(header) +
           "\r\n\r\n" + body;
}

std::size_t taken(std::string_view bytes, std::size_t header_limit = 16384,
                  std::uint64_t body_limit = 65536)
{
    cosio::http_response answer;
    const auto size = cosio::detail::plain_answer::take(bytes, answer, header_limit, body_limit);
    if (size == 0) // nothing of it is left for the parser to stumble over
        BOOST_TEST((answer.status == 0 && answer.headers.empty() && answer.body.empty()));
    return size;
}

/// That an answer which is taken is the same to the parser, for which pieces are not taken.
void compare(const std::string& bytes)
{
    BOOST_TEST(taken(std::string_view(bytes).substr(0, 1)) == 0u);
    const auto whole = parse_response(bytes, bytes.size());
    const auto pieces = parse_response(bytes, 1);
    BOOST_TEST_CONTEXT(bytes)
    {
        BOOST_TEST(!whole.code);
        BOOST_TEST(!pieces.code);
        BOOST_TEST(whole.done);
        BOOST_TEST(pieces.done);
        BOOST_TEST(whole.response.status == pieces.response.status);
        BOOST_TEST(whole.response.body == pieces.response.body);
        BOOST_TEST_REQUIRE(whole.response.headers.size() == pieces.response.headers.size());
        for (std::size_t i = 0; i < whole.response.headers.size(); ++i) {
            BOOST_TEST(whole.response.headers[i].name == pieces.response.headers[i].name);
            BOOST_TEST(whole.response.headers[i].value == pieces.response.headers[i].value);
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(plain_answer)

BOOST_AUTO_TEST_CASE(the_usual_answer)
{
    cosio::http_response answer;
    answer.headers.set("left", "over");
    answer.body = "left over";
    BOOST_TEST(cosio::detail::plain_answer::take(usual + "more", answer, 16384, 65536) ==
               usual.size());
    BOOST_TEST(answer.status == 200u);
    BOOST_TEST(answer.body == body);
    BOOST_TEST_REQUIRE(answer.headers.size() == 6u);
    BOOST_TEST(answer.headers[0].name == "Content-Type");
    BOOST_TEST(answer.header("x-empty") == "");
    BOOST_TEST(answer.headers.contains("X-EMPTY"));
    BOOST_TEST(answer.header("X-COS-Request-Id") == "NWU3YjJk");
    BOOST_TEST(!answer.headers.contains("left"));
}

BOOST_AUTO_TEST_CASE(an_answer_is_taken_whole_or_not_at_all)
{
    for (std::size_t size = 0; size < usual.size(); ++size)
        BOOST_TEST(taken(std::string_view(usual).substr(0, size)) == 0u);
    const auto header = usual.size() - body.size();
    BOOST_TEST(taken(usual, header) == usual.size());
    BOOST_TEST(taken(usual, header - 1) == 0u);
    BOOST_TEST(taken(usual, header, body.size()) == usual.size());
    BOOST_TEST(taken(usual, header, body.size() - 1) == 0u);
}

BOOST_AUTO_TEST_CASE(what_asks_for_thought_is_left_to_the_parser)
{
    const std::string plain[] = {
        with("A: b"),         with("a: 1\r\na: 2"),
        with("A:b c "),       with("x: y", "404 Not Found"),
        with("x: y", "503 "), with("Connection: Keep-Alive"),
        with("Upgrades: 1"),
    };
    for (const auto& bytes : plain) {
        BOOST_TEST_CONTEXT(bytes)
        BOOST_TEST(taken(bytes) == bytes.size());
        compare(bytes);
    }
    const std::string others[] = {
        with("A: b", "100 Continue"),
        with("A: b", "204 No Content"),
        with("A: b", "304 Not Modified"),
        with("A: b", "99 x"),
        with("A: b", "2000 x"),
        with("A: b", "20x x"),
        with("A: b", "200"),
        with("A: b", "200 O\tK"),
        with("A: b", "200 O\rK"),
        with("A : b"),
        with(": b"),
        with("A"),
        with("A: b\r\n folded"),
        with("A: \x01"),
        with("A: \x7f"),
        with("A: b\tc"),
        with("A: \tb"),
        with("A: b\nB: c"),
        with("A: caf\xc3\xa9"),
        with("Content-Length: 8"),
        with("content-length: 9"),
        with("Transfer-Encoding: chunked"),
        with("Connection: close"),
        with("Connection: keep-alive, close"),
        with("Connection: upgrade\r\nUpgrade: h2c"),
        with("Proxy-Connection: close"),
        "HTTP/1.1 200 OK\r\n\r\n" + body,
        "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n" + body,
        "HTTP/1.1 200 OK\r\nContent-Length: +8\r\n\r\n" + body,
        "HTTP/1.1 200 OK\r\nContent-Length: 8, 8\r\n\r\n" + body,
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + body,
        "HTTP/1.0 200 OK\r\nContent-Length: 8\r\n\r\n" + body,
        "HTTP/1.1  200 OK\r\nContent-Length: 8\r\n\r\n" + body,
        "\r\n" + with("A: b"),
        "ICY 200 OK\r\nContent-Length: 8\r\n\r\n" + body,
        "",
    };
    for (const auto& bytes : others) {
        BOOST_TEST_CONTEXT(bytes)
        BOOST_TEST(taken(bytes) == 0u);
    }
}

BOOST_AUTO_TEST_CASE(both_ways_read_alike_whatever_byte_is_broken)
{
    const std::string_view instead("\0\t\n\r :,;0a\x7f\x80\xff", 13);
    int plain = 0, others = 0;
    const auto look_at = [&](const std::string& bytes) {
        if (taken(bytes) == 0)
            return static_cast<void>(++others);
        compare(bytes);
        ++plain;
    };
    for (std::size_t at = 0; at < usual.size(); ++at) {
        for (const char c : instead) {
            auto bytes = usual;
            bytes[at] = c;
            look_at(bytes);
            look_at(std::string(usual).insert(at, 1, c));
        }
        look_at(std::string(usual).erase(at, 1));
    }
    BOOST_TEST(plain > 500);
    BOOST_TEST(others > 500);
}

BOOST_AUTO_TEST_SUITE_END()
