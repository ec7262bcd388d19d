// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// One client, many threads and coroutines; what ThreadSanitizer runs.

#include <cosio/cosio.hpp>
#include <cosio/testing/local_cos.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <support/local.hpp>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using tls_client = cosio::client;

namespace {

struct fixture {
    asio::thread_pool pool{4};
    cosio::testing::local_cos cos{pool.get_executor(), support::strict_cos()};
    tls_client client{
        cosio::tls_transport<>(pool, cosio::ca_pem(cos.ca_pem())),
        cosio::endpoint::url(cos.https_url()).stands_for(cosio::endpoint::region("ap-beijing")),
        cosio::credentials(support::secret_id, support::secret_key)};

    ~fixture()
    {
        cos.stop();
        pool.join();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(threads, fixture)

BOOST_AUTO_TEST_CASE(coroutines_on_a_pool)
{
    std::vector<std::future<void>> all;
    for (int i = 0; i < 16; ++i)
        all.push_back(asio::co_spawn(
            pool,
            [](tls_client& c, int worker) -> asio::awaitable<void> {
                for (int k = 0; k < 10; ++k) {
                    const auto key = std::to_string(worker) + '/' + std::to_string(k);
                    const auto result = co_await c.initiate({support::bucket, key});
                    if (result.key != key)
                        throw std::runtime_error("got " + result.key + " for " + key);
                }
            }(client, i),
            asio::use_future));
    for (auto& one : all)
        BOOST_CHECK_NO_THROW(one.get());
    BOOST_TEST(cos.uploads().size() == 160u);
}

BOOST_AUTO_TEST_CASE(calls_from_four_threads_outside)
{
    std::atomic<unsigned> good = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i)
        callers.emplace_back([&, i] {
            for (int k = 0; k < 20; ++k) {
                const auto key = std::to_string(i) + '/' + std::to_string(k);
                if (client.initiate({support::bucket, key}, asio::use_future).get().key == key)
                    ++good;
            }
        });
    for (auto& caller : callers)
        caller.join();
    BOOST_TEST(good == 80u);
}

BOOST_AUTO_TEST_CASE(what_ends_at_once_ends_too)
{
    // The operation may be over on the pool before the call that starts it has returned.
    constexpr unsigned each = 5000;
    std::atomic<unsigned> refused = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 2; ++i)
        callers.emplace_back([&] {
            for (unsigned k = 0; k < each; ++k)
                client.initiate({"no bucket", "k"},
                                [&](cosio::error_code code, cosio::initiate_result) {
                                    refused += code == cosio::errc::invalid_bucket;
                                });
        });
    for (auto& caller : callers)
        caller.join();
    cos.stop();
    pool.join();
    BOOST_TEST(refused == 2 * each);
}

BOOST_AUTO_TEST_CASE(cancelled_at_any_moment_each_ends_once)
{
    std::atomic<unsigned> ended = 0;
    std::vector<std::future<void>> all;
    for (int i = 0; i < 64; ++i) {
        // The signal belongs to a strand, the operation to the pool.
        auto strand = asio::make_strand(pool);
        auto signal = std::make_shared<asio::cancellation_signal>();
        auto done = std::make_shared<std::promise<void>>();
        all.push_back(done->get_future());
        asio::post(strand, [this, strand, signal, done, &ended] {
            client.initiate(
                {support::bucket, "k"},
                asio::bind_cancellation_slot(
                    signal->slot(),
                    asio::bind_executor(
                        strand, [signal, done, &ended](cosio::error_code, cosio::initiate_result) {
                            ++ended;
                            done->set_value();
                        })));
        });
        // A different moment each time; which one does not matter, and yielding would wait for
        // every other program of a busy machine.
        const auto moment = std::chrono::steady_clock::now() + std::chrono::microseconds(10 * i);
        while (std::chrono::steady_clock::now() < moment) {
        }
        asio::post(strand, [signal] { signal->emit(asio::cancellation_type::terminal); });
    }
    for (auto& one : all)
        one.wait();
    BOOST_TEST(ended == 64u);
}

BOOST_AUTO_TEST_SUITE_END()
