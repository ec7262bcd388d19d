// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "fixed_server.hpp"
#include "job.hpp"
#include "parts.hpp"
#include "process.hpp"
#include "statistics.hpp"
#include "table.hpp"
#include "usage.hpp"
#include "work.hpp"

#include <cosio/client.hpp>
#include <cosio/transport/tcp_transport.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace bench {
namespace {

namespace asio = boost::asio;

using client = cosio::basic_client<cosio::q_signing, cosio::tcp_transport<>>;

/// That all operations of a run share.
constexpr std::size_t connections = 256;

/// Initiates of each coroutine, one after the other: the work grows as the number in flight does.
constexpr std::size_t each = 5;

/// Of one run.
struct figures {
    double seconds, cpu_us, wall_us, rss_kb;
    double connections; ///< That the server saw.
};

/// Coroutines, or callers without, that share one client, and keep as many initiates in flight as
/// they are.
class crowd {
public:
    crowd(const job& what, std::size_t size, bool callbacks)
        : what_(what), size_(size), callbacks_(callbacks), left_(static_cast<std::ptrdiff_t>(size))
    {
    }

    /// The client must stay until all is done.
    template <class Context>
    void start(Context& context, client& cos)
    {
        for (std::size_t i = 0; i < size_; ++i)
            if (callbacks_)
                asio::post(context, [this, &cos] { call(cos, each); });
            else
                asio::co_spawn(context, use(cos),
                               [this](std::exception_ptr failed) { end(failed); });
    }

    /// @throws std::exception if an answer was not the one that is due, or not all were in flight
    ///         at once.
    void wait()
    {
        left_.wait();
        if (complaint_)
            std::rethrow_exception(complaint_);
        if (!all_at_once_)
            throw std::runtime_error("never as many in flight as there should be");
    }

private:
    asio::awaitable<void> use(client& cos)
    {
        for (std::size_t i = 0; i < each; ++i) {
            one_more();
            const auto result = co_await cos.initiate({bucket, key});
            one_less(result);
        }
    }

    void call(client& cos, std::size_t left)
    {
        one_more();
        cos.initiate({bucket, key},
                     [this, &cos, left](cosio::error_code code, cosio::initiate_result result) {
                         try {
                             if (code)
                                 throw cosio::error_with_diagnostics(code, result.diagnostics);
                             one_less(result);
                             left > 1 ? call(cos, left - 1) : end(nullptr);
                         } catch (...) {
                             end(std::current_exception());
                         }
                     });
    }

    void one_more() noexcept
    {
        if (in_flight_.fetch_add(1, std::memory_order_relaxed) + 1 == size_)
            all_at_once_.store(true, std::memory_order_relaxed);
    }

    void one_less(const cosio::initiate_result& result)
    {
        in_flight_.fetch_sub(1, std::memory_order_relaxed);
        what_.check(result.upload_id);
    }

    void end(std::exception_ptr failed)
    {
        if (failed)
            std::call_once(complained_, [&] { complaint_ = failed; });
        left_.count_down();
    }

    const job& what_;
    const std::size_t size_;
    const bool callbacks_;
    std::atomic<std::size_t> in_flight_ = 0;
    std::atomic<bool> all_at_once_ = false;
    std::once_flag complained_;
    std::exception_ptr complaint_;
    std::latch left_;
};

/// An event loop with one thread, the caller's.
class one_thread {
public:
    explicit one_thread(std::size_t) {}

    asio::io_context& context() noexcept { return io_; }

    void run(crowd& all, client& cos)
    {
        all.start(io_, cos);
        io_.restart();
        io_.run();
        all.wait();
    }

private:
    asio::io_context io_{1};
};

class many_threads {
public:
    explicit many_threads(std::size_t threads) : threads_(threads), pool_(threads) {}

    asio::thread_pool& context() noexcept { return pool_; }

    void run(crowd& all, client& cos)
    {
        // None is to be through before the last is there. Shared, as a thread may be about to leave
        // it when all is done.
        const auto gate = std::make_shared<std::latch>(1);
        for (std::size_t i = 0; i < threads_; ++i)
            asio::post(pool_, [gate] { gate->wait(); });
        all.start(pool_, cos);
        gate->count_down();
        all.wait();
    }

private:
    std::size_t threads_;
    asio::thread_pool pool_;
};

/// The initiates that open the connections, before those that count.
std::size_t warm_up(std::size_t in_flight)
{
    return std::min(in_flight, connections);
}

/// In a process of its own, whose peak memory is then that of so many operations.
template <class Loop>
figures measure(const job& what, std::size_t threads, std::size_t in_flight, bool callbacks)
{
    crowd before(what, warm_up(in_flight), callbacks), counted(what, in_flight, callbacks);
    Loop loop(threads);
    cosio::connection_limits limits;
    limits.open_per_host = limits.idle_per_host = connections;
    // The default timeouts will do: a connection may be waited for for 10 s, and 10,000 in flight
    // wait half a second.
    client cos(cosio::tcp_transport<>(loop.context(), limits), what.endpoint(),
               cosio::credentials(what.secret_id, what.secret_key));
    loop.run(before, cos);

    const auto used = usage();
    const auto begun = clock::now();
    loop.run(counted, cos);
    const std::chrono::duration<double> took = clock::now() - begun;
    const auto used_now = usage();

    const auto count = static_cast<double>(in_flight * each);
    const double cpu = microseconds(used_now.ru_utime) - microseconds(used.ru_utime) +
                       microseconds(used_now.ru_stime) - microseconds(used.ru_stime);
    return {took.count(), cpu / count, 1e6 * took.count() / count,
            static_cast<double>(used_now.ru_maxrss), 0};
}

class benchmark {
public:
    explicit benchmark(const scale_options& wanted)
        : wanted_(wanted), table_(columns(), wanted.json)
    {
        std::optional<int> server_core;
        if (const auto usable = cores(); usable.size() > 1) {
            client_core_ = usable[0];
            server_core = usable[1];
        }
        server_.emplace(false, server_core);
        what_.url = server_->url();
        what_.upload_id = fixed_upload_id;
    }

    void run()
    {
        for (const auto threads : wanted_.threads) {
            std::map<std::size_t, std::vector<figures>> found;
            auto sizes = wanted_.in_flight;
            sizes.insert(sizes.begin(), connections);
            for (std::size_t round = 0; round < wanted_.rounds; ++round)
                for (const auto size : sizes)
                    found[size].push_back(run_one(threads, size));
            for (const auto size : wanted_.in_flight)
                show(threads, size, found.at(size), found.at(connections));
        }
    }

private:
    static std::vector<column> columns()
    {
        return {{"threads"},
                {"in_flight"},
                {"connections"},
                {"seconds", 0, 3},
                {"wall_us", 8, 2},
                {"cpu_us", 8, 2},
                {"rss_mb", 0, 1},
                {"kb_each", 0, 2},
                {"each", 0, 0, align::right, false},
                {"rounds", 0, 0, align::right, false}};
    }

    figures run_one(std::size_t threads, std::size_t in_flight)
    {
        const auto before = server_->so_far();
        try {
            auto result = in_own_process(120, [&] {
                std::signal(SIGPIPE, SIG_IGN);
                // One thread has a core of its own; several share what there is with the server.
                if (threads == 1)
                    run_on(client_core_);
                return (threads == 1
                            ? measure<one_thread>
                            : measure<many_threads>)(what_, threads, in_flight, wanted_.callbacks);
            });
            const auto after = server_->so_far();
            const auto opened = after.connections - before.connections;
            const auto answers = after.answers - before.answers;
            if (opened > connections || answers != each * (warm_up(in_flight) + in_flight))
                throw std::runtime_error(std::to_string(answers) + " answers over " +
                                         std::to_string(opened) + " connections");
            result.connections = static_cast<double>(opened);
            return result;
        } catch (const std::exception& e) {
            throw std::runtime_error(std::to_string(in_flight) + " in flight on " +
                                     std::to_string(threads) + " threads: " + e.what());
        }
    }

    /// The memory of each operation is what the process has more than one with an operation for
    /// each connection: the operation, what the allocator adds, and the coroutine that awaits it,
    /// if there is one.
    /// It is told only where it is more than the pages that come and go from run to run.
    static cell memory_of_each(std::size_t in_flight, double rss_kb, double base_kb)
    {
        if (in_flight < 2 * connections)
            return {};
        return (rss_kb - base_kb) / static_cast<double>(in_flight - connections);
    }

    void show(std::size_t threads, std::size_t in_flight, const std::vector<figures>& rounds,
              const std::vector<figures>& base)
    {
        const auto of = [&](double figures::*member) { return median(rounds, member); };
        table_.add({static_cast<long>(threads), static_cast<long>(in_flight),
                    static_cast<long>(of(&figures::connections)), of(&figures::seconds),
                    of(&figures::wall_us), of(&figures::cpu_us), of(&figures::rss_kb) / 1024,
                    memory_of_each(in_flight, of(&figures::rss_kb), median(base, &figures::rss_kb)),
                    static_cast<long>(each), static_cast<long>(wanted_.rounds)});
    }

    const scale_options& wanted_;
    table table_;
    std::optional<int> client_core_;
    std::optional<fixed_server> server_;
    job what_;
};

} // namespace

void scale(const scale_options& wanted)
{
    allow_many_files();
    benchmark(wanted).run();
}

} // namespace bench
