// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Temporary keys that many threads want at once, while their clock moves.

#include <cosio/credentials/refreshing_credentials.hpp>
#include <cosio/testing/manual_clock.hpp>

#include <boost/asio/append.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using cosio::testing::manual_clock;

namespace {

/// Gives keys for ten seconds, every third time none, and counts how many ask at once.
struct busy_source {
    using executor_type = asio::thread_pool::executor_type;

    struct book {
        std::atomic<int> fetches = 0;
        std::atomic<int> at_once = 0;
        std::atomic<bool> overlapped = false;
    };

    executor_type where;
    manual_clock clock;
    std::shared_ptr<book> counts = std::make_shared<book>();

    executor_type get_executor() const { return where; }

    void async_fetch(cosio::source_handler handler)
    {
        if (++counts->at_once != 1)
            counts->overlapped = true;
        const int number = ++counts->fetches;
        asio::post(where, [self = *this, number, kept = std::move(handler)]() mutable {
            cosio::temporary_credentials found;
            cosio::error_code code = cosio::errc::unusable_credentials;
            if (number % 3 != 0) {
                code = {};
                found.who = std::make_shared<const cosio::credentials>("AKID", "key");
                found.expires = std::chrono::floor<std::chrono::seconds>(self.clock.now()) + 10s;
            }
            --self.counts->at_once;
            std::move(kept)(code, std::move(found));
        });
    }
};

struct fixture {
    asio::thread_pool pool{4};
    manual_clock clock{std::chrono::sys_seconds(1585130821s)};
    busy_source source{pool.get_executor(), clock};
    cosio::refreshing_credentials<busy_source, manual_clock> provider{source, {}, clock};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(refreshing_threads, fixture)

BOOST_AUTO_TEST_CASE(callers_from_four_threads_while_keys_come_and_go)
{
    constexpr int each = 500;
    std::atomic<int> good = 0, refused = 0, wrong = 0;
    std::vector<std::thread> callers;
    for (int i = 0; i < 4; ++i)
        callers.emplace_back([&, copy = provider] {
            for (int k = 0; k < each; ++k) {
                clock.advance(1s);
                std::promise<void> done;
                copy.async_get([&](cosio::error_code code, cosio::provided_credentials found) {
                    if (!code && found.who && found.who->secret_id() == "AKID")
                        ++good;
                    else if (code == cosio::errc::unusable_credentials && !found.who)
                        ++refused;
                    else
                        ++wrong;
                    done.set_value();
                });
                done.get_future().wait();
            }
        });
    for (auto& caller : callers)
        caller.join();
    pool.join();
    BOOST_TEST(good + refused == 4 * each);
    BOOST_TEST(good > 0);
    BOOST_TEST(wrong == 0);
    BOOST_TEST(source.counts->fetches > 1);
    BOOST_TEST(!source.counts->overlapped);
}

BOOST_AUTO_TEST_CASE(cancelled_at_any_moment_each_ends_once)
{
    constexpr int many = 500;
    std::atomic<int> ended = 0;
    for (int i = 0; i < many; ++i) {
        clock.advance(i % 2 ? 10s : 0s);
        const auto strand = asio::make_strand(pool);
        const auto signal = std::make_shared<asio::cancellation_signal>();
        asio::post(strand, [this, strand, signal, &ended] {
            provider.async_get(asio::bind_cancellation_slot(
                signal->slot(),
                asio::bind_executor(strand, [signal, strand, &ended](cosio::error_code,
                                                                     cosio::provided_credentials) {
                    ended += strand.running_in_this_thread();
                })));
        });
        asio::post(strand, [signal] { signal->emit(asio::cancellation_type::terminal); });
    }
    pool.join();
    BOOST_TEST(ended == many);
}

BOOST_AUTO_TEST_SUITE_END()
