// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What comes after: whether a connection is used again, an attempt repeated, another one's turn.

#include "fault.hpp"

#include <cosio/http_category.hpp>
#include <cosio/service_errc.hpp>

#include <boost/beast/http/error.hpp>
#include <openssl/ssl.h>

namespace faults {

namespace {

namespace error = boost::asio::error;

script hears_and(const script& acts)
{
    script all{hears()};
    all.insert(all.end(), acts.begin(), acts.end());
    return all;
}

/// After an answer that is good and whole.
void add_after_the_answer(fault_list& to, way over)
{
    const std::string good = answer(document());
    const std::string forged = answer(document("forged"));
    const auto add = [&](const std::string& name, const script& acts, std::size_t connections,
                         const expected& end = succeeds()) {
        to.push_back(fault(over, "reuse", name)
                         .connection(hears_and(acts))
                         .exchange(end)
                         .connections(connections));
    };
    add("of_an_honest_connection", {says(good)}, 1);
    add("not_after_more_in_the_same_segment", {says(good + forged)}, 2);
    add("not_after_one_byte_more", {says(good + '\n')}, 2);
    add("not_after_more_later", {says(good), says(forged)}, 2);
    add("not_after_fin", {says(good), half_closes()}, 2);
    add("not_after_reset", {says(good), resets()}, 2);
    add("not_after_connection_close",
        {says(answer(document(), ok + "Connection: close\r\n")), stalls()}, 2);
    add("not_after_proxy_connection_close",
        {says(answer(document(), ok + "Proxy-Connection: close\r\n"))}, 2);
    add("not_of_http_1_0", {says(answer(document(), "HTTP/1.0 200 OK\r\n")), stalls()}, 2);
    add("of_http_1_0_kept_alive",
        {says(answer(document(), "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n"))}, 1);
    add("not_after_an_upgrade", {says(answer(document(), ok + "Connection: close, upgrade\r\n"))},
        2);
    const std::string endless = ok + "\r\n" + document();
    add("not_after_a_body_until_the_end", {says(endless), takes_leave(), half_closes()}, 2);
    add("not_after_a_body_until_a_reset", {says(endless), resets()}, 2,
        fails(torn, {stage::receive}));
    if (over == way::tcp)
        return;
    add("not_after_a_body_until_a_bare_fin", {says(endless), half_closes()}, 2,
        fails(cut(over), stage::receive));
    add("not_after_close_notify", {says(good), takes_leave()}, 2);
    add("not_after_close_notify_and_fin", {says(good), takes_leave(), half_closes()}, 2);
    add("not_after_an_alert", {says(good), alerts()}, 2);
    add("not_after_plain_text", {says(good), says_beneath(forged)}, 2);
}

/// A connection that served well once, and does not when it is used again.
void add_second_use(fault_list& to, way over)
{
    const std::string good = answer(document());
    const auto add = [&](const std::string& name, const script& acts, const expected& end,
                         const cosio::config& settings = patient()) {
        script all{hears(), says(good), hears()};
        all.insert(all.end(), acts.begin(), acts.end());
        return fault(over, "second_use", name)
            .connection(all)
            .exchange(succeeds())
            .exchange(end, settings);
    };
    const auto replaced = succeeds("good").acted(true);
    // The one more exchange goes over the connection that took over.
    to.push_back(add("fin", {half_closes()}, replaced).connections(2));
    to.push_back(add("reset", {resets()}, replaced).connections(2));
    to.push_back(add("close_notify", {takes_leave(), half_closes()}, replaced).connections(2));
    to.push_back(
        add("fin_in_the_answer", {says("H"), half_closes()}, fails(cut(over), stage::receive)));
    to.push_back(add("reset_in_the_answer", {says("HTTP/1.1 200"), resets()},
                     fails(torn, {stage::receive})));
    to.push_back(add("fin_after_interim", {says("HTTP/1.1 100 Continue\r\n\r\n"), half_closes()},
                     fails(cut(over), stage::receive)));
    to.push_back(
        add("stall", {stalls()}, fails(errc::io_timeout, stage::receive), hears_within(100ms)));
    to.push_back(add("garbage", {says("garbage\r\n\r\n")},
                     fails(boost::beast::http::error::bad_version, stage::receive)));
    to.push_back(add("fin_and_fin_again", {half_closes()}, fails(cut(over), stage::receive))
                     .connection({hears(), half_closes()}));
    to.push_back(add("fin_and_stall", {half_closes()}, fails(errc::io_timeout, stage::receive),
                     hears_within(100ms))
                     .connection({stalls()}, identity::good)
                     .last());
    if (over == way::tls) // the new connection is not even one
        to.back() =
            add("fin_and_stall", {half_closes()},
                fails(errc::connect_timeout, stage::handshake).acted(true), connects_within(100ms))
                .connection({stalls()});
}

void add_attempts(fault_list& to, way over)
{
    const auto add = [&](const std::string& name, const script& acts, const expected& end,
                         const cosio::config& settings = tries(3)) {
        return fault(over, "repeat", name).connection(hears_and(acts)).exchange(end, settings);
    };
    const std::string good = answer(document());
    const std::string half = good.substr(0, 30);
    const auto second = succeeds("good").after(2);
    const auto lost = succeeds("good").after(2).acted(true);
    const auto saved = [&](const std::string& name, const script& acts,
                           const cosio::config& settings = tries(3)) {
        // The one more exchange goes over the connection of the second attempt.
        to.push_back(add(name, acts, lost, settings).connections(2));
    };
    saved("after_fin", {half_closes()});
    saved("after_reset", {resets()});
    saved("after_fin_in_the_answer", {says(half), half_closes()});
    saved("after_reset_in_the_answer", {says(half), resets()});
    auto settings = tries(3);
    settings.io_timeout = 150ms;
    saved("after_a_stall", {says(half), stalls()}, settings);
    saved("after_html_502",
          {says(answer("<html/>", "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n"))});
    const auto busy = "<Error><Code>SlowDown</Code><Message>m</Message></Error>";
    to.push_back(add("after_slow_down", {says(answer(busy, "HTTP/1.1 503 Slow Down\r\n"))}, second)
                     .connections(1));
    to.push_back(add("after_slow_down_without_connection",
                     {says(answer(busy, "HTTP/1.1 503 Slow Down\r\n")), half_closes()}, second)
                     .connections(2));
    to.push_back(add("three_times", {resets()}, fails(torn, {stage::send, stage::receive}).after(3))
                     .connection({hears(), resets()})
                     .connection({hears(), resets()}));
    auto patience = tries(3);
    patience.operation_timeout = 150ms;
    to.push_back(add("not_as_late_as_told",
                     {says(answer(busy, "HTTP/1.1 503 Slow Down\r\n"
                                        "Retry-After: 99999999999999999999\r\n"))},
                     fails(cosio::service_errc::slow_down, stage::judge).status(503).acted(false),
                     patience)
                     .connections(1));

    to.push_back(
        add("not_after_html_200", {says(answer("<html/>"))}, fails(errc::html_body, stage::judge))
            .connections(1));
    to.push_back(add("not_after_too_long_a_body", {says(ok + "Content-Length: 100000\r\n\r\n")},
                     fails(boost::beast::http::error::body_limit, stage::receive)));
    to.push_back(add("not_after_garbage", {says("garbage\r\n\r\n")},
                     fails(boost::beast::http::error::bad_version, stage::receive)));
    to.push_back(add("not_after_a_redirect",
                     {says(answer("", "HTTP/1.1 307 Temporary Redirect\r\n"
                                      "Location: http://127.0.0.1:" +
                                          elsewhere + "/\r\n"))},
                     fails({307, cosio::foreign_category()}, stage::judge))
                     .connections(1));
    auto careful = tries(3);
    careful.retry.what = cosio::repeat_after::nothing_sent;
    to.push_back(add("not_if_something_was_sent", {resets()},
                     fails(torn, {stage::send, stage::receive}), careful));
    if (over == way::tcp)
        return;
    const auto shaking = [&](const std::string& name, const script& acts, identity who,
                             const expected& end, const cosio::config& how) {
        return fault(over, "repeat", name).connection(acts, who).exchange(end, how);
    };
    auto hasty = tries(3);
    hasty.connect_timeout = 150ms;
    to.push_back(
        shaking("after_a_stall_in_the_handshake", {stalls()}, identity::good, second, hasty)
            .connections(2));
    to.push_back(shaking("after_fin_in_the_handshake", {hears_some(100), half_closes()},
                         identity::good, second, careful)
                     .connections(2));
    to.push_back(shaking("not_after_a_bad_certificate", {}, identity::expired,
                         fails(ssl_error(SSL_R_CERTIFICATE_VERIFY_FAILED), stage::handshake),
                         tries(3))
                     .connection({}));
    to.back() = std::move(to.back()).connections(2);
}

/// Two at once, where there is room for one connection.
void add_turns(fault_list& to, way over)
{
    const auto add = [&](const std::string& name, const script& acts, const expected& first,
                         const expected& second, const cosio::config& one = patient(),
                         const cosio::config& two = patient()) {
        return fault(over, "turn", name)
            .connection(hears_and(acts))
            .exchange(first, one)
            .exchange(second, two)
            .at_once();
    };
    const auto late = fails(errc::io_timeout, stage::receive);
    to.push_back(add("after_an_answer", {says(answer(document()))}, succeeds(), succeeds("good")));
    to.push_back(add("after_a_reset", {resets()}, fails(torn, {stage::send, stage::receive}),
                     succeeds("good"))
                     .connections(2));
    to.push_back(add("after_a_dirty_answer", {says(answer(document()) + "more")}, succeeds(),
                     succeeds("good"))
                     .connections(2));
    to.push_back(add("after_a_stall", {stalls()}, late, succeeds("good"), hears_within(100ms))
                     .connections(2));
    to.push_back(add("too_late", {stalls()}, late, fails(errc::connect_timeout, stage::queue),
                     hears_within(180ms), connects_within(60ms)));
    to.push_back(add("too_late_for_the_operation", {stalls()}, late,
                     fails(errc::operation_timeout, stage::queue), hears_within(180ms),
                     ends_within(60ms)));
}

} // namespace

void add_repeating(fault_list& to, way over)
{
    add_after_the_answer(to, over);
    add_second_use(to, over);
    add_attempts(to, over);
    add_turns(to, over);
}

} // namespace faults
