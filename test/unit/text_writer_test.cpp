// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// How text is put together: append, text_writer, percent-encoding, and the bound they rely on.

#include <cosio/detail/append.hpp>
#include <cosio/detail/canonical_fields.hpp>
#include <cosio/detail/percent.hpp>
#include <cosio/detail/serialize.hpp>
#include <cosio/detail/text_writer.hpp>

#include <boost/container/small_vector.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <tuple>

namespace {

using cosio::detail::as_view;
using cosio::detail::secure_bytes;
using cosio::detail::text_writer;

const std::string all_bytes = [] {
    std::string result;
    for (int c = 0; c < 256; ++c)
        result += static_cast<char>(c);
    return result;
}();

/// Percent-encoding as RFC 3986 has it, without a thought of speed.
std::string encoded(std::string_view text, std::string_view also_plain = "")
{
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    std::string result;
    for (const char c : text) {
        if (plain.find(c) != plain.npos || also_plain.find(c) != also_plain.npos) {
            result += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        result += '%';
        result += "0123456789ABCDEF"[byte / 16];
        result += "0123456789ABCDEF"[byte % 16];
    }
    return result;
}

/// A buffer of any kind after `text` was appended percent-encoded to `begun`.
template <class Container>
std::string encoded_into(std::string_view begun, std::string_view text,
                         const cosio::detail::char_table& plain = cosio::detail::unreserved)
{
    Container out(begun.begin(), begun.end());
    cosio::detail::append_percent_encoded(out, text, plain);
    return std::string(out.begin(), out.end());
}

template <class Random>
std::string random_text(Random& random, std::size_t most)
{
    std::string result(random() % (most + 1), ' ');
    // Often all of one kind, so that the bound is reached: nothing but what is encoded, say.
    const auto first = random() % 256, kinds = 1 + random() % 256;
    for (char& c : result)
        c = static_cast<char>(first + random() % kinds);
    return result;
}

template <class Random>
void add_fields(Random& random, cosio::field_list& fields)
{
    for (auto count = random() % 6; count > 0; --count) {
        const std::string name = random_text(random, 6), value = random_text(random, 20);
        switch (random() % 4) {
        case 0: fields.set(name, {value, "", value}); break;
        case 1: fields.insert(fields.size() / 2, name + std::to_string(count), value); break;
        case 2: fields.erase_prefix(name); break;
        default: fields.set(name, value);
        }
    }
}

using containers = std::tuple<std::string, secure_bytes>;

} // namespace

BOOST_AUTO_TEST_SUITE(text)

BOOST_AUTO_TEST_CASE_TEMPLATE(append_is_that_of_a_string, Container, containers)
{
    Container out;
    std::string wanted;
    for (std::size_t size = 0; size < all_bytes.size(); size += 7) {
        const auto piece = std::string_view(all_bytes).substr(0, size);
        cosio::detail::append(out, piece);
        wanted += piece;
        BOOST_TEST((std::string_view(out.data(), out.size()) == wanted));
    }
    cosio::detail::append(out, std::string_view()); // a null pointer, too
    BOOST_TEST(out.size() == wanted.size());
}

BOOST_AUTO_TEST_CASE(a_writer_leaves_what_it_wrote)
{
    secure_bytes out;
    {
        text_writer writer(out, 300);
        append(writer, "ab");
        append(writer, "");
        append(writer, std::string_view());
        writer.push_back('c');
    }
    BOOST_TEST(as_view(out) == "abc");
    {
        text_writer writer(out, all_bytes.size()); // after what is there; as much as was announced
        append(writer, all_bytes);
    }
    BOOST_TEST((as_view(out) == "abc" + all_bytes));
    {
        const text_writer idle(out, 10);
    }
    BOOST_TEST(out.size() == 3 + all_bytes.size());
    {
        const text_writer idle(out, 0);
    }
    BOOST_TEST(out.size() == 3 + all_bytes.size());
}

BOOST_AUTO_TEST_CASE(every_byte_is_encoded_as_the_standard_has_it)
{
    for (const char c : all_bytes) {
        const std::string alone(1, c);
        BOOST_TEST(encoded_into<std::string>("", alone) == encoded(alone));
        BOOST_TEST(encoded_into<secure_bytes>("", alone) == encoded(alone));
    }
    using cosio::detail::unreserved_or_slash;
    BOOST_TEST(encoded_into<std::string>("", all_bytes) == encoded(all_bytes));
    BOOST_TEST(encoded_into<std::string>("", all_bytes, unreserved_or_slash) ==
               encoded(all_bytes, "/"));
    BOOST_TEST(encoded_into<std::string>("a", "") == "a");
}

BOOST_AUTO_TEST_CASE(runs_of_plain_characters_are_kept_whole)
{
    std::minstd_rand random(1);
    for (int i = 0; i < 2000; ++i) {
        const std::string text = random_text(random, 40);
        const bool slash = random() % 2 == 0;
        const auto& plain = slash ? cosio::detail::unreserved_or_slash : cosio::detail::unreserved;
        const std::string wanted = "begun" + encoded(text, slash ? "/" : "");
        BOOST_TEST_REQUIRE(encoded_into<std::string>("begun", text, plain) == wanted);
        BOOST_TEST_REQUIRE(encoded_into<secure_bytes>("begun", text, plain) == wanted);
        using small = boost::container::small_vector<char, 8>;
        BOOST_TEST_REQUIRE(encoded_into<small>("begun", text, plain) == wanted);
    }
}

BOOST_AUTO_TEST_CASE(no_message_is_longer_than_its_bound)
{
    // Into strings, so that a bound which is wrong does no harm here.
    std::minstd_rand random(1);
    for (int i = 0; i < 20'000; ++i) {
        cosio::http_request request(random_text(random, 8), random_text(random, 30));
        add_fields(random, request.params());
        add_fields(random, request.headers());
        if (random() % 2 == 0)
            request.body(random_text(random, 30));

        std::string sent, closing;
        cosio::detail::serialize(sent, request, true);
        cosio::detail::serialize(closing, request, false);
        BOOST_TEST_REQUIRE(closing.size() <= request.longest());
        BOOST_TEST_REQUIRE(sent.size() < closing.size());

        // The text that COS's signature hashes.
        const auto all = [](std::string_view) { return true; };
        const cosio::detail::canonical_fields params(request.params(), all);
        const cosio::detail::canonical_fields headers(request.headers(), all);
        std::string hashed = request.method() + '\n' + request.path() + '\n';
        params.append_pairs(hashed);
        hashed += '\n';
        headers.append_pairs(hashed);
        hashed += '\n';
        BOOST_TEST_REQUIRE(hashed.size() <= request.longest());
    }
}

BOOST_AUTO_TEST_CASE(the_bound_holds_for_each_byte_alone)
{
    for (const char c : all_bytes)
        for (const std::size_t size : {1u, 100u}) {
            const std::string text(size, c);
            cosio::http_request request(text, text);
            request.body(text).params().set(text, text).set(text + '1', "");
            request.headers().set(text, text).set(text + '1', "");
            std::string closing;
            cosio::detail::serialize(closing, request, false);
            BOOST_TEST_REQUIRE(closing.size() <= request.longest());
        }
    cosio::http_request nothing;
    std::string closing;
    cosio::detail::serialize(closing, nothing, false);
    BOOST_TEST(closing.size() <= nothing.longest());
}

BOOST_AUTO_TEST_CASE(a_writer_writes_what_a_string_gets)
{
    std::minstd_rand random(2);
    for (int i = 0; i < 500; ++i) {
        cosio::http_request request("POST", '/' + random_text(random, 30));
        add_fields(random, request.params());
        add_fields(random, request.headers());
        request.body(random_text(random, 30));
        secure_bytes out;
        {
            text_writer writer(out, request.longest());
            cosio::detail::serialize(writer, request, i % 2 == 0);
        }
        std::string wanted;
        cosio::detail::serialize(wanted, request, i % 2 == 0);
        BOOST_TEST_REQUIRE((as_view(out) == wanted));
    }
}

BOOST_AUTO_TEST_SUITE_END()
