// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "book.hpp"
#include "scenarios.hpp"
#include "server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <future>
#include <list>
#include <thread>

namespace soak {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

/// A server of one thread, which stops at the first request of a key with the number 0 until it is
/// told to go on, and a client of one thread.
class bench {
public:
    explicit bench(wire how) : cos_(how, options(), 1), plan(cos_.quick()) {}

    ~bench()
    {
        go_on();
        client_.reset();
    }

    struct operation {
        std::size_t number = 0;
        bool ended = false;
        cosio::error_code code;
        cosio::initiate_result result;
        asio::cancellation_signal signal;

        const cosio::diagnostics& about() const { return result.diagnostics; }
    };

    /// Starts an operation, with what the plan was before the first.
    operation& start(std::size_t number)
    {
        if (!client_)
            client_ = make_client(io_.get_executor(), plan);
        operation& op = operations_.emplace_back();
        op.number = number;
        client_->initiate(
            {"examplebucket-1250000000", "k" + std::to_string(number)},
            asio::bind_cancellation_slot(
                op.signal.slot(), [&op](cosio::error_code code, cosio::initiate_result result) {
                    op.ended = true;
                    op.code = code;
                    op.result = std::move(result);
                }));
        return op;
    }

    template <class Condition>
    void run_until(Condition condition)
    {
        io_.restart();
        while (!condition() && io_.run_one_for(10ms) + 1 != 0)
            io_.restart();
    }

    void run_to_end(const operation& op)
    {
        run_until([&] { return op.ended; });
    }

    /// Until everything has ended.
    template <class Look>
    void run_all(Look look, int every = 1)
    {
        run_until([&, turn = 0]() mutable {
            if (++turn % every == 0)
                look();
            return std::all_of(operations_.begin(), operations_.end(),
                               [](const operation& op) { return op.ended; });
        });
    }

    void run_all()
    {
        run_all([] {});
    }

    void run_for(int turns)
    {
        run_until([&] { return --turns < 0; });
    }

    /// Looks what has happened on the sockets, and calls no handler of theirs yet.
    void run_one_beside_what_is_ready()
    {
        asio::post(io_, [] {});
        io_.restart();
        io_.run_one();
    }

    /// One that ends with a success.
    void one(test_case& on, std::size_t number = 1)
    {
        const auto& op = start(number);
        run_to_end(op);
        on.check(!op.code, "failed: " + op.code.message());
    }

    /// Until the server stands still.
    void run_until_held()
    {
        run_until([&] { return held_.load(); });
    }

    void go_on()
    {
        if (!std::exchange(gone_on_, true))
            go_on_.set_value();
    }

    /// Until an answer is there, at which nobody has looked.
    void wait_for_answer() const
    {
        while (!unread_from(cos_.port()))
            std::this_thread::yield();
    }

    void end_server() { cos_.end(); }

    const std::list<operation>& operations() const { return operations_; }
    cosio::testing::local_counters counters() const { return cos_.counters(); }
    std::size_t connections() const { return connections_to(cos_.port()); }

    /// The numbers of all requests, as they arrived.
    std::vector<std::size_t> arrived()
    {
        const std::lock_guard lock(mutex_);
        return arrived_;
    }

private:
    cosio::testing::local_cos_options options()
    {
        cosio::testing::local_cos_options out;
        out.on_request([this](const auto& request) {
            const auto number = number_of(request);
            {
                const std::lock_guard lock(mutex_);
                arrived_.push_back(number);
            }
            if (number == 0) {
                held_ = true;
                released_.wait();
            }
            return std::optional<cosio::testing::local_answer>();
        });
        return out;
    }

    std::mutex mutex_;
    std::vector<std::size_t> arrived_;
    std::atomic<bool> held_ = false;
    bool gone_on_ = false;
    std::promise<void> go_on_;
    std::shared_future<void> released_ = go_on_.get_future().share();
    server cos_;
    asio::io_context io_;
    std::list<operation> operations_;
    std::unique_ptr<any_client> client_;

public:
    soak::plan plan;
};

std::string where(const bench::operation& op)
{
    return op.code.message() + " at " + to_string(op.about().stage);
}

} // namespace

void no_more_than_allowed(test_case& on, wire how)
{
    for (const auto reuse : {cosio::keep_alive::yes, cosio::keep_alive::no}) {
        bench b(how);
        b.plan.limits.open_per_host = 4;
        b.plan.limits.reuse = reuse;
        std::size_t most = 0;
        for (std::size_t i = 1; i <= 100; ++i)
            b.start(i);
        b.run_all([&] { most = std::max(most, b.connections()); }, 32);
        on.check(b.arrived().size() == 100, "not every request came once");
        on.check(most == 4, std::to_string(most) + " connections at once");
        on.check(b.counters().connections == (reuse == cosio::keep_alive::yes ? 4 : 100),
                 std::to_string(b.counters().connections) + " connections in all");
    }
}

void nobody_there(test_case& on, wire how)
{
    bench b(how);
    b.plan.limits.open_per_host = 4;
    b.end_server();
    for (std::size_t i = 1; i <= 200; ++i)
        b.start(i);
    b.run_all();
    for (const auto& op : b.operations())
        on.check(op.code == asio::error::connection_refused &&
                     op.about().stage == cosio::stage::connect && !op.about().may_have_acted,
                 where(op));
    on.check(b.connections() == 0, "connections to nobody");
}

void first_come_first_served(test_case& on, wire how)
{
    for (const std::size_t limit : {1u, 4u}) {
        bench b(how);
        b.plan.limits.open_per_host = limit;
        for (std::size_t i = 1; i <= 200; ++i)
            b.start(i);
        b.run_all();
        const auto order = b.arrived();
        if (limit == 1)
            on.check(std::is_sorted(order.begin(), order.end()), "out of order");
        for (std::size_t place = 0; place < order.size();
             ++place) // several are on their way at once
            on.check(order[place] <= place + 4 * limit && place <= order[place] + 4 * limit,
                     std::to_string(order[place]) + " came at place " + std::to_string(place));
    }
}

void cancelled_in_queue(test_case& on, wire how)
{
    bench b(how);
    b.plan.limits.open_per_host = 1;
    const auto& first = b.start(0);
    b.run_until_held();
    std::vector<bench::operation*> waiting;
    for (std::size_t i = 1; i <= 9; ++i)
        waiting.push_back(&b.start(i));
    b.run_for(20);
    for (const std::size_t i : {0u, 4u, 8u}) {
        waiting[i]->signal.emit(asio::cancellation_type::terminal);
        b.run_to_end(*waiting[i]);
        on.check(waiting[i]->code == asio::error::operation_aborted &&
                     waiting[i]->about().stage == cosio::stage::queue &&
                     waiting[i]->about().attempts == 1 && !waiting[i]->about().may_have_acted,
                 where(*waiting[i]));
    }
    on.check(!first.ended && !waiting[1]->ended, "another one ended too");
    b.go_on();
    b.run_all();
    on.check(b.arrived() == std::vector<std::size_t>{0, 2, 3, 4, 6, 7, 8},
             "the others did not come");
    on.check(b.counters().connections == 1, "a second connection was opened");
}

void cancelled_when_admitted(test_case& on, wire how)
{
    bench b(how);
    b.plan.limits.open_per_host = 1;
    std::size_t most = 0;
    const auto& first = b.start(0);
    b.run_until_held();
    auto& second = b.start(1);
    const auto& third = b.start(2);
    b.run_for(20);
    b.go_on();
    b.wait_for_answer();
    b.run_one_beside_what_is_ready();
    second.signal.emit(asio::cancellation_type::terminal); // comes after the answer
    b.run_all([&] { most = std::max(most, b.connections()); });
    on.check(!first.code, where(first));
    on.check(second.code == asio::error::operation_aborted, where(second));
    on.check(!third.code, where(third));
    on.check(most == 1, std::to_string(most) + " connections at once");
    on.check(b.counters().connections == 1, "a good connection was closed");
}

void timed_out_in_queue(test_case& on, wire how)
{
    bench b(how);
    b.plan.limits.open_per_host = 1;
    b.plan.settings.connect_timeout = sanitized ? 1000ms : 300ms;
    const auto& first = b.start(0);
    b.run_until_held();
    const auto& second = b.start(1);
    b.run_to_end(second);
    on.check(second.code == cosio::errc::connect_timeout &&
                 second.about().stage == cosio::stage::queue && !second.about().may_have_acted,
             where(second));
    on.check(!first.ended, "the first ended too: " + where(first));
    b.go_on();
    b.run_all();
    on.check(!first.code, where(first));
    b.one(on);
    on.check(b.counters().connections == 1, "a second connection was opened");
}

void idle_time(test_case& on, wire how)
{
    for (const auto limit : {20ms, 3'600'000ms}) {
        bench b(how);
        b.plan.limits.idle_time = limit;
        for (int i = 0; i < 3; ++i) {
            b.one(on);
            std::this_thread::sleep_for(50ms);
        }
        on.check(b.counters().connections == (limit < 1s ? 3 : 1),
                 std::to_string(b.counters().connections) + " connections");
        on.check(b.connections() == 1, "an old connection is open still");
    }
}

void age(test_case& on, wire how)
{
    for (const auto limit : {100ms, 3'600'000ms}) {
        bench b(how);
        b.plan.limits.age = limit;
        for (int i = 0; i < 8; ++i) {
            b.one(on);
            std::this_thread::sleep_for(30ms);
        }
        const auto made = b.counters().connections;
        on.check(limit < 1s ? made > 1 : made == 1, std::to_string(made) + " connections");
        on.check(b.connections() == 1, "an old connection is open still");
    }
}

void idle_per_host(test_case& on, wire how)
{
    bench b(how);
    b.plan.limits.idle_per_host = 1;
    b.start(0); // while it is held, the others need connections of their own
    b.run_until_held();
    for (std::size_t i = 1; i <= 3; ++i)
        b.start(i);
    b.run_for(20);
    b.go_on();
    b.run_all();
    on.check(b.counters().connections == 4, std::to_string(b.counters().connections) + " came");
    on.check(b.connections() == 1, std::to_string(b.connections()) + " are kept");
    b.one(on);
    on.check(b.counters().connections == 4, "the one that is kept is not used");
}

void sessions_are_resumed(test_case& on, wire how)
{
    bench b(how);
    b.plan.limits.reuse = cosio::keep_alive::no;
    b.one(on);
    on.check(b.counters().resumptions == 0, "resumed what?");
    b.one(on);
    on.check(b.counters().resumptions == 1, "the second connection did not resume");
    for (int i = 0; i < 8; ++i)
        b.one(on);
    on.check(b.counters().handshakes == 10,
             std::to_string(b.counters().handshakes) + " handshakes");
    on.check(b.counters().resumptions == 9, std::to_string(b.counters().resumptions) + " resumed");
}

} // namespace soak
