// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "book.hpp"
#include "faults.hpp"
#include "scenarios.hpp"
#include "server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <chrono>
#include <future>

namespace soak {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

namespace {

/// Takes one operation after the other until none is left.
asio::awaitable<void> work(any_client& client, book& log, std::atomic<std::size_t>& next,
                           std::chrono::milliseconds pause)
{
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (std::size_t i = next++; i < log.size(); i = next++) {
        auto [code, result] =
            co_await client.initiate(log.request(i), asio::as_tuple(asio::deferred));
        log.ended(i, code, result);
        if (pause == 0ms)
            continue;
        timer.expires_after(pause / 2 + std::chrono::milliseconds(
                                            scatter(i) % static_cast<unsigned>(pause.count())));
        co_await timer.async_wait(asio::deferred);
    }
}

/// All operations of the book in so many coroutines; returns when they have ended.
void run(any_client& client, threads& loop, book& log, unsigned coroutines,
         std::chrono::milliseconds pause = 0ms)
{
    std::atomic<std::size_t> next = 0;
    std::vector<std::future<void>> all;
    for (unsigned i = 0; i < coroutines; ++i)
        all.push_back(
            asio::co_spawn(loop.executor(), work(client, log, next, pause), asio::use_future));
    for (auto& one : all)
        one.get();
}

/// The operations of this many coroutines wait in a queue for this many connections.
constexpr unsigned many = 500, few = 64;
constexpr auto patience = sanitized ? 1500ms : 500ms;

} // namespace

void initiate_among_faults(test_case& on, wire how)
{
    const unsigned rounds = on.count < 20'000 ? 4 : 8;
    const std::size_t before = open_sockets();
    faults wrong(on.seed, 100, patience * 3 / 2);
    threads loop(4);
    std::unique_ptr<any_client> client;
    std::uint16_t port = 0;
    std::size_t successes = 0, orphans = 0;
    std::size_t resident[2] = {}, allocated[2] = {}; // after a quarter, and in the end
    std::uint64_t connections = 0, resumptions = 0;
    clock::duration busy{};

    for (unsigned round = 0; round < rounds; ++round) {
        server cos(how, wrong.options(), 2, port);
        if (!client) {
            plan p = cos.quick();
            p.limits.open_per_host = few;
            p.settings.retry.attempts = 3;
            p.settings.retry.first_pause = 2ms;
            p.settings.retry.longest_pause = 20ms;
            p.settings.io_timeout = patience;
            client = make_client(loop.executor(), p);
            port = cos.port();
        }
        book log("round" + std::to_string(round) + '/', on.count / rounds);
        const auto begin = clock::now();
        run(*client, loop, log, many);
        busy += clock::now() - begin;
        connections += cos.counters().connections;
        resumptions += cos.counters().resumptions;
        cos.end();
        on.check(open_sockets() <= before + few,
                 std::to_string(open_sockets() - before) + " sockets are open after a round");
        log.check(on, cos.uploads());
        successes += log.successes();
        orphans += log.orphans();
        if (round + 1 == rounds)
            on.note("the last round: " + log.outcomes());
        const int when = round < rounds / 4 ? 0 : 1;
        resident[when] = resident_kb();
        allocated[when] = allocated_kb();
    }
    client.reset();
    loop.join();
    on.check(open_sockets() == before, "sockets are open after the client is gone");
    const auto total = on.count / rounds * rounds;
    on.check(successes >= total * 8 / 10, "less than 80 % succeeded");
    for (int i = 1; i < static_cast<int>(fault::count); ++i)
        on.check(wrong.counted(static_cast<fault>(i)) > 0 || total < 10'000,
                 "fault " + std::to_string(i) + " did not happen");
    const auto grown = [&](const std::size_t(&kb)[2]) {
        return std::to_string(kb[0]) + " KB after a quarter, " + std::to_string(kb[1]) +
               " KB in the end";
    };
    if (!sanitized) {
        on.check(allocated[1] <= allocated[0] + 2 * 1024, "allocated: " + grown(allocated));
        on.check(resident[1] <= resident[0] * 5 / 4 + 8 * 1024, "resident: " + grown(resident));
    }
    on.note("allocated: " + grown(allocated) + "; resident: " + grown(resident));

    const auto seconds = std::chrono::duration<double>(busy).count();
    on.note(std::to_string(total) + " operations, " + std::to_string(successes) + " successes, " +
            std::to_string(wrong.counted()) + " faults, " + std::to_string(orphans) +
            " uploads nobody knows; " + std::to_string(connections) + " connections (" +
            std::to_string(resumptions) + " resumed a session); " +
            std::to_string(static_cast<long>(static_cast<double>(total) / seconds)) +
            " operations/s");
}

void stale_connections(test_case& on, wire how)
{
    const std::size_t before = open_sockets();
    {
        // Every third answer or so says `keep-alive`, and then the connection is closed.
        std::atomic<std::uint64_t> answers = 0;
        cosio::testing::local_cos_options options;
        options.on_answer([&](const auto& request, cosio::testing::local_answer& answer) {
            ++answers;
            if (scatter(on.seed + number_of(request)) % 3 == 0)
                answer = cosio::testing::local_answer::raw(bytes_of(answer));
        });
        server cos(how, std::move(options));
        plan p = cos.quick(); // one attempt
        p.limits.open_per_host = 16;
        threads loop(4);
        const auto client = make_client(loop.executor(), p);
        book log("stale", on.count);
        run(*client, loop, log, 50);
        const auto counters = cos.counters();
        cos.end();
        log.check(on, cos.uploads());
        on.check(log.successes() == log.size(), "not all succeeded: " + log.outcomes());
        on.check(counters.connections > on.count / 4, "the server closed too few connections");
        on.note(std::to_string(log.size()) + " operations of one attempt, " +
                std::to_string(counters.connections) + " connections, all closed by the server; " +
                log.outcomes());
    }
    on.check(open_sockets() == before, "sockets are open in the end");
}

void idle_connections(test_case& on, wire how)
{
    constexpr auto limit = sanitized ? 300ms : 100ms;
    cosio::testing::local_cos_options options;
    options.idle_timeout(limit);
    server cos(how, std::move(options));
    plan p = cos.quick();
    p.settings.retry.attempts = 3; // a new connection may starve on a busy machine
    p.settings.retry.first_pause = 1ms;
    threads loop(4);
    const auto client = make_client(loop.executor(), p);
    book log("idle", on.count);
    run(*client, loop, log, 100, limit);
    const auto counters = cos.counters();
    cos.end();
    log.check(on, cos.uploads());
    on.check(log.successes() == log.size(), "not all succeeded: " + log.outcomes());
    on.note(std::to_string(log.size()) + " operations, " + std::to_string(counters.connections) +
            " connections, " + std::to_string(log.orphans()) + " uploads nobody knows");
}

void wrong_clock(test_case& on, wire how)
{
    cosio::testing::local_cos_options options;
    options.clock([] { return std::chrono::system_clock::now() + 1h; });
    server cos(how, std::move(options));
    plan p = cos.quick();
    p.settings.retry.attempts = 2;
    p.settings.retry.first_pause = 1ms;
    threads loop(4);
    const auto client = make_client(loop.executor(), p);
    book log("clock", on.count);
    run(*client, loop, log, 50);
    const auto counters = cos.counters();
    cos.end();
    log.check(on, cos.uploads());
    on.check(log.successes() == log.size(), "not all succeeded: " + log.outcomes());
    on.check(counters.requests < log.size() + 200, "the clock was not mended for long");
}

} // namespace soak
