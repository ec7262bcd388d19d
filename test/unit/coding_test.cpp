// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The small codings below everything else: UTF-8, base64, percent-encoding, JSON, characters.

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/base64.hpp>
#include <cosio/detail/encryption_fields.hpp>
#include <cosio/detail/percent.hpp>
#include <cosio/detail/digest.hpp>
#include <cosio/detail/string_map_json.hpp>
#include <cosio/detail/utf8.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace std::string_literals;
namespace detail = cosio::detail;

std::string every_byte()
{
    std::string bytes;
    for (int i = 0; i < 256; ++i)
        bytes += static_cast<char>(i);
    return bytes;
}

std::string encoded(std::string_view text, const detail::char_table& plain = detail::unreserved)
{
    std::string result;
    detail::append_percent_encoded(result, text, plain);
    return result;
}

std::string base64(std::string_view bytes)
{
    return std::string(detail::as_view(detail::base64_encoded(bytes)));
}

} // namespace

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(valid_text_is_counted_in_characters)
{
    const std::pair<std::string, std::size_t> rows[] = {
        {"", 0},
        {"abc", 3},
        {"\0a"s, 2},
        {"é", 1},
        {"腾讯云", 3},
        {"a😀b", 3},
        {"\x7f", 1},
        {"\xc2\x80", 1},
        {"\xdf\xbf", 1},
        {"\xe0\xa0\x80", 1},
        {"\xed\x9f\xbf", 1},
        {"\xee\x80\x80", 1},
        {"\xef\xbf\xbf", 1},
        {"\xf0\x90\x80\x80", 1},
        {"\xf4\x8f\xbf\xbf", 1},
    };
    for (const auto& [text, length] : rows) {
        BOOST_TEST(detail::utf8_length(text).has_value(), text);
        BOOST_TEST(detail::utf8_length(text).value_or(99) == length, text);
    }
}

BOOST_AUTO_TEST_CASE(invalid_text_has_no_length)
{
    const std::string rows[] = {
        "\x80", // a continuation without a beginning
        "a\xbf",
        "\xc2", // ends too early
        "\xe8\x85",
        "\xf0\x9f\x98",
        "\xc2\x41", // no continuation
        "\xe8\x41\x85",
        "\xe8\x85\x41",
        "\xf0\x9f\x98\x41",
        "\xc0\x80", // overlong
        "\xc1\xbf",
        "\xe0\x9f\xbf",
        "\xf0\x8f\xbf\xbf",
        "\xed\xa0\x80", // surrogates
        "\xed\xbf\xbf",
        "\xf4\x90\x80\x80", // above U+10FFFF
        "\xf5\x80\x80\x80",
        "\xf8\x88\x80\x80\x80",
        "\xfe",
        "\xff",
        "\xc2\xc2\x80",
    };
    for (const std::string& text : rows) {
        BOOST_TEST(!detail::utf8_length(text).has_value(), text);
        BOOST_TEST(!detail::utf8_length("abc" + text + "abc").has_value(), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(base64_coding)

BOOST_AUTO_TEST_CASE(both_ways)
{
    // RFC 4648, section 10, and all digits.
    const std::pair<std::string, std::string> rows[] = {
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\0"s, "AA=="},
        {"\0\0\0"s, "AAAA"},
        {"\xff\xff\xff", "////"},
        {"\xfb\xef\xbe", "++++"},
        {"0123456789ABCDEF0123456789ABCDEF", "MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY="},
    };
    for (const auto& [bytes, text] : rows) {
        BOOST_TEST(base64(bytes) == text);
        const auto decoded = detail::base64_decoded(text);
        BOOST_TEST(decoded.has_value(), text);
        BOOST_TEST((decoded && detail::as_view(*decoded) == bytes), text);
    }
    BOOST_TEST(base64("") == "");
    const auto all = detail::base64_decoded(base64(every_byte()));
    BOOST_TEST((all && detail::as_view(*all) == every_byte()));
}

BOOST_AUTO_TEST_CASE(anything_else_is_not_decoded)
{
    for (const std::string& text : {""s,         "="s,
                                    "=="s,       "===="s,
                                    "A"s,        "AA"s,
                                    "AAA"s,      "A==="s,
                                    "AAAAA==="s, "AAAA===="s,
                                    "AA=A"s,     "A=AA"s,
                                    "=AAA"s,     "AA==AAAA"s,
                                    "AAA*"s,     "AAA-"s,
                                    "AAA_"s,     " AAA"s,
                                    "AAA "s,     "AA A"s,
                                    "AAAA\n"s,   "AAA\n"s,
                                    "\tAAA"s,    "AAA\0"s,
                                    "AAA\x80"s,  "Zm9v\r\nYmFy"s,
                                    "----"s})
        BOOST_TEST(!detail::base64_decoded(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(md5_of_keys)
{
    BOOST_TEST(detail::as_view(detail::md5_base64("")) == "1B2M2Y8AsgTpgAmY7PhCfg==");
    BOOST_TEST(detail::as_view(detail::md5_base64("0123456789ABCDEF0123456789ABCDEF")) ==
               "U5L61r7jcwdNvT7frmUG8g==");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(percent_coding)

BOOST_AUTO_TEST_CASE(unreserved_characters_stay)
{
    const std::string unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    BOOST_TEST(encoded(unreserved) == unreserved);
    std::size_t stayed = 0;
    for (const char c : every_byte())
        stayed += encoded({&c, 1}).size() == 1;
    BOOST_TEST(stayed == unreserved.size());
}

BOOST_AUTO_TEST_CASE(all_others_are_encoded_in_upper_case)
{
    const std::pair<std::string, std::string> rows[] = {{" ", "%20"},
                                                        {"+", "%2B"},
                                                        {"/", "%2F"},
                                                        {"*", "%2A"},
                                                        {"!'()", "%21%27%28%29"},
                                                        {"%", "%25"},
                                                        {"\0"s, "%00"},
                                                        {"\n", "%0A"},
                                                        {"\x7f", "%7F"},
                                                        {"\xff", "%FF"},
                                                        {"é", "%C3%A9"},
                                                        {"腾", "%E8%85%BE"},
                                                        {"", ""}};
    for (const auto& [text, wanted] : rows)
        BOOST_TEST(encoded(text) == wanted);
    BOOST_TEST(encoded("a/b c", detail::unreserved_or_slash) == "a/b%20c");
}

BOOST_AUTO_TEST_CASE(comes_back)
{
    BOOST_TEST(detail::percent_decoded(encoded(every_byte())).value_or("") == every_byte());
    BOOST_TEST(detail::percent_decoded("%c3%A9%2f").value_or("") == "é/");
    BOOST_TEST(detail::percent_decoded("").value_or("none") == "");
    for (const char* text : {"%", "%4", "%4g", "%g4", "%%41", "%-1", "%+1", "% 1", "%0x41", "a b",
                             "a+b", "a/b", "é", "a&b", "a%"})
        BOOST_TEST(!detail::percent_decoded(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(string_map_json)

BOOST_AUTO_TEST_CASE(objects_of_strings)
{
    for (const char* text :
         {"{}", " { } ", "{\"a\":\"b\"}", "{\"\":\"\"}", "\r\n{\t\"a\" : \"b\" , \"c\" : \"d\" } ",
          R"({"a":"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00"})", "{\"腾\":\"讯\"}", "{\"a\":\"{}[],:\"}"})
        BOOST_TEST(detail::is_json_string_map(text), text);
}

BOOST_AUTO_TEST_CASE(anything_else)
{
    for (const std::string& text : {""s,
                                    " "s,
                                    "{"s,
                                    "}"s,
                                    "[]"s,
                                    "\"a\""s,
                                    "null"s,
                                    "1"s,
                                    "{\"a\"}"s,
                                    "{\"a\":}"s,
                                    "{\"a\":1}"s,
                                    "{\"a\":null}"s,
                                    "{\"a\":[\"b\"]}"s,
                                    "{\"a\":{\"b\":\"c\"}}"s,
                                    "{\"a\":\"b\",}"s,
                                    "{,}"s,
                                    "{\"a\":\"b\"}x"s,
                                    "{\"a\":\"b\"}{}"s,
                                    "{\"a\":\"b\" \"c\":\"d\"}"s,
                                    "{\"a\":\"b\"\\}"s,
                                    "{\"a\":\"b}"s,
                                    "{\"a\":\"\\\"}"s,
                                    "{\"a\":\"\\q\"}"s,
                                    "{\"a\":\"\\u00\"}"s,
                                    "{\"a\":\"\\u"s,
                                    "{\"a\":\"\\"s,
                                    "{\"a\":\"\t\"}"s,
                                    "{\"a\":\"\0\"}"s,
                                    "{\"a\":\"\x80\"}"s,
                                    "{'a':'b'}"s,
                                    "{a:\"b\"}"s,
                                    "\xef\xbb\xbf{}"s,
                                    "{}\0"s,
                                    "/**/{}"s})
        BOOST_TEST(!detail::is_json_string_map(text), text);
}

BOOST_AUTO_TEST_CASE(strings_are_written)
{
    const std::pair<std::string, std::string> rows[] = {
        {"", R"("")"},
        {"plain", R"("plain")"},
        {"\"\\/", R"("\"\\/")"},
        {"\n\x1f\0"s, R"("\u000a\u001f\u0000")"},
        {"腾\x7f", "\"腾\x7f\""},
    };
    for (const auto& [text, wanted] : rows) {
        std::string out;
        detail::append_json_string(out, text);
        BOOST_TEST(out == wanted);
        BOOST_TEST(detail::is_json_string_map("{" + out + ":" + out + "}"));
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(characters)

BOOST_AUTO_TEST_CASE(tokens_and_controls)
{
    std::string tokens, controls;
    for (const char c : every_byte()) {
        if (detail::is_token(c))
            tokens += c;
        if (detail::is_control(c))
            controls += c;
    }
    BOOST_TEST(tokens == "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`"
                         "abcdefghijklmnopqrstuvwxyz|~");
    BOOST_TEST(controls == every_byte().substr(0, 32) + '\x7f');
}

BOOST_AUTO_TEST_CASE(case_is_that_of_ascii)
{
    BOOST_TEST(detail::lowered("ABCxyz-É@[`{") == "abcxyz-É@[`{");
    BOOST_TEST(detail::iequals("Content-Type", "cONTENT-tYPE"));
    BOOST_TEST(!detail::iequals("a", "aa"));
    BOOST_TEST(!detail::iequals("@", "`"));
    const std::string name = "x-cos-request-id-and-more";
    for (std::size_t size = 0; size <= name.size(); ++size) {
        const auto whole = name.substr(0, size);
        BOOST_TEST(detail::iequals(whole, name.substr(0, size)));
        for (std::size_t at = 0; at < size; ++at) {
            auto other = whole;
            other[at] = name[at] == '-' ? '\r' : static_cast<char>(name[at] - 'a' + 'A');
            BOOST_TEST(detail::iequals(whole, other) == (name[at] != '-'), other);
            other[at] = '~';
            BOOST_TEST(!detail::iequals(whole, other), other);
        }
    }
    BOOST_TEST(detail::istarts_with("X-Cos-Acl", "x-cos-"));
    BOOST_TEST(detail::istarts_with("abc", ""));
    BOOST_TEST(!detail::istarts_with("x-co", "x-cos-"));
}

BOOST_AUTO_TEST_CASE(one_character_that_a_table_lacks_is_found_wherever_it_stands)
{
    constexpr detail::char_table lower(detail::is_lower);
    for (std::size_t size = 0; size <= 13; ++size) {
        const std::string good(size, 'z');
        BOOST_TEST(detail::all_of(good, lower), size);
        for (std::size_t at = 0; at < size; ++at)
            for (const char odd : {'\0', 'Z', '\xff'}) {
                auto text = good;
                text[at] = odd;
                BOOST_TEST(!detail::all_of(text, lower), at << " of " << size);
            }
    }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(digests)

// FIPS 180, RFC 2202 and RFC 4231.
BOOST_AUTO_TEST_CASE(known_answers)
{
    const auto check = [](const std::optional<detail::raw_digest>& digest, const char* wanted) {
        BOOST_REQUIRE(digest);
        BOOST_TEST(detail::hex(*digest).view() == wanted);
    };
    const detail::digest_engine sha1("SHA1");
    check(sha1.hash(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    check(sha1.hash("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    check(sha1.hash(std::string(1000000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    check(sha1.hmac(std::string(20, '\x0b'), "Hi There"),
          "b617318655057264e28bc0b6fb378c8ef146be00");
    check(sha1.hmac("Jefe", "what do ya want for nothing?"),
          "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    const std::string long_key_text = "Test Using Larger Than Block-Size Key - Hash Key First";
    check(sha1.hmac(std::string(80, '\xaa'), long_key_text),
          "aa4ae5e15272d00e95705637ce8a3b55ed402112");

    const detail::digest_engine sha256("SHA256");
    check(sha256.hash(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check(sha256.hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check(sha256.hmac("Jefe", "what do ya want for nothing?"),
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    check(sha256.hmac(std::string(131, '\xaa'), long_key_text),
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

BOOST_AUTO_TEST_CASE(an_unknown_algorithm_gives_nothing)
{
    const detail::digest_engine engine("NO-SUCH-HASH");
    BOOST_TEST(!engine.hash("abc"));
    BOOST_TEST(!engine.hmac("key", "abc"));
}

BOOST_AUTO_TEST_SUITE_END()
