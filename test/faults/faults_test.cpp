// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The matrix of faults: every one over TCP and over TLS, a test case each.

#include "clients.hpp"
#include "fault.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace {

namespace ut = boost::unit_test;
using namespace faults;

/// Ends a test that would hang.
class watchdog {
public:
    watchdog(boost::asio::io_context& io, std::chrono::seconds bound) : timer_(io, bound)
    {
        timer_.async_wait([](error_code code) {
            if (!code)
                throw std::runtime_error("this took too long");
        });
    }

private:
    boost::asio::steady_timer timer_;
};

void fill_in(std::vector<script>& scripts, std::uint16_t port)
{
    for (script& acts : scripts)
        for (act& what : acts)
            if (const auto at = what.bytes.find(elsewhere); at != std::string::npos)
                what.bytes.replace(at, elsewhere.size(), std::to_string(port));
}

void check(const expected& wanted, const outcome& found)
{
    const auto& about = found.result.diagnostics;
    const error_code code = found.code;
    const bool good = wanted.codes.empty() && wanted.category.empty();
    BOOST_TEST_CONTEXT(about << ": " << code.message() << " (" << code << ')')
    {
        BOOST_TEST(found.calls == 1);
        BOOST_TEST(good == !code);
        if (!wanted.codes.empty())
            BOOST_TEST(
                (std::find(wanted.codes.begin(), wanted.codes.end(), code) != wanted.codes.end()));
        if (!wanted.category.empty())
            BOOST_TEST(code.category().name() == wanted.category);
        BOOST_TEST((std::find(wanted.stages.begin(), wanted.stages.end(), about.stage) !=
                    wanted.stages.end()));
        BOOST_TEST(about.attempts == wanted.attempts);
        BOOST_TEST(found.result.upload_id == wanted.upload_id);
        BOOST_TEST(about.detail.find(wanted.detail) != std::string::npos);
        if (wanted.http_status)
            BOOST_TEST(about.http_status == *wanted.http_status);
        const bool sent = about.stage >= stage::send && about.stage < stage::done;
        BOOST_TEST(about.may_have_acted == wanted.may_have_acted.value_or(code && sent));
        const bool answered =
            about.stage >= stage::judge || code.category().name() == std::string("beast.http");
        if (code && code != errc::operation_timeout)
            BOOST_TEST((code == cosio::condition::network) == !answered);
    }
}

void run(const fault& what)
{
    boost::asio::io_context io;
    const watchdog guard(io, what.bound);
    const auto begin = std::chrono::steady_clock::now();

    const raw_server nobody(io, {}, {});
    auto scripts = what.scripts;
    fill_in(scripts, nobody.port());
    auto identities = what.identities;
    if (what.over == way::tls)
        identities.push_back(identity::good);
    const raw_server server(io, std::move(scripts), std::move(identities), what.entrance);

    const std::string port = ':' + std::to_string(server.port());
    journey path;
    path.url = (what.over == way::tls ? "https://" : "http://") + what.host_ + port;
    path.exchanges = what.exchanges;
    path.at_once = what.together;
    if (what.request != 0)
        path.exchanges.front().user_agent = std::string(what.request, 'x');
    auto ends = what.ends;
    if (what.one_more) {
        path.exchanges.push_back(patient());
        ends.push_back(succeeds("good"));
    }
    const auto found = what.over == way::tls ? run_over_tls(io, path) : run_over_tcp(io, path);
    BOOST_TEST_REQUIRE(found.size() == ends.size());
    for (std::size_t i = 0; i < ends.size(); ++i)
        BOOST_TEST_CONTEXT("exchange " << i)
        {
            check(ends[i], found[i]);
        }
    BOOST_TEST(server.connections() == what.connections());
    BOOST_TEST(nobody.connections() == 0u);
    if (what.group == "handshake" || what.group == "certificate") {
        const auto good = [](const outcome& one) { return !one.code; };
        const auto successes = std::count_if(found.begin(), found.end(), good);
        BOOST_TEST(server.requests() == static_cast<std::size_t>(successes));
    }
    BOOST_TEST((std::chrono::steady_clock::now() - begin < what.bound));
}

/// The most memory that this program ever had, in KB.
long peak()
{
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;)
        if (word == "VmHWM:") {
            long size = 0;
            file >> size;
            return size;
        }
    return 0;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool counts_memory = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
constexpr bool counts_memory = false;
#else
constexpr bool counts_memory = true;
#endif
#else
constexpr bool counts_memory = true;
#endif

/// Suites are made of what the tables say, in their order, before main().
struct matrix {
    matrix()
    {
        add("tcp", way::tcp);
        add("tls", way::tls);
        auto& all = ut::framework::master_test_suite();
        all.add(ut::make_test_case([this] { check_memory(); }, "memory", __FILE__, __LINE__));
    }

    void add(const std::string& name, way over)
    {
        fault_list faults;
        add_connecting(faults, over);
        add_sending(faults, over);
        add_receiving(faults, over);
        add_framing(faults, over);
        add_answers(faults, over);
        add_repeating(faults, over);

        ut::test_suite* const suite = BOOST_TEST_SUITE(name);
        ut::test_suite* group = nullptr;
        for (fault& one : faults) {
            if (!group || group->p_name.value != one.group)
                suite->add(group = BOOST_TEST_SUITE(one.group));
            const auto shared = std::make_shared<const fault>(std::move(one));
            group->add(
                ut::make_test_case([shared] { run(*shared); }, shared->name, __FILE__, __LINE__));
        }
        ut::framework::master_test_suite().add(suite);
    }

    void check_memory() const
    {
        const long growth = peak() - at_the_beginning;
        BOOST_TEST_MESSAGE("grew by " << growth << " KB");
        BOOST_TEST(at_the_beginning > 0);
        if (counts_memory)
            BOOST_TEST(growth < 64 * 1024);
    }

    const long at_the_beginning = peak();
} const all_of_them;

} // namespace
