// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Faults anywhere in an answer: silence, slowness, ends.

#include "fault.hpp"

#include <openssl/ssl.h>

namespace faults {

namespace {

namespace error = boost::asio::error;

/// A good answer, and places in it.
struct form {
    std::string name;
    std::string bytes;
    std::vector<std::pair<std::string, std::size_t>> places{};

    void mark(const std::string& place, const std::string& before)
    {
        places.emplace_back(place, bytes.find(before));
    }
};

std::vector<form> forms()
{
    form plain{"plain", answer(document(), "HTTP/1.1 200 OK\r\nx-cos-request-id: r\r\n")};
    plain.places = {{"before_it", 0}, {"in_the_body", plain.bytes.size() - 20}};
    plain.mark("in_the_version", "TP/1.1");
    plain.mark("in_the_reason", "K\r\n");
    plain.mark("after_the_status_line", "x-cos");
    plain.mark("in_a_header_name", "request-id");
    plain.mark("in_a_header_value", "r\r\n");
    plain.mark("after_the_head", "<Init");
    plain.places.emplace_back("before_the_last_byte", plain.bytes.size() - 1);

    form pieces{"chunked", chunked(document(), 100)};
    pieces.mark("after_the_head", "64\r\n");
    pieces.mark("in_a_chunk_size", "4\r\n<");
    pieces.mark("in_a_chunk", "Bucket>");
    pieces.places.emplace_back("before_the_last_chunk", pieces.bytes.size() - 5);
    pieces.places.emplace_back("in_the_last_chunk", pieces.bytes.size() - 2);
    return {plain, pieces};
}

void add_places(fault_list& to, way over, const form& what)
{
    const bool tls = over == way::tls;
    for (const auto& [place, size] : what.places) {
        const auto add = [&, where = place, said = what.bytes.substr(0, size)](
                             const std::string& name, const script& acts, const expected& end,
                             const cosio::config& settings = patient()) {
            script all{hears(), says(said)};
            all.insert(all.end(), acts.begin(), acts.end());
            to.push_back(fault(over, "receive_" + what.name, name + '_' + where)
                             .connection(all)
                             .exchange(end, settings));
        };
        add("stall", {stalls()}, fails(errc::io_timeout, stage::receive), hears_within(40ms));
        add("fin", {half_closes()}, fails(cut(over), stage::receive));
        add("reset", {resets()}, fails(torn, {stage::receive}));
        if (tls) {
            add("close_notify", {takes_leave(), half_closes()}, fails(error::eof, stage::receive));
            add("alert", {alerts()},
                fails(ssl_error(SSL_R_SSLV3_ALERT_BAD_RECORD_MAC), stage::receive));
        }
    }
}

void add_every_byte(fault_list& to, way over, const form& what)
{
    fault cut_there(over, "receive_" + what.name, "fin_at_every_byte");
    fault in_two(over, "receive_" + what.name, "pause_at_every_byte");
    script whole;
    for (std::size_t size = 0; size < what.bytes.size(); ++size) {
        const std::string begin = what.bytes.substr(0, size), rest = what.bytes.substr(size);
        cut_there = std::move(cut_there)
                        .connection({hears(), says(begin), half_closes()})
                        .exchange(fails(cut(over), stage::receive));
        whole.insert(whole.end(), {hears(), says(begin), says_slowly(rest, rest.size(), 1ms)});
        in_two = std::move(in_two).exchange(succeeds());
    }
    to.push_back(std::move(cut_there).ends_in(20s));
    to.push_back(std::move(in_two).connection(whole).connections(1).ends_in(20s));
}

void add_slow(fault_list& to, way over, const form& what)
{
    const auto add = [&](const std::string& name, const act& how, const expected& end,
                         const cosio::config& settings) {
        return fault(over, "receive_" + what.name, name)
            .connection({hears(), how})
            .exchange(end, settings);
    };
    // Longer in all than it may be silent.
    const auto piece = what.bytes.size() / 16;
    to.push_back(add("slow_within_the_io_timeout", says_slowly(what.bytes, piece, 20ms), succeeds(),
                     hears_within(250ms))
                     .connections(1));
    to.push_back(add("slow_beyond_the_io_timeout", says_slowly(what.bytes, 20, 400ms),
                     fails(errc::io_timeout, stage::receive), hears_within(100ms)));
    to.push_back(add("slow_beyond_the_operation", says_slowly(what.bytes, 1, 20ms),
                     fails(errc::operation_timeout, stage::receive), ends_within(250ms)));
    to.push_back(
        add("byte_by_byte", says_slowly(what.bytes, 1, 1ms), succeeds(), patient()).connections(1));
}

} // namespace

void add_receiving(fault_list& to, way over)
{
    for (const form& what : forms()) {
        add_places(to, over, what);
        add_every_byte(to, over, what);
        add_slow(to, over, what);
    }
    if (over == way::tcp)
        return;

    const auto add = [&](const std::string& name, const script& acts, const expected& end,
                         const cosio::config& settings = patient()) {
        return fault(over, "receive_record", name).connection(acts).exchange(end, settings);
    };
    using namespace std::string_literals;
    const std::string good = answer(document());
    const std::string head = good.substr(0, 30);
    to.push_back(add("in_many_segments", {hears(), splits(good, 1ms)}, succeeds()).connections(1));
    to.push_back(add("fin_in_it", {hears(), splits(good, 0ms, 100), half_closes()},
                     fails(cut(over), stage::receive)));
    to.push_back(add("stall_in_it", {hears(), splits(good, 0ms, 100), stalls()},
                     fails(errc::io_timeout, stage::receive), hears_within(100ms)));
    to.push_back(add("reset_in_it", {hears(), splits(good, 0ms, 100), resets()},
                     fails(torn, {stage::receive})));
    to.push_back(
        add("forged",
            {hears(), says(head), says_beneath("\x17\x03\x03\x00\x30"s + std::string(48, 'x'))},
            fails_in_tls(stage::receive)));
    to.push_back(
        add("plain_text", {hears(), says(head), says_beneath(good)}, fails_in_tls(stage::receive)));
    to.push_back(add("too_long", {hears(), says_beneath("\x17\x03\x03\xff\xff"s)},
                     fails_in_tls(stage::receive)));
    to.push_back(add("new_keys_in_the_answer",
                     {hears(), says(head), rekeys(), says(good.substr(head.size()))}, succeeds())
                     .connections(1));
}

} // namespace faults
