// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Every completion token that architecture asks for, compiled and run.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <support/scripted.hpp>
#include <type_traits>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using support::plain_request;

namespace {

struct fixture {
    asio::io_context io;
    cosio::testing::scripted_transport<> wire{io};
    support::scripted_client<> client{wire, support::beijing, support::who, support::once()};

    /// Runs a coroutine on the io_context to its end; what it throws comes out here.
    template <class Executor>
    void run(asio::awaitable<void, Executor> work)
    {
        std::exception_ptr failure;
        bool ended = false;
        asio::co_spawn(io, std::move(work), [&](std::exception_ptr thrown) {
            failure = thrown;
            ended = true;
        });
        io.run();
        BOOST_TEST(ended);
        if (failure)
            std::rethrow_exception(failure);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(tokens, fixture)

BOOST_AUTO_TEST_CASE(no_token_in_a_coroutine_of_any_executor)
{
    wire.answer(200, support::success("u1"));
    run([](auto& c) -> asio::awaitable<void> {
        const auto result = co_await c.initiate(plain_request());
        static_assert(std::is_same_v<decltype(result), const cosio::initiate_result>);
        BOOST_TEST(result.upload_id == "u1");
        BOOST_TEST(result.bucket == "examplebucket-1250000000");
        BOOST_TEST(result.key == "exampleobject");
    }(client));
}

BOOST_AUTO_TEST_CASE(no_token_in_a_coroutine_of_the_kept_executor)
{
    wire.answer(200, support::success("u1"));
    using executor = asio::io_context::executor_type;
    run([](auto& c) -> asio::awaitable<void, executor> {
        const auto result = co_await c.initiate(plain_request());
        BOOST_TEST(result.upload_id == "u1");
    }(client));
}

BOOST_AUTO_TEST_CASE(no_token_throws_the_diagnostics)
{
    wire.answer(403, support::refusal("SignatureDoesNotMatch"));
    run([](auto& c) -> asio::awaitable<void> {
        std::optional<cosio::error_with_diagnostics> caught;
        try {
            co_await c.initiate(plain_request());
        } catch (const cosio::error_with_diagnostics& error) {
            caught = error;
        }
        BOOST_REQUIRE(caught);
        BOOST_TEST((caught->code() == cosio::service_errc::signature_does_not_match));
        BOOST_TEST((caught->code() == cosio::condition::denied));
        BOOST_TEST(caught->get_diagnostics().http_status == 403u);
        BOOST_TEST(caught->get_diagnostics().message == "said no");
        const boost::system::system_error& base = *caught;
        BOOST_TEST(std::string(base.what()).find("said no") != std::string::npos);
    }(client));
}

BOOST_AUTO_TEST_CASE(use_awaitable_and_as_tuple)
{
    wire.answer(200, support::success("u1")).answer(404, support::refusal("NoSuchBucket"));
    run([](auto& c) -> asio::awaitable<void> {
        const auto first = co_await c.initiate(plain_request(), asio::use_awaitable);
        BOOST_TEST(first.upload_id == "u1");
        const auto [code, result] =
            co_await c.initiate(plain_request(), asio::as_tuple(asio::use_awaitable));
        BOOST_TEST((code == cosio::service_errc::no_such_bucket));
        BOOST_TEST(result.diagnostics.code == "NoSuchBucket");
        BOOST_TEST(result.upload_id.empty());
    }(client));
}

BOOST_AUTO_TEST_CASE(use_awaitable_with_diagnostics)
{
    wire.answer(404, support::refusal("NoSuchBucket"));
    run([](auto& c) -> asio::awaitable<void> {
        std::string said;
        try {
            co_await c.initiate(plain_request(), cosio::with_diagnostics(asio::use_awaitable));
        } catch (const cosio::error_with_diagnostics& error) {
            said = error.get_diagnostics().code;
        }
        BOOST_TEST(said == "NoSuchBucket");
    }(client));
}

BOOST_AUTO_TEST_CASE(a_timer_wins_the_race)
{
    using namespace asio::experimental::awaitable_operators;
    wire.hang();
    run([](auto& c) -> asio::awaitable<void> {
        asio::steady_timer timer(co_await asio::this_coro::executor, 10ms);
        const auto first = co_await (c.initiate(plain_request(), asio::use_awaitable) ||
                                     timer.async_wait(asio::use_awaitable));
        BOOST_TEST(first.index() == 1u);
    }(client));
}

BOOST_AUTO_TEST_CASE(the_answer_wins_the_race)
{
    using namespace asio::experimental::awaitable_operators;
    wire.answer(200, support::success("u1"));
    run([](auto& c) -> asio::awaitable<void> {
        asio::steady_timer timer(co_await asio::this_coro::executor, 10s);
        const auto first = co_await (c.initiate(plain_request(), asio::use_awaitable) ||
                                     timer.async_wait(asio::use_awaitable));
        BOOST_REQUIRE(first.index() == 0u);
        BOOST_TEST(std::get<0>(first).upload_id == "u1");
    }(client));
}

BOOST_AUTO_TEST_CASE(use_future)
{
    wire.answer(200, support::success("u1")).answer(404, support::refusal("NoSuchBucket"));
    auto good = client.initiate(plain_request(), asio::use_future);
    auto bad = client.initiate(plain_request(), cosio::with_diagnostics(asio::use_future));
    io.run();
    BOOST_TEST(good.get().upload_id == "u1");
    BOOST_CHECK_EXCEPTION(bad.get(), cosio::error_with_diagnostics, [](const auto& error) {
        return error.get_diagnostics().code == "NoSuchBucket";
    });
}

BOOST_AUTO_TEST_CASE(a_callback_is_never_called_from_inside)
{
    bool inside = true;
    unsigned calls = 0;
    const auto count = [&](cosio::error_code, cosio::initiate_result) {
        BOOST_TEST(!inside);
        ++calls;
    };
    asio::post(io, [&] {
        inside = true;
        client.initiate(plain_request(), count);                  // nothing in the script
        client.initiate({"examplebucket-1250000000", ""}, count); // refused at once
        inside = false;
    });
    io.run();
    BOOST_TEST(calls == 2u);
}

BOOST_AUTO_TEST_CASE(a_move_only_callback)
{
    wire.answer(200, support::success("u1"));
    std::string got;
    client.initiate(plain_request(),
                    [&got, owned = std::make_unique<int>(1)](cosio::error_code code,
                                                             const cosio::initiate_result& result) {
                        got = code ? "" : result.upload_id;
                    });
    io.run();
    BOOST_TEST(got == "u1");
}

BOOST_AUTO_TEST_CASE(detached)
{
    wire.answer(200, support::success("u1"));
    client.initiate(plain_request(), asio::detached);
    io.run();
    BOOST_TEST(wire.sent().size() == 1u);
}

BOOST_AUTO_TEST_CASE(nothing_happens_before_a_deferred_call_is_awaited)
{
    wire.answer(200, support::success("u1"));
    auto later = client.initiate(plain_request());
    io.run();
    BOOST_TEST(wire.sent().empty());
    io.restart();
    auto started = std::move(later)(asio::use_future);
    io.run();
    BOOST_TEST(started.get().upload_id == "u1");
}

BOOST_AUTO_TEST_SUITE_END()
