// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Answers that break the rules of HTTP, or bend them.

#include "fault.hpp"

#include <boost/beast/http/error.hpp>

namespace faults {

namespace {

namespace http = boost::beast::http;
using namespace std::string_literals;

class table {
public:
    table(fault_list& to, way over) : to_(to), over_(over) {}

    /// Refused as soon as it is seen: the server is silent afterwards, and does not end.
    void refused(const std::string& name, const std::string& bytes, http::error code) const
    {
        add(name, {says(bytes), stalls()}, fails(code, stage::receive));
    }
    void flooded(const std::string& name, const std::string& first, const std::string& again,
                 http::error code) const
    {
        add(name, {says(first), floods(again)}, fails(code, stage::receive));
    }
    void cut_off(const std::string& name, const std::string& bytes) const
    {
        add(name, {says(bytes), half_closes()}, fails(cut(over_), stage::receive));
    }
    void silent(const std::string& name, const std::string& bytes) const
    {
        add(name, {says(bytes), stalls()}, fails(errc::io_timeout, stage::receive),
            hears_within(100ms));
    }
    void judged(const std::string& name, const std::string& bytes, errc code) const
    {
        add(name, {says(bytes)}, fails(code, stage::judge));
    }
    /// Good, and the connection too.
    void good(const std::string& name, const std::string& bytes) const
    {
        to_.push_back(fault(over_, "http", name)
                          .connection({hears(), says(bytes)})
                          .exchange(succeeds())
                          .connections(1));
    }
    void add(const std::string& name, const script& acts, const expected& end,
             const cosio::config& settings = patient()) const
    {
        script all{hears()};
        all.insert(all.end(), acts.begin(), acts.end());
        to_.push_back(fault(over_, "http", name).connection(all).exchange(end, settings));
    }

private:
    fault_list& to_;
    way over_;
};

/// An answer whose Content-Length is `value`.
std::string of_length(const std::string& value)
{
    return ok + "Content-Length: " + value + "\r\n\r\n" + document();
}

std::string often(const std::string& text)
{
    std::string result;
    for (int i = 0; i < 500; ++i)
        result += text;
    return result;
}

void add_versions(const table& to)
{
    to.refused("version_0_9", document(), http::error::bad_version);
    to.refused("version_0_9_plain", "told\n told\n", http::error::bad_version);
    to.refused("version_1_2", "HTTP/1.2 200 OK\r\n\r\n", http::error::bad_version);
    to.refused("version_2_0", "HTTP/2.0 200 OK\r\n\r\n", http::error::bad_version);
    to.refused("version_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", http::error::bad_version);
    to.refused("version_2_settings", "\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64"s,
               http::error::bad_version);
    to.refused("version_of_icy", "ICY 200 OK\r\n\r\n", http::error::bad_version);
    to.refused("version_in_small_letters", "http/1.1 200 OK\r\n\r\n", http::error::bad_version);
    to.refused("space_before_the_version", " " + answer(document()), http::error::bad_version);
    to.refused("line_before_the_version", "\r\n" + answer(document()), http::error::bad_version);
    to.refused("a_request", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", http::error::bad_version);
    to.refused("ssh", "SSH-2.0-OpenSSH_9.2\r\n", http::error::bad_version);
    to.refused("tls_alert", "\x15\x03\x01\x00\x02\x02\x46 and more"s, http::error::bad_version);
    to.silent("short_garbage", "no");
    to.cut_off("short_garbage_and_fin", "no");
}

void add_status_lines(const table& to)
{
    to.refused("status_of_two_digits", "HTTP/1.1 20 OK\r\n\r\n", http::error::bad_status);
    to.refused("status_of_four_digits", "HTTP/1.1 2000 OK\r\n\r\n", http::error::bad_status);
    to.refused("status_of_letters", "HTTP/1.1 OK! OK\r\n\r\n", http::error::bad_status);
    to.refused("status_negative", "HTTP/1.1 -20 OK\r\n\r\n", http::error::bad_status);
    to.refused("status_000", "HTTP/1.1 000 OK\r\n\r\n", http::error::bad_status);
    to.refused("status_099", "HTTP/1.1 099 OK\r\n\r\n", http::error::bad_status);
    to.refused("nul_in_the_reason", "HTTP/1.1 200 O\0K\r\n\r\n"s, http::error::bad_reason);
    to.refused("line_ends_without_cr",
               "HTTP/1.1 200 OK\nContent-Length: " + std::to_string(document().size()) + "\n\n" +
                   document(),
               http::error::bad_reason);
    to.refused("line_ends_without_lf", "HTTP/1.1 200 OK\rX: y\r\r", http::error::bad_line_ending);
    to.flooded("endless_status_line", "HTTP/1.1 200 ", std::string(4096, 'x'),
               http::error::header_limit);
    to.flooded("endless_line_ends", "", std::string(2048, '\r'), http::error::bad_version);
    to.good("no_reason", answer(document(), "HTTP/1.1 200 \r\n"));
}

void add_headers(const table& to)
{
    to.flooded("one_long_header", ok + "X: ", std::string(4096, 'x'), http::error::header_limit);
    to.flooded("one_long_header_name", ok, std::string(4096, 'x'), http::error::header_limit);
    to.flooded("one_folded_header", ok + "X: y\r\n", often(" y\r\n"), http::error::header_limit);
    to.flooded("many_headers", ok, often("X: y\r\n"), http::error::header_limit);
    const std::string long_line = "HTTP/1.1 200 " + std::string(10'000, 'x') + "\r\n";
    to.add(
        "long_head_in_all",
        {says(answer(document(), long_line + "X: " + std::string(10'000, 'x') + "\r\n")), stalls()},
        fails(http::error::header_limit, stage::receive));
    to.refused("nul_in_a_name", ok + "X\0Y: z\r\n\r\n"s, http::error::bad_field);
    to.refused("nul_in_a_value", ok + "X: y\0z\r\n\r\n"s, http::error::bad_value);
    to.refused("cr_in_a_value", ok + "X: y\rz\r\n\r\n"s, http::error::bad_line_ending);
    to.refused("no_colon", ok + "X\r\n\r\n", http::error::bad_field);
    to.refused("no_name", ok + ": x\r\n\r\n", http::error::bad_field);
    to.refused("space_before_the_colon", ok + "Content-Length : 5\r\n\r\n", http::error::bad_field);
    to.refused("bytes_beyond_ascii_in_a_name", ok + "X\xc3\xa4: y\r\n\r\n", http::error::bad_field);
    to.cut_off("fin_for_the_last_line_end", ok + "Content-Length: 0\r\n");
    to.good("bytes_beyond_ascii_in_a_value", answer(document(), ok + "X: \xc3\xa4\xff\r\n"));
    to.good("a_folded_header", answer(document(), ok + "X: y\r\n z\r\n"));
}

void add_lengths(const table& to)
{
    const std::string size = std::to_string(document().size());
    const auto bad = http::error::bad_content_length;
    for (const auto& [name, value] : std::initializer_list<std::pair<std::string, std::string>>{
             {"negative", "-5"},
             {"with_a_plus", "+5"},
             {"hexadecimal", "0x10"},
             {"of_letters", "many"},
             {"and_letters", size + "b"},
             {"empty", ""},
             {"two_to_the_64", "18446744073709551616"},
             {"of_40_digits", std::string(40, '9')},
             {"with_a_point", size + ".0"},
             {"with_a_space_inside", "1 0"}})
        to.refused("length_" + name, of_length(value), bad);
    to.refused("length_list_that_differs", of_length(size + ", 5"),
               http::error::multiple_content_length);
    to.refused("lengths_that_differ",
               ok + "Content-Length: 5\r\nContent-Length: " + size + "\r\n\r\n" + document(),
               http::error::multiple_content_length);
    to.refused("length_and_chunked", ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
               http::error::bad_transfer_encoding);
    to.refused("chunked_and_length", ok + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
               bad);
    to.refused("length_two_to_the_64_less_one", of_length("18446744073709551615"),
               http::error::body_limit);
    to.refused("length_of_two_gigabytes", of_length("2147483648"), http::error::body_limit);
    to.cut_off("length_too_long_and_fin", of_length("1000"));
    to.silent("length_too_long_and_stall", of_length("1000"));
    to.judged("length_too_short", of_length("50"), errc::malformed_xml);
    to.judged("length_zero_and_a_body", of_length("0"), errc::empty_body);
    to.add("length_one_too_short", {says(of_length(std::to_string(document().size() - 1)))},
           fails(errc::malformed_xml, stage::judge));
    to.good("lengths_that_agree", ok + "Content-Length: " + size + "\r\n" +
                                      "Content-Length: " + size + "\r\n\r\n" + document());
    to.good("length_list_that_agrees", of_length(size + ", " + size));
    to.good("length_with_zeros", of_length("000000000000000000" + size));
}

void add_chunks(const table& to)
{
    const auto bad = http::error::bad_chunk;
    to.refused("chunk_size_of_letters", by_chunks + "zz\r\nxx\r\n0\r\n\r\n", bad);
    to.refused("chunk_size_negative", by_chunks + "-5\r\nhello\r\n0\r\n\r\n", bad);
    to.refused("chunk_size_missing", by_chunks + "\r\nhello\r\n0\r\n\r\n", bad);
    to.refused("chunk_size_after_a_space", by_chunks + " 5\r\nhello\r\n0\r\n\r\n", bad);
    to.refused("chunk_size_two_to_the_64", by_chunks + "10000000000000000\r\n" + document(), bad);
    to.refused("chunk_size_of_40_digits", by_chunks + std::string(40, 'f') + "\r\nx", bad);
    to.refused("chunk_size_with_0x", by_chunks + "0x5\r\nhello\r\n0\r\n\r\n",
               http::error::bad_chunk_extension);
    to.refused("chunk_size_two_to_the_64_less_one", by_chunks + "ffffffffffffffff\r\nx",
               http::error::body_limit);
    to.refused("chunk_size_two_to_the_63", by_chunks + "8000000000000000\r\nx",
               http::error::body_limit);
    to.refused("chunk_longer_than_said", by_chunks + "5\r\nhello you\r\n0\r\n\r\n", bad);
    to.refused("chunk_shorter_than_said", by_chunks + "7\r\nhello\r\n0\r\n\r\n", bad);
    to.refused("chunk_extension_of_garbage", by_chunks + "5;=;\r\nhello\r\n0\r\n\r\n",
               http::error::bad_chunk_extension);
    to.refused("chunk_header_without_lf", by_chunks + "5\rhello\r\n0\r\n\r\n",
               http::error::bad_line_ending);
    to.cut_off("chunk_header_without_cr", by_chunks + "5\nhello\n0\n\n");
    to.flooded("chunk_endless_extension", by_chunks + "5;x=", std::string(4096, 'x'),
               http::error::header_limit);
    to.flooded("chunk_endless_size", by_chunks, std::string(4096, '0'), http::error::header_limit);
    to.flooded("chunk_endless_trailer", by_chunks + "0\r\n",
               "X: " + std::string(1000, 'y') + "\r\n", http::error::header_limit);
    to.flooded("chunk_endless_last_extension", by_chunks + "0;x=", std::string(4096, 'x'),
               http::error::header_limit);
    to.flooded("chunks_without_end", by_chunks, often("1\r\n \r\n"), http::error::body_limit);
    to.refused("trailer_of_garbage", by_chunks + "0\r\nno trailer\r\n\r\n", http::error::bad_field);
    to.refused("trailer_with_nul", by_chunks + "0\r\nX: \0\r\n\r\n"s, http::error::bad_value);
    to.add("chunked_and_empty", {says(by_chunks + "0\r\n\r\n"), takes_leave(), half_closes()},
           fails(errc::empty_body, stage::judge));
    const std::string whole = chunked(document(), 60);
    const std::string body = whole.substr(0, whole.size() - 2);
    to.good("chunk_trailers", body + "X: y\r\nZ: x\r\n\r\n");
    to.good("chunk_extensions",
            by_chunks + "1;x=y;z=\"a b\"\r\n \r\n" + whole.substr(by_chunks.size()));
    to.good("chunk_size_in_capitals_and_zeros",
            by_chunks + "000000A\r\n          \r\n" + whole.substr(by_chunks.size()));
    to.refused("chunked_twice",
               ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked" + "\r\n\r\n" +
                   whole.substr(by_chunks.size()),
               http::error::bad_transfer_encoding);
    to.add("chunked_and_then_coded",
           {says(ok + "Transfer-Encoding: chunked, gzip\r\n\r\n" + whole.substr(by_chunks.size())),
            takes_leave(), half_closes()},
           fails(errc::malformed_xml, stage::judge));
}

void add_interim(const table& to)
{
    const std::string hint = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    const auto hints = [&](int count) {
        std::string result;
        for (int i = 0; i < count; ++i)
            result += hint;
        return result;
    };
    to.good("interim_answer", "HTTP/1.1 100 Continue\r\n\r\n" + answer(document()));
    to.good("interim_answers", hints(8) + answer(document()));
    to.refused("interim_answers_too_many", hints(9) + answer(document()), http::error::bad_status);
    to.flooded("interim_answers_without_end", "", often(hint), http::error::bad_status);
    to.add("interim_answers_slowly_without_end",
           {says_slowly(hints(20), hint.size(), 2ms), stalls()},
           fails(http::error::bad_status, stage::receive));
    to.add("interim_and_stall", {says(hint), stalls()},
           fails(errc::io_timeout, stage::receive).status(0), hears_within(100ms));
    to.refused("interim_with_a_body",
               "HTTP/1.1 100 Continue\r\nContent-Length: 9\r\n\r\nsome body" + answer(document()),
               http::error::bad_version);
    to.flooded("interim_with_endless_headers", "HTTP/1.1 100 Continue\r\n", often("X: y\r\n"),
               http::error::header_limit);
    to.refused("switch_to_http_2",
               "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"
               "\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64"s,
               http::error::bad_version);
    to.add("switch_and_stall",
           {says("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
            stalls()},
           fails(errc::io_timeout, stage::receive), hears_within(100ms));
}

void add_sizes(const table& to)
{
    to.refused("body_of_50_megabytes", of_length("52428800"), http::error::body_limit);
    to.flooded("body_of_50_megabytes_sent", ok + "Content-Length: 52428800\r\n\r\n",
               std::string(65536, 'x'), http::error::body_limit);
    to.flooded("body_without_end", ok + "\r\n", std::string(65536, 'x'), http::error::body_limit);
    to.flooded("chunk_of_50_megabytes", by_chunks + "3200000\r\n", std::string(65536, 'x'),
               http::error::body_limit);

    const auto within = [&](const std::string& name, const std::string& bytes, std::uint64_t size,
                            const expected& end, const script& then) {
        auto settings = patient();
        settings.max_body_bytes = size;
        script acts{says(bytes)};
        acts.insert(acts.end(), then.begin(), then.end());
        to.add(name, acts, end, settings);
    };
    const auto size = document().size();
    const script gone{takes_leave(), half_closes()};
    const auto beyond = fails(http::error::body_limit, stage::receive);
    for (const auto& [name, bytes] : std::initializer_list<std::pair<std::string, std::string>>{
             {"length", answer(document())},
             {"chunks", chunked(document(), 60)},
             {"end", ok + "\r\n" + document()}}) {
        within("body_as_long_as_may_be_by_" + name, bytes, size, succeeds(), gone);
        within("body_one_byte_too_long_by_" + name, bytes, size - 1, beyond, gone);
    }
    const auto head = answer(document()).size() - size;
    for (const auto limit : {head, head - 1}) {
        auto settings = patient();
        settings.max_header_bytes = static_cast<std::uint32_t>(limit);
        to.add(limit == head ? "head_as_long_as_may_be" : "head_one_byte_too_long",
               {says(answer(document())), takes_leave(), half_closes()},
               limit == head ? succeeds() : fails(http::error::header_limit, stage::receive),
               settings);
    }
}

} // namespace

void add_framing(fault_list& to, way over)
{
    const table rows(to, over);
    add_versions(rows);
    add_status_lines(rows);
    add_headers(rows);
    add_lengths(rows);
    add_chunks(rows);
    add_interim(rows);
    add_sizes(rows);
}

} // namespace faults
