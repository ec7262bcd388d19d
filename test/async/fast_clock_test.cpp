// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The long pauses and deadlines of an operation, on a clock that runs faster than time.

#include <cosio/http_category.hpp>
#include <cosio/service_errc.hpp>
#include <cosio/testing/fast_clock.hpp>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <numeric>
#include <string>
#include <support/scripted.hpp>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using support::plain_request;

namespace {

/// A minute takes 0.3 s. Where a test says that something did not wait, the wait would have been
/// many seconds of real time.
using clock_type = cosio::testing::fast_clock<200>;
using wire_type = cosio::testing::scripted_transport<asio::any_io_executor, clock_type>;

/// Remembers the pauses.
struct pause_book {
    std::shared_ptr<std::vector<std::chrono::nanoseconds>> pauses =
        std::make_shared<std::vector<std::chrono::nanoseconds>>();

    void operator()(const cosio::retry_event& next) const noexcept
    {
        pauses->push_back(next.pause);
    }
};

using client_type =
    cosio::basic_client<cosio::q_signing, wire_type, cosio::property_tree_xml, pause_book>;

std::string answer(const std::string& status_and_headers, const std::string& body)
{
    return "HTTP/1.1 " + status_and_headers + "\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

std::string come_back_in(const std::string& time)
{
    return answer("503 Slow Down\r\nx-cos-request-id: r1\r\nRetry-After: " + time,
                  support::refusal("SlowDown"));
}

cosio::config ends_within(std::chrono::steady_clock::duration length)
{
    cosio::config settings;
    settings.operation_timeout = length;
    return settings;
}

struct fixture {
    asio::io_context io;
    wire_type wire{io};
    pause_book book;

    int calls = 0;
    cosio::error_code code;
    cosio::diagnostics about;
    clock_type::duration took{};

    void begin(const cosio::config& settings, asio::cancellation_slot slot = {})
    {
        client_type client(wire, support::beijing, support::who, settings, {}, book);
        client.initiate(plain_request(),
                        asio::bind_cancellation_slot(
                            slot, [this, begun = clock_type::now()](cosio::error_code said,
                                                                    cosio::initiate_result result) {
                                ++calls;
                                code = said;
                                about = result.diagnostics;
                                took = clock_type::now() - begun;
                            }));
    }

    void run(const cosio::config& settings)
    {
        begin(settings);
        io.run();
        BOOST_TEST(calls == 1);
    }

    std::chrono::nanoseconds paused() const
    {
        return std::accumulate(book.pauses->begin(), book.pauses->end(), 0ns);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(virtual_time, fixture)

BOOST_AUTO_TEST_CASE(runs_as_fast_as_it_says)
{
    const auto real_begin = std::chrono::steady_clock::now();
    const auto begin = clock_type::now();
    asio::basic_waitable_timer<clock_type> timer(io, 10s);
    timer.wait();
    BOOST_TEST((clock_type::now() - begin >= 10s));
    timer.expires_after(10s);
    bool rang = false;
    timer.async_wait([&](cosio::error_code failed) { rang = !failed; });
    io.run();
    BOOST_TEST(rang);
    BOOST_TEST((clock_type::now() >= timer.expiry()));
    const auto end = clock_type::now();
    BOOST_TEST((end - begin >= 20s));
    BOOST_TEST((end - begin <= (std::chrono::steady_clock::now() - real_begin) * 200));
}

BOOST_AUTO_TEST_CASE(a_silent_service_meets_the_deadline_of_a_minute)
{
    wire.hang();
    run(cosio::config());
    BOOST_TEST((code == cosio::errc::operation_timeout));
    BOOST_TEST((about.stage == cosio::stage::receive));
    BOOST_TEST(about.may_have_acted);
    BOOST_TEST(about.attempts == 1u);
    BOOST_TEST((took >= 60s));
    BOOST_TEST((took < 10min)); // it is no hour
}

BOOST_AUTO_TEST_CASE(a_deadline_of_days_is_none_that_passes)
{
    wire.answer(200, support::success("u1"));
    run(ends_within(std::chrono::hours(24 * 365)));
    BOOST_TEST(!code);
    wire.answer(200, support::success("u1"));
    io.restart();
    calls = 0;
    run(ends_within(std::chrono::steady_clock::duration::max()));
    BOOST_TEST(!code);
}

BOOST_AUTO_TEST_CASE(what_the_service_asks_for_is_waited)
{
    const std::string date = "\r\nDate: Wed, 25 Mar 2020 10:07:01 GMT";
    for (const std::string& time : {std::string("30"), "Wed, 25 Mar 2020 10:07:31 GMT" + date}) {
        wire.answer_bytes(come_back_in(time)).answer(200, support::success("u1"));
        const auto sent_before = wire.sent().size();
        calls = 0;
        book.pauses->clear();
        io.restart();
        run(ends_within(1h));
        BOOST_TEST(!code, code.message());
        BOOST_TEST(about.attempts == 2u);
        BOOST_TEST(wire.sent().size() == sent_before + 2);
        BOOST_TEST((took >= 30s));
        BOOST_REQUIRE(book.pauses->size() == 1u);
        BOOST_TEST((book.pauses->front() >= 30s && book.pauses->front() <= 31s));
    }
}

BOOST_AUTO_TEST_CASE(a_pause_beyond_the_deadline_is_not_begun)
{
    for (const std::string time : {"3601", "7200", "99999999999999999999"}) {
        wire.answer_bytes(come_back_in(time));
        calls = 0;
        io.restart();
        run(ends_within(1h));
        BOOST_TEST((code == cosio::service_errc::slow_down));
        BOOST_TEST((about.stage == cosio::stage::judge));
        BOOST_TEST(about.http_status == 503u);
        BOOST_TEST(about.code == "SlowDown");
        BOOST_TEST(about.attempts == 1u);
        BOOST_TEST(book.pauses->empty());
        BOOST_TEST((took < 30min));
    }
    BOOST_TEST(wire.sent().size() == 3u);
}

BOOST_AUTO_TEST_CASE(nor_is_one_beyond_what_the_first_pause_left)
{
    wire.answer_bytes(come_back_in("20")).answer_bytes(come_back_in("3590"));
    run(ends_within(1h));
    BOOST_TEST((code == cosio::service_errc::slow_down));
    BOOST_TEST(about.attempts == 2u);
    BOOST_TEST((took >= 20s && took < 30min));
}

BOOST_AUTO_TEST_CASE(the_deadline_holds_in_a_later_attempt)
{
    wire.answer_bytes(come_back_in("20")).hang();
    run(ends_within(4min));
    BOOST_TEST((code == cosio::errc::operation_timeout));
    BOOST_TEST(about.attempts == 2u);
    BOOST_TEST((took >= 4min && took < 30min));
}

BOOST_AUTO_TEST_CASE(pauses_grow_up_to_their_limits)
{
    auto settings = ends_within(2h);
    settings.retry.attempts = 5;
    settings.retry.first_pause = 10s;
    settings.retry.longest_pause = 40s;
    const std::chrono::nanoseconds most[] = {10s, 20s, 40s, 40s};
    for (int i = 0; i < 4; ++i)
        wire.fail(cosio::stage::connect, asio::error::connection_refused);
    wire.answer(200, support::success("u1"));
    run(settings);
    BOOST_TEST(!code, code.message());
    BOOST_TEST(about.attempts == 5u);
    BOOST_REQUIRE(book.pauses->size() == 4u);
    for (std::size_t i = 0; i < 4; ++i)
        BOOST_TEST(((*book.pauses)[i] >= 0s && (*book.pauses)[i] <= most[i]));
    BOOST_TEST((took >= paused()));
    BOOST_TEST((took < paused() + 10min)); // and hardly more; this is 3 s of real time
}

BOOST_AUTO_TEST_CASE(no_attempt_begins_beyond_the_budget)
{
    auto settings = ends_within(10h);
    settings.retry.attempts = 1000;
    settings.retry.first_pause = 40s;
    settings.retry.longest_pause = 40s;
    settings.retry.budget = 200s;
    for (int i = 0; i < 1000; ++i)
        wire.fail(cosio::stage::connect, asio::error::connection_refused);
    run(settings);
    BOOST_TEST((code == asio::error::connection_refused)); // of the last attempt, not a time-out
    BOOST_TEST((about.stage == cosio::stage::connect));
    BOOST_TEST(about.attempts == book.pauses->size() + 1);
    BOOST_TEST(about.attempts > 1u);
    BOOST_TEST((paused() <= 200s));
    BOOST_TEST((took >= paused()));
    BOOST_TEST((took < 1h)); // all attempts would take five
}

BOOST_AUTO_TEST_CASE(what_the_service_asks_for_does_not_stretch_the_budget)
{
    auto settings = ends_within(2h);
    settings.retry.budget = 20min;
    wire.answer_bytes(come_back_in("1201"));
    run(settings);
    BOOST_TEST((code == cosio::service_errc::slow_down));
    BOOST_TEST(about.attempts == 1u);
    BOOST_TEST((took < 20min));
}

BOOST_AUTO_TEST_CASE(cancelled_in_a_long_pause)
{
    asio::cancellation_signal signal;
    wire.answer_bytes(come_back_in("7200")); // 36 s of real time
    begin(ends_within(3h), signal.slot());
    while (book.pauses->empty() && io.run_one() != 0) {
    }
    io.poll();
    BOOST_TEST(calls == 0);
    const auto cancelled = std::chrono::steady_clock::now();
    signal.emit(asio::cancellation_type::terminal);
    io.run();
    BOOST_TEST((std::chrono::steady_clock::now() - cancelled < 10s));
    BOOST_TEST(calls == 1);
    BOOST_TEST((code == asio::error::operation_aborted));
    BOOST_TEST(about.attempts == 1u);
    BOOST_TEST(wire.sent().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_loop_may_die_in_a_long_pause)
{
    const auto token = std::make_shared<int>(1);
    {
        asio::io_context doomed;
        wire_type short_lived(doomed);
        short_lived.answer_bytes(come_back_in("7200"));
        client_type client(short_lived, support::beijing, support::who, ends_within(3h), {}, book);
        client.initiate(plain_request(), [token](cosio::error_code, cosio::initiate_result) {
            BOOST_ERROR("nobody is left to call this");
        });
        while (book.pauses->empty() && doomed.run_one() != 0) {
        }
        doomed.poll();
        BOOST_TEST(token.use_count() == 2);
    }
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
