// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Every kind of executor: where operations run, and where they complete.

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <memory>
#include <support/scripted.hpp>
#include <thread>
#include <type_traits>

namespace asio = boost::asio;
using support::plain_request;

namespace {

/// What somebody outside writes: an executor over an io_context that counts what goes through it.
class counting_executor {
public:
    counting_executor(asio::io_context& io, std::atomic<int>& count) : io_(&io), count_(&count) {}

    asio::execution_context& query(asio::execution::context_t) const noexcept { return *io_; }

    static constexpr auto query(asio::execution::blocking_t) noexcept
    {
        return asio::execution::blocking.never;
    }

    counting_executor require(asio::execution::blocking_t::never_t) const { return *this; }

    template <class Function>
    void execute(Function&& function) const
    {
        ++*count_;
        asio::post(*io_, std::forward<Function>(function));
    }

    friend bool operator==(const counting_executor& a, const counting_executor& b) noexcept
    {
        return a.io_ == b.io_;
    }

private:
    asio::io_context* io_;
    std::atomic<int>* count_;
};

template <class Executor>
support::scripted_client<Executor> client_on(const Executor& executor)
{
    cosio::testing::scripted_transport<Executor> wire(executor);
    wire.answer(200, support::success("u1")).answer(200, support::success("u2"));
    return {wire, support::beijing, support::who, support::once()};
}

} // namespace

BOOST_AUTO_TEST_SUITE(executors)

BOOST_AUTO_TEST_CASE(io_context_with_the_type_kept)
{
    asio::io_context io;
    auto client = client_on(io.get_executor());
    static_assert(std::is_same_v<decltype(client)::executor_type, asio::io_context::executor_type>);
    BOOST_TEST((client.get_executor() == io.get_executor()));
    auto started = client.initiate(plain_request(), asio::use_future);
    io.run();
    BOOST_TEST(started.get().upload_id == "u1");
}

BOOST_AUTO_TEST_CASE(io_context_erased)
{
    asio::io_context io;
    auto client = client_on(asio::any_io_executor(io.get_executor()));
    auto started = client.initiate(plain_request(), asio::use_future);
    io.run();
    BOOST_TEST(started.get().upload_id == "u1");
}

BOOST_AUTO_TEST_CASE(a_thread_pool)
{
    asio::thread_pool pool(2);
    auto client = client_on(pool.get_executor());
    BOOST_TEST(client.initiate(plain_request(), asio::use_future).get().upload_id == "u1");
    auto spawned = asio::co_spawn(
        pool,
        [&]() -> asio::awaitable<std::string> {
            co_return (co_await client.initiate(plain_request())).upload_id;
        },
        asio::use_future);
    BOOST_TEST(spawned.get() == "u2");
    pool.join();
}

BOOST_AUTO_TEST_CASE(a_strand)
{
    asio::thread_pool pool(2);
    const auto strand = asio::make_strand(pool.get_executor());
    auto client = client_on(strand);
    std::promise<bool> on_strand;
    client.initiate(plain_request(), [&](cosio::error_code, cosio::initiate_result) {
        on_strand.set_value(strand.running_in_this_thread());
    });
    BOOST_TEST(on_strand.get_future().get());
    pool.join();
}

BOOST_AUTO_TEST_CASE(an_executor_that_a_user_wrote)
{
    asio::io_context io;
    std::atomic<int> count = 0;
    auto client = client_on(counting_executor(io, count));
    auto started = client.initiate(plain_request(), asio::use_future);
    io.run();
    BOOST_TEST(started.get().upload_id == "u1");
    BOOST_TEST(count > 0);
}

BOOST_AUTO_TEST_CASE(completion_goes_to_the_executor_of_the_handler)
{
    asio::io_context io;
    asio::thread_pool other(1);
    auto client = client_on(asio::any_io_executor(io.get_executor()));
    std::promise<std::thread::id> where;
    client.initiate(plain_request(),
                    asio::bind_executor(other, [&](cosio::error_code, cosio::initiate_result) {
                        where.set_value(std::this_thread::get_id());
                    }));
    io.run(); // ends although the handler is yet to run elsewhere
    std::promise<std::thread::id> pool_thread;
    asio::post(other, [&] { pool_thread.set_value(std::this_thread::get_id()); });
    BOOST_TEST((where.get_future().get() == pool_thread.get_future().get()));
    other.join();
}

BOOST_AUTO_TEST_CASE(the_executor_of_the_handler_is_kept_at_work)
{
    asio::io_context io;
    asio::io_context home;
    auto client = client_on(asio::any_io_executor(io.get_executor()));
    bool called = false;
    client.initiate(plain_request(),
                    asio::bind_executor(
                        home, [&](cosio::error_code, cosio::initiate_result) { called = true; }));
    BOOST_TEST(home.poll() == 0u);
    BOOST_TEST(!home.stopped()); // it waits for the operation
    io.run();
    home.run();
    BOOST_TEST(called);
}

BOOST_AUTO_TEST_CASE(a_client_can_be_rebound)
{
    using erased = support::scripted_client<>;
    using rebound = erased::rebind_executor<asio::io_context::executor_type>::other;
    static_assert(
        std::is_same_v<rebound, support::scripted_client<asio::io_context::executor_type>>);
}

BOOST_AUTO_TEST_SUITE_END()
