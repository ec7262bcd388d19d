// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Faults before a connection can carry a request.

#include "fault.hpp"

#include <openssl/ssl.h>

namespace faults {

namespace {

namespace error = boost::asio::error;

void add_handshakes(fault_list& to)
{
    const auto add = [&](const std::string& name, const script& acts, const expected& end,
                         const cosio::config& settings = patient()) {
        to.push_back(fault(way::tls, "handshake", name).connection(acts).exchange(end, settings));
    };
    const auto late = fails(errc::connect_timeout, stage::handshake);
    const auto torn_here = fails(torn, {stage::handshake});
    const auto cut_here = fails(cut(way::tls), stage::handshake);

    const std::pair<std::string, script> points[] = {
        {"unheard", {}},
        {"after_the_hello", {hears_some(100)}},
        {"in_its_hello", {greets_by_half(60)}},
        {"after_its_hello", {greets_by_half(127)}},
        {"in_its_certificate", {greets_by_half(400)}},
    };
    for (const auto& [name, before] : points) {
        const auto then = [&first = before](const act& what) {
            script acts = first;
            acts.push_back(what);
            return acts;
        };
        add("stall_" + name, then(stalls()), late, connects_within(60ms));
        add("fin_" + name, then(half_closes()), cut_here);
        if (name != "unheard") // comes with those that fail while connecting
            add("reset_" + name, then(resets()), torn_here);
    }
    add("stall_beyond_the_operation", {stalls()}, fails(errc::operation_timeout, stage::handshake),
        ends_within(150ms));
    add("slow_beyond_the_connect_timeout", {greets_slowly(20, 20ms)}, late, connects_within(150ms));
    add("slow_beyond_the_operation", {greets_slowly(20, 20ms)},
        fails(errc::operation_timeout, stage::handshake), ends_within(150ms));
    to.push_back(fault(way::tls, "handshake", "slow_within_the_connect_timeout")
                     .connection({greets_slowly(100, 5ms), hears(), says(answer(document()))})
                     .exchange(succeeds())
                     .connections(1));

    using namespace std::string_literals;
    add("plain_http", {says_beneath("HTTP/1.1 400 Bad Request\r\n\r\n")},
        fails(ssl_error(SSL_R_WRONG_VERSION_NUMBER), stage::handshake));
    add("ssh", {says_beneath("SSH-2.0-OpenSSH_9.2\r\n")},
        fails(ssl_error(SSL_R_WRONG_VERSION_NUMBER), stage::handshake));
    add("zeros", {says_beneath(std::string(1000, '\0'))}, fails_in_tls(stage::handshake));
    add("too_long_a_record", {says_beneath("\x16\x03\x03\xff\xff"s + std::string(200, 'x'))},
        fails_in_tls(stage::handshake));
    add("application_data_first", {says_beneath("\x17\x03\x03\x00\x04"s + "told")},
        fails_in_tls(stage::handshake));
    add("garbage_and_fin", {says_beneath("no"), half_closes()}, cut_here);
    add("garbage_and_stall", {says_beneath("no"), stalls()}, late, connects_within(100ms));
    add("handshake_failure", {hears_some(100), says_beneath("\x15\x03\x03\x00\x02\x02\x28"s)},
        fails(ssl_error(SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE), stage::handshake));
    add("unrecognized_name", {hears_some(100), says_beneath("\x15\x03\x03\x00\x02\x02\x70"s)},
        fails(ssl_error(SSL_R_TLSV1_UNRECOGNIZED_NAME), stage::handshake));
    add("close_notify", {hears_some(100), says_beneath("\x15\x03\x03\x00\x02\x01\x00"s)},
        fails({error::eof, cut(way::tls)}, {stage::handshake}));
}

void add_certificates(fault_list& to)
{
    const auto distrusted = fails(ssl_error(SSL_R_CERTIFICATE_VERIFY_FAILED), stage::handshake);
    const auto add = [&](const std::string& name, identity who, const expected& end) {
        return fault(way::tls, "certificate", name).connection({}, who).exchange(end);
    };
    const auto bad = [&](const std::string& name, identity who, const std::string& reason) {
        to.push_back(add(name, who, expected(distrusted).says(reason)));
    };
    bad("expired", identity::expired, "certificate has expired");
    bad("not_yet_valid", identity::not_yet_valid, "certificate is not yet valid");
    bad("other_address", identity::other_address, "mismatch");
    bad("name_in_subject_only", identity::name_in_subject_only, "mismatch");
    bad("self_signed", identity::self_signed, "self-signed certificate");
    bad("of_unknown_authority", identity::of_unknown_authority, "unable to get local issuer");
    bad("of_no_authority", identity::of_no_authority, "certificate");
    bad("without_intermediate", identity::without_intermediate, "unable to get local issuer");
    bad("for_clients", identity::for_clients, "purpose");
    bad("weak_key", identity::weak_key, "key too weak");
    to.push_back(add("other_name", identity::other_name, expected(distrusted).says("mismatch"))
                     .host("localhost"));
    to.push_back(add("tls_1_1_only", identity::tls_1_1,
                     fails(ssl_error(SSL_R_TLSV1_ALERT_PROTOCOL_VERSION), stage::handshake)));

    const auto good = [&](const std::string& name, identity who) {
        return add(name, who, succeeds("good")).connections(1);
    };
    to.push_back(good("good", identity::good).host("localhost"));
    to.push_back(good("with_intermediate", identity::with_intermediate));
    to.push_back(good("tls_1_2_only", identity::tls_1_2));

    // A client has a session of the first connection to resume with the second.
    const script once{hears(),
                      says(answer(document(), "HTTP/1.1 200 OK\r\nConnection: close\r\n"))};
    const auto twice = [&](const std::string& name, identity second) {
        return fault(way::tls, "certificate", name)
            .connection(once)
            .connection(once, second)
            .exchange(succeeds());
    };
    to.push_back(twice("session_forgotten", identity::renewed).exchange(succeeds()));
    to.push_back(twice("session_then_expired", identity::expired)
                     .exchange(expected(distrusted).says("certificate has expired")));
    to.push_back(twice("session_then_other_address", identity::other_address)
                     .exchange(expected(distrusted).says("mismatch")));
    to.push_back(twice("session_then_tls_1_2", identity::tls_1_2).exchange(succeeds()));
}

} // namespace

void add_connecting(fault_list& to, way over)
{
    const bool tls = over == way::tls;
    const auto add = [&](const std::string& name) { return fault(over, "connect", name); };
    to.push_back(
        add("refused").exchange(fails(error::connection_refused, stage::connect)).door(door::shut));
    to.push_back(add("no_answer_to_syn")
                     .exchange(fails(errc::connect_timeout, stage::connect), connects_within(100ms))
                     .door(door::full));
    to.push_back(add("no_answer_to_syn_beyond_the_operation")
                     .exchange(fails(errc::operation_timeout, stage::connect), ends_within(150ms))
                     .door(door::full));
    auto hurried = hears_within(100ms);
    hurried.connect_timeout = tls ? 100ms : 10s;
    to.push_back(add("never_accepted")
                     .exchange(tls ? fails(errc::connect_timeout, stage::handshake)
                                   : fails(errc::io_timeout, stage::receive),
                               hurried)
                     .door(door::deaf));
    to.push_back(add("fin_at_once")
                     .connection({half_closes()})
                     .exchange(fails(cut(over), tls ? stage::handshake : stage::receive)));
    to.push_back(add("reset_at_once")
                     .connection({resets()})
                     .exchange(fails(torn, {stage::connect, tls ? stage::handshake : stage::send,
                                            tls ? stage::handshake : stage::receive})));
    if (tls) {
        add_handshakes(to);
        add_certificates(to);
    }
}

} // namespace faults
