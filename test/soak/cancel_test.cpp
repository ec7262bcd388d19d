// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "book.hpp"
#include "faults.hpp"
#include "scenarios.hpp"
#include "server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <future>

namespace soak {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

namespace {

/// When an operation is cancelled.
enum class moment { at_once, timer, timer_of_another_thread, at_request, at_answer, twice, never };

/// Operations that are cancelled, some at once, the next when one has ended.
class campaign {
public:
    campaign(test_case& on, book& log, faults& wrong, threads& loop)
        : on_(on), log_(log), wrong_(wrong), loop_(loop), ringing_(log.size())
    {
    }

    void client(any_client& one) { client_ = &one; }

    cosio::testing::local_cos_options options()
    {
        using namespace cosio::testing;
        local_cos_options out;
        out.on_request([this](const local_request& request) -> std::optional<local_answer> {
            if (over_)
                return {};
            ring(number_of(request), moment::at_request);
            return wrong_.before(request);
        });
        out.on_answer([this](const local_request& request, local_answer& answer) {
            if (over_)
                return;
            const auto i = number_of(request);
            ring(i, moment::at_answer);
            wrong_.after(request, answer);
            if (is_held(i))
                answer.delay(1h);
        });
        return out;
    }

    void run(unsigned at_once)
    {
        open_ = at_once;
        for (unsigned i = 0; i < at_once; ++i)
            start_next();
        ended_.get_future().get();
        other_.join();
        over_ = true;
        on_.note("slowest end after a cancellation: " + std::to_string(slowest_.load() / 1000) +
                 " ms; cancelled before the end: " + std::to_string(in_time_));
    }

private:
    struct operation {
        operation(campaign& all, std::size_t which)
            : strand(asio::make_strand(all.loop_.executor())), timer(strand), again(strand),
              i(which)
        {
        }

        asio::strand<asio::any_io_executor> strand;
        asio::cancellation_signal signal;
        asio::steady_timer timer, again;
        std::size_t i;
        clock::time_point fired{};
        bool ended = false;
    };
    using pointer = std::shared_ptr<operation>;

    std::uint64_t chance(std::size_t i, unsigned what) const
    {
        return scatter(on_.seed ^ scatter(i * 8 + what));
    }

    moment moment_of(std::size_t i) const { return static_cast<moment>(chance(i, 0) % 7); }

    /// Not answered at all; only cancelling helps. Few, because the server keeps the connections.
    bool is_held(std::size_t i) const
    {
        const auto rare = std::max<std::size_t>(50, log_.size() / 300);
        return moment_of(i) != moment::never && chance(i, 1) % rare == 0;
    }

    /// Between one and 30,000 microseconds, as often below 200 as above.
    std::chrono::microseconds delay(std::size_t i, unsigned what) const
    {
        const double share = static_cast<double>(chance(i, what) % 10'000) / 10'000;
        return std::chrono::microseconds(static_cast<long>(std::pow(30'000.0, share)));
    }

    asio::cancellation_type type(std::size_t i) const
    {
        constexpr asio::cancellation_type types[] = {
            asio::cancellation_type::terminal, asio::cancellation_type::partial,
            asio::cancellation_type::total, asio::cancellation_type::all};
        return types[chance(i, 2) % 4];
    }

    void start_next()
    {
        const std::size_t i = next_++;
        if (i >= log_.size()) {
            if (--open_ == 0)
                ended_.set_value();
            return;
        }
        const auto op = std::make_shared<operation>(*this, i);
        asio::post(op->strand, [this, op] { start(op); });
    }

    void start(const pointer& op)
    {
        const auto i = op->i;
        const auto when = moment_of(i);
        if (when == moment::at_request || when == moment::at_answer) {
            const std::lock_guard lock(mutex_);
            ringing_[i] = op;
        }
        client_->initiate(log_.request(i),
                          asio::bind_cancellation_slot(
                              op->signal.slot(),
                              asio::bind_executor(op->strand, [this, op](cosio::error_code code,
                                                                         const auto& result) {
                                  end(op, code, result);
                              })));
        switch (when) {
        case moment::at_once: fire(op); break;
        case moment::twice: fire_after(op->again, delay(i, 4), op); [[fallthrough]];
        case moment::timer: fire_after(op->timer, delay(i, 3), op); break;
        case moment::timer_of_another_thread: {
            const auto timer = std::make_shared<asio::steady_timer>(other_.executor(), delay(i, 3));
            timer->async_wait([this, op, timer](boost::system::error_code) {
                asio::post(op->strand, [this, op] { fire(op); });
            });
            break;
        }
        default: break;
        }
    }

    void fire_after(asio::steady_timer& timer, std::chrono::microseconds time, const pointer& op)
    {
        timer.expires_after(time);
        timer.async_wait([this, op](boost::system::error_code) { fire(op); });
    }

    void ring(std::size_t i, moment when)
    {
        pointer op;
        if (moment_of(i) == when) {
            const std::lock_guard lock(mutex_);
            op = ringing_[i];
        }
        if (op)
            asio::post(op->strand, [this, op] { fire(op); });
    }

    void fire(const pointer& op)
    {
        if (op->ended)
            return;
        if (op->fired == clock::time_point())
            op->fired = clock::now();
        op->signal.emit(type(op->i));
    }

    void end(const pointer& op, cosio::error_code code, const cosio::initiate_result& result)
    {
        const auto i = op->i;
        const bool fired = op->fired != clock::time_point();
        log_.ended(i, code, result);
        on_.check(!op->ended, "an operation ended twice");
        op->ended = true;
        op->timer.cancel();
        op->again.cancel();
        on_.check(fired || code != asio::error::operation_aborted,
                  "aborted although nobody cancelled it");
        on_.check(!fired || !is_held(i) || code, "a success that was never answered");
        if (fired) {
            ++in_time_;
            const auto took =
                std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - op->fired)
                    .count();
            auto most = slowest_.load();
            while (took > most && !slowest_.compare_exchange_weak(most, took)) {
            }
            on_.check(took < 5'000'000, "ended seconds after it was cancelled");
        }
        {
            const std::lock_guard lock(mutex_);
            ringing_[i].reset();
        }
        start_next();
    }

    test_case& on_;
    book& log_;
    faults& wrong_;
    threads& loop_;
    threads other_{1};
    any_client* client_ = nullptr;
    std::atomic<bool> over_ = false; ///< no more faults
    std::atomic<std::size_t> next_ = 0;
    std::atomic<unsigned> open_ = 0;
    std::atomic<std::size_t> in_time_ = 0;
    std::atomic<std::int64_t> slowest_ = 0;
    std::promise<void> ended_;
    std::mutex mutex_;
    std::vector<pointer> ringing_; ///< those that the server's hooks cancel
};

} // namespace

void cancel_anywhere(test_case& on, wire how)
{
    const std::size_t before = open_sockets();
    {
        book log("cancelled", on.count);
        faults wrong(on.seed, 30, 0ms);
        threads loop(4);
        campaign all(on, log, wrong, loop);
        server cos(how, all.options());
        plan p = cos.quick();
        p.limits.open_per_host = 16;
        p.settings.retry.attempts = 3;
        p.settings.retry.first_pause = 2ms;
        auto client = make_client(loop.executor(), p);
        all.client(*client);
        all.run(40);
        on.note(log.outcomes());

        // It still works, although every place may have been cancelled.
        book later("later", 40);
        std::vector<std::future<void>> ends;
        for (std::size_t i = 0; i < later.size(); ++i) {
            const auto end = std::make_shared<std::promise<void>>();
            ends.push_back(end->get_future());
            client->initiate(later.request(i),
                             [&later, i, end](cosio::error_code code, const auto& result) {
                                 later.ended(i, code, result);
                                 end->set_value();
                             });
        }
        for (auto& end : ends)
            end.get();
        on.check(later.successes() == later.size(),
                 "it does not work any more: " + later.outcomes());
        client.reset();
        loop.join();
        cos.end();
        auto uploads = cos.uploads();
        std::erase_if(uploads, [](const auto& u) { return u.key.starts_with("later"); });
        log.check(on, uploads);
    }
    on.check(open_sockets() == before, "sockets are open in the end");
}

void client_goes_first(test_case& on, wire how)
{
    const std::size_t before = open_sockets();
    for (unsigned round = 0; round < 5; ++round) {
        server cos(how);
        threads loop(4);
        plan p = cos.quick();
        p.limits.open_per_host = 8;
        auto client = make_client(loop.executor(), p);
        book log("goes", on.count);
        for (std::size_t i = 0; i < log.size(); ++i)
            client->initiate(log.request(i), [&log, i](cosio::error_code code, const auto& result) {
                log.ended(i, code, result);
            });
        log.wait_for(scatter(on.seed + round) % log.size());
        client.reset();
        loop.join();
        on.check(log.successes() == log.size(), "not all succeeded: " + log.outcomes());
        on.check(cos.counters().connections <= p.limits.open_per_host,
                 std::to_string(cos.counters().connections) + " connections");
        cos.end();
        log.check(on, cos.uploads());
    }
    on.check(open_sockets() == before, "sockets are open in the end");
}

void context_goes_first(test_case& on, wire how)
{
    const std::size_t before = open_sockets();
    const auto alive = std::make_shared<int>();
    std::atomic<std::size_t> called = 0;
    const unsigned rounds = 20;
    for (unsigned round = 0; round < rounds; ++round) {
        server cos(how);
        threads loop(1 + round % 4);
        asio::thread_pool elsewhere(1);
        plan p = cos.quick();
        p.limits.open_per_host = 8;
        auto client = make_client(loop.executor(), p);
        book log("goes", on.count);
        for (std::size_t i = 0; i < log.size(); ++i) {
            auto handler = [&, i, alive](cosio::error_code code, const auto& result) {
                ++called;
                log.ended(i, code, result);
                on.check(!code, "failed although nothing was wrong: " + code.message());
            };
            if (i % 8 == 0)
                client->initiate(log.request(i), asio::bind_executor(elsewhere, handler));
            else
                client->initiate(log.request(i), handler);
        }
        log.wait_for(scatter(on.seed + round) % log.size());
        client.reset();
        loop.destroy();
        elsewhere.join();
        on.check(alive.use_count() == 1, "handlers live after their execution context");
    }
    on.check(called < rounds * on.count, "everything had ended before");
    on.check(open_sockets() == before, "sockets are open in the end");
    on.note(std::to_string(called) + " of " + std::to_string(rounds * on.count) +
            " had ended before");
}

} // namespace soak
