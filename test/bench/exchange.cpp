// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "allocations.hpp"
#include "fixed_server.hpp"
#include "parts.hpp"
#include "process.hpp"
#include "statistics.hpp"
#include "system_calls.hpp"
#include "table.hpp"
#include "usage.hpp"
#include "variant.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

namespace bench {
namespace {

/// Of one variant in one round.
struct figures {
    double cpu_us, user_us, calls, allocations, per_second, p50_us, p99_us, rss_mb;
    double ratio; ///< Its CPU to that of `bare` in the same round; 0 without `bare`.
};

/// A number of exchanges before those that count: they open the connections and warm the caches.
std::size_t warm_up(const job& what, std::size_t count)
{
    return what.new_connection ? what.concurrency : std::max(8 * what.concurrency, count / 20);
}

/// In a process of its own, whose peak memory is then the variant's.
figures measure(const std::string& name, const job& what, std::size_t count)
{
    const auto subject = make_variant(name, what);
    work before(warm_up(what, count));
    subject->run(before);

    work counted(count);
    const auto allocated = allocations();
    const auto called = system_calls();
    const auto used = usage();
    const auto begun = clock::now();
    subject->run(counted);
    const std::chrono::duration<double> took = clock::now() - begun;
    const auto used_now = usage();
    const auto called_now = system_calls();
    const auto allocated_now = allocations();

    if (counted.took().size() != count)
        throw std::runtime_error("an exchange is missing");
    const auto each = static_cast<double>(count);
    const double user = microseconds(used_now.ru_utime) - microseconds(used.ru_utime);
    const double system = microseconds(used_now.ru_stime) - microseconds(used.ru_stime);
    return {(user + system) / each,
            user / each,
            static_cast<double>(called_now - called) / each,
            static_cast<double>(allocated_now - allocated) / each,
            each / took.count(),
            quantile(counted.took(), 0.5),
            quantile(counted.took(), 0.99),
            static_cast<double>(used_now.ru_maxrss) / 1024,
            0};
}

/// That all variants did the same: so many exchanges, over so many connections.
void check_work(const fixed_server::counters& before, const fixed_server::counters& after,
                const job& what, std::size_t count)
{
    const auto answers = warm_up(what, count) + count;
    const auto connections = what.new_connection ? answers : what.concurrency;
    const auto opened = after.connections - before.connections;
    const auto answered = after.answers - before.answers;
    if (opened != connections || answered != answers)
        throw std::runtime_error(std::to_string(answered) + " exchanges over " +
                                 std::to_string(opened) + " connections, not " +
                                 std::to_string(answers) + " over " + std::to_string(connections));
}

class benchmark {
public:
    explicit benchmark(const exchange_options& wanted)
        : wanted_(wanted), count_(wanted.count != 0       ? wanted.count
                                  : wanted.new_connection ? 2'000
                                                          : 20'000),
          table_(columns(), wanted.json)
    {
        const auto usable = cores();
        if (usable.size() > 1) {
            client_core_ = usable[0];
            server_core_ = usable[1];
        }
        if (!wanted.endpoint)
            server_.emplace(wanted.tls, server_core_);
        what_ = make_job();
    }

    void run()
    {
        for (const auto concurrency : wanted_.concurrency) {
            what_.concurrency = concurrency;
            std::map<std::string, std::vector<figures>> found;
            for (std::size_t round = 0; round < wanted_.rounds; ++round)
                run_round(round, found);
            for (const auto& name : wanted_.variants)
                show(name, found.at(name));
        }
    }

private:
    static std::vector<column> columns()
    {
        return {{"variant", 13, 0, align::left},
                {"concurrency"},
                {"per_second", 0, 0},
                {"cpu_us", 8, 2},
                {"user_us", 8, 2},
                {"calls", 6, 2},
                {"allocations", 0, 1},
                {"p50_us", 9, 1},
                {"p99_us", 9, 1},
                {"rss_mb", 0, 1},
                {"ratio", 6, 2},
                {"tls", 0, 0, align::right, false},
                {"new_connection", 0, 0, align::right, false},
                {"count", 0, 0, align::right, false},
                {"rounds", 0, 0, align::right, false}};
    }

    job make_job() const
    {
        job result;
        if (const char* const id = std::getenv("COS_SECRET_ID"))
            result.secret_id = id;
        if (const char* const secret = std::getenv("COS_SECRET_KEY"))
            result.secret_key = secret;
        result.new_connection = wanted_.new_connection;
        if (server_) {
            result.url = server_->url();
            result.ca_pem = server_->ca_pem();
            result.upload_id = fixed_upload_id;
            return result;
        }
        result.url = *wanted_.endpoint;
        if (wanted_.ca_file) {
            std::ifstream in(*wanted_.ca_file);
            result.ca_pem.emplace(std::istreambuf_iterator<char>(in),
                                  std::istreambuf_iterator<char>());
            if (!in || result.ca_pem->empty())
                throw std::runtime_error(*wanted_.ca_file + " cannot be read or is empty");
        }
        return result;
    }

    /// Each variant once; another one begins in each round.
    void run_round(std::size_t round, std::map<std::string, std::vector<figures>>& found)
    {
        auto order = wanted_.variants;
        const auto first = static_cast<std::ptrdiff_t>(round % order.size());
        std::rotate(order.begin(), order.begin() + first, order.end());
        for (const auto& name : order)
            found[name].push_back(run_one(name));
        if (const auto bare = found.find("bare"); bare != found.end())
            for (auto& [name, rounds] : found)
                rounds.back().ratio = rounds.back().cpu_us / bare->second.back().cpu_us;
    }

    figures run_one(const std::string& name)
    {
        const auto before = server_ ? server_->so_far() : fixed_server::counters();
        try {
            const auto result = in_own_process(static_cast<unsigned>(60 + count_ / 50), [&] {
                std::signal(SIGPIPE, SIG_IGN);
                run_on(client_core_);
                return measure(name, what_, count_);
            });
            if (server_)
                check_work(before, server_->so_far(), what_, count_);
            return result;
        } catch (const std::exception& e) {
            throw std::runtime_error(name + " with " + std::to_string(what_.concurrency) +
                                     " at once: " + e.what());
        }
    }

    void show(const std::string& name, const std::vector<figures>& rounds)
    {
        const auto of = [&](double figures::*member) { return median(rounds, member); };
        const double ratio = of(&figures::ratio);
        table_.add({name, static_cast<long>(what_.concurrency), of(&figures::per_second),
                    of(&figures::cpu_us), of(&figures::user_us), of(&figures::calls),
                    of(&figures::allocations), of(&figures::p50_us), of(&figures::p99_us),
                    of(&figures::rss_mb), ratio > 0 ? cell(ratio) : cell(), what_.tls(),
                    what_.new_connection, static_cast<long>(count_),
                    static_cast<long>(wanted_.rounds)});
    }

    const exchange_options& wanted_;
    std::size_t count_;
    table table_;
    std::optional<int> client_core_, server_core_;
    std::optional<fixed_server> server_;
    job what_;
};

} // namespace

void exchange(const exchange_options& wanted)
{
    allow_many_files();
    benchmark(wanted).run();
}

} // namespace bench
