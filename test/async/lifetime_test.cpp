// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What an operation holds and gives back: memory, cancellation, the client, the event loop.

#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <support/counting_allocator.hpp>
#include <support/scripted.hpp>
#include <utility>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using support::plain_request;

namespace {

using support::counting_allocator;
using support::tally;

struct fixture {
    asio::io_context io;
    cosio::testing::scripted_transport<> wire{io};
    support::scripted_client<> client{wire, support::beijing, support::who, support::once()};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(lifetime, fixture)

BOOST_AUTO_TEST_CASE(memory_of_the_handlers_allocator_is_back_before_the_call)
{
    tally counts;
    for (const bool good : {true, false}) {
        if (good)
            wire.answer(200, support::success("u1"));
        std::optional<std::size_t> alive;
        client.initiate(plain_request(),
                        asio::bind_allocator(counting_allocator<char>(counts),
                                             [&](cosio::error_code, cosio::initiate_result) {
                                                 alive = counts.alive;
                                             }));
        BOOST_TEST(counts.alive > 0u);
        io.run();
        io.restart();
        BOOST_REQUIRE(alive);
        BOOST_TEST(*alive == 0u);
    }
    BOOST_TEST(counts.allocations > 0u);
}

BOOST_AUTO_TEST_CASE(a_bound_slot_cancels_whatever_the_type)
{
    for (const auto type : {asio::cancellation_type::terminal, asio::cancellation_type::partial,
                            asio::cancellation_type::total}) {
        wire.hang();
        asio::cancellation_signal signal;
        std::optional<cosio::error_code> code;
        cosio::initiate_result last;
        client.initiate(plain_request(),
                        asio::bind_cancellation_slot(
                            signal.slot(), [&](cosio::error_code ec, cosio::initiate_result r) {
                                code = ec;
                                last = std::move(r);
                            }));
        io.poll();
        BOOST_TEST(!code);
        signal.emit(type);
        io.restart();
        io.run();
        BOOST_REQUIRE(code);
        BOOST_TEST((*code == asio::error::operation_aborted));
        BOOST_TEST((last.diagnostics.stage == cosio::stage::receive));
        BOOST_TEST(last.diagnostics.may_have_acted);
        io.restart();
    }
}

BOOST_AUTO_TEST_CASE(a_signal_after_the_end_does_nothing)
{
    wire.answer(200, support::success("u1"));
    asio::cancellation_signal signal;
    unsigned calls = 0;
    client.initiate(plain_request(), asio::bind_cancellation_slot(
                                         signal.slot(), [&](cosio::error_code,
                                                            cosio::initiate_result) { ++calls; }));
    io.run();
    signal.emit(asio::cancellation_type::all);
    io.restart();
    io.run();
    BOOST_TEST(calls == 1u);
}

BOOST_AUTO_TEST_CASE(a_signal_before_the_start_of_work_cancels_too)
{
    wire.hang();
    asio::cancellation_signal signal;
    std::optional<cosio::error_code> code;
    client.initiate(
        plain_request(),
        asio::bind_cancellation_slot(
            signal.slot(), [&](cosio::error_code ec, cosio::initiate_result) { code = ec; }));
    signal.emit(asio::cancellation_type::terminal);
    io.run();
    BOOST_REQUIRE(code);
    BOOST_TEST((*code == asio::error::operation_aborted));
}

BOOST_AUTO_TEST_CASE(an_operation_outlives_its_client)
{
    wire.answer(200, support::success("u1")).answer(200, support::success("u2"));
    auto doomed =
        std::make_unique<support::scripted_client<>>(wire, support::beijing, support::who);
    auto running = doomed->initiate(plain_request(), asio::use_future);
    auto stored = doomed->initiate(plain_request()); // deferred, not even begun
    doomed.reset();
    auto begun = std::move(stored)(asio::use_future);
    io.run();
    BOOST_TEST(running.get().upload_id == "u1");
    BOOST_TEST(begun.get().upload_id == "u2");
}

BOOST_AUTO_TEST_CASE(an_event_loop_may_die_with_operations_in_flight)
{
    auto token = std::make_shared<int>(1);
    {
        asio::io_context short_lived;
        cosio::testing::scripted_transport<> silent(short_lived);
        silent.hang();
        support::scripted_client<> c(silent, support::beijing, support::who);
        c.initiate(plain_request(), [token](cosio::error_code, cosio::initiate_result) {
            BOOST_ERROR("nobody is left to call this");
        });
        short_lived.poll();
        BOOST_TEST(token.use_count() == 2);
    }
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_handler_on_its_way_elsewhere_needs_no_event_loop)
{
    asio::io_context home;
    asio::cancellation_signal signal;
    std::string upload_id;
    {
        asio::io_context short_lived;
        const auto strand = asio::make_strand(short_lived); // whose destruction needs its context
        cosio::testing::scripted_transport<> quick(strand);
        quick.answer(200, support::success("u1"));
        support::scripted_client<> c(quick, support::beijing, support::who);
        c.initiate(plain_request(),
                   asio::bind_cancellation_slot(
                       signal.slot(),
                       asio::bind_executor(home, [&](cosio::error_code, cosio::initiate_result r) {
                           upload_id = std::move(r.upload_id);
                       })));
        short_lived.run();
    }
    BOOST_TEST(upload_id.empty());
    signal.emit(asio::cancellation_type::terminal); // too late, and harmless
    home.run();
    BOOST_TEST(upload_id == "u1");
}

BOOST_AUTO_TEST_CASE(what_a_handler_throws_comes_out_of_run)
{
    wire.answer(200, support::success("u1"));
    client.initiate(plain_request(), [](cosio::error_code, cosio::initiate_result) { throw 42; });
    BOOST_CHECK_THROW(io.run(), int);
}

BOOST_AUTO_TEST_CASE(the_whole_operation_has_a_deadline)
{
    wire.hang();
    auto settings = support::once();
    settings.operation_timeout = 10ms;
    support::scripted_client<> hurried(wire, support::beijing, support::who, settings);
    std::optional<cosio::error_code> code;
    hurried.initiate(plain_request(),
                     [&](cosio::error_code ec, cosio::initiate_result) { code = ec; });
    io.run();
    BOOST_REQUIRE(code);
    BOOST_TEST((*code == cosio::errc::operation_timeout));
    BOOST_TEST((*code == cosio::condition::timeout));
}

BOOST_AUTO_TEST_SUITE_END()
