// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Many operations at once, and every misfortune at random: what is promised holds all the same.
//
//     soak [INITIATES [CANCELLATIONS]] [PART OF A CASE'S NAME...]
//
// The environment's COSIO_SEED repeats the misfortunes of an earlier run; how the threads take turns
// cannot be repeated. `soak 200000 20000` is the run for an evening.

#include "scenarios.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <malloc.h>
#include <map>
#include <random>
#include <sstream>
#include <string_view>
#include <unistd.h>

namespace soak {

void test_case::check(bool good, const std::string& what)
{
    if (good)
        return;
    const std::lock_guard lock(mutex_);
    if (++wrong_ <= 10)
        std::cout << "    " << what << std::endl;
}

void test_case::note(const std::string& what)
{
    const std::lock_guard lock(mutex_);
    std::cout << "  " << what << std::endl;
}

bool test_case::passed() const
{
    const std::lock_guard lock(mutex_);
    return wrong_ == 0;
}

std::size_t resident_kb()
{
    ::malloc_trim(0);
    std::size_t all = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) / 1024;
}

std::size_t allocated_kb()
{
    return ::mallinfo2().uordblks / 1024;
}

std::size_t open_sockets()
{
    std::size_t count = 0;
    std::error_code gone; // the folder's own descriptor, for one
    for (const auto& one : std::filesystem::directory_iterator("/proc/self/fd"))
        count += std::filesystem::read_symlink(one, gone).string().starts_with("socket:");
    return count;
}

namespace {

/// The connections to that port of 127.0.0.1 that their client has not closed, by its address, and
/// whether something was received that it has not read.
std::map<std::string, bool> clients_of(unsigned port)
{
    // Established, being opened, or closed by the peer alone.
    constexpr std::string_view states[] = {"01", "02", "08"};
    std::ostringstream wanted;
    wanted << "0100007F:" << std::uppercase << std::hex;
    wanted.width(4);
    wanted.fill('0');
    wanted << port;
    std::ifstream table("/proc/net/tcp");
    std::map<std::string, bool> found; // the table is not read in one moment, and may name one twice
    for (std::string line; std::getline(table, line);) {
        if (line.find(wanted.str()) == line.npos)
            continue;
        std::istringstream words(line);
        std::string number, local, remote, state, queues;
        words >> number >> local >> remote >> state >> queues;
        if (remote == wanted.str() && std::count(std::begin(states), std::end(states), state))
            found[local] = !queues.ends_with(":00000000");
    }
    return found;
}

} // namespace

std::size_t connections_to(unsigned port)
{
    return clients_of(port).size();
}

bool unread_from(unsigned port)
{
    const auto found = clients_of(port);
    return std::any_of(found.begin(), found.end(), [](const auto& one) { return one.second; });
}

namespace {

struct entry {
    const char* name;
    void (*run)(test_case&, wire);
    wire how;
    std::size_t count;
};

/// Says so if a case hangs, and ends the program where a debugger can look.
char running[100];

void hangs(int)
{
    constexpr std::string_view end = "\n0 passed, 1 failed\n";
    if (::write(1, "not ok (it hangs) ", 18) < 0 || ::write(1, running, std::strlen(running)) < 0 ||
        ::write(1, end.data(), end.size()) < 0)
        std::_Exit(1);
    std::abort();
}

int run_all(std::size_t initiates, std::size_t cancellations,
            const std::vector<std::string_view>& wanted, std::uint64_t seed)
{
    const entry cases[] = {
        {"pool/no_more_than_allowed_tcp", no_more_than_allowed, wire::tcp, 0},
        {"pool/no_more_than_allowed_tls", no_more_than_allowed, wire::tls, 0},
        {"pool/nobody_there_tcp", nobody_there, wire::tcp, 0},
        {"pool/nobody_there_tls", nobody_there, wire::tls, 0},
        {"pool/first_come_first_served", first_come_first_served, wire::tcp, 0},
        {"pool/cancelled_in_queue_tcp", cancelled_in_queue, wire::tcp, 0},
        {"pool/cancelled_in_queue_tls", cancelled_in_queue, wire::tls, 0},
        {"pool/cancelled_when_admitted_tcp", cancelled_when_admitted, wire::tcp, 0},
        {"pool/cancelled_when_admitted_tls", cancelled_when_admitted, wire::tls, 0},
        {"pool/timed_out_in_queue", timed_out_in_queue, wire::tcp, 0},
        {"pool/idle_time", idle_time, wire::tcp, 0},
        {"pool/age", age, wire::tcp, 0},
        {"pool/idle_per_host", idle_per_host, wire::tcp, 0},
        {"pool/sessions_are_resumed_tls_1_3", sessions_are_resumed, wire::tls, 0},
        {"pool/sessions_are_resumed_tls_1_2", sessions_are_resumed, wire::tls_1_2, 0},
        {"stale/closed_unsaid_tcp", stale_connections, wire::tcp, initiates / 4},
        {"stale/closed_unsaid_tls", stale_connections, wire::tls, initiates / 20},
        {"stale/closed_when_idle", idle_connections, wire::tcp,
         std::min<std::size_t>(initiates, 1000)},
        {"soak/wrong_clock", wrong_clock, wire::tcp, 200},
        {"lifetime/client_goes_first_tcp", client_goes_first, wire::tcp, 200},
        {"lifetime/client_goes_first_tls", client_goes_first, wire::tls, 50},
        {"lifetime/context_goes_first_tcp", context_goes_first, wire::tcp, 200},
        {"lifetime/context_goes_first_tls", context_goes_first, wire::tls, 50},
        {"cancel/anywhere_tcp", cancel_anywhere, wire::tcp, cancellations},
        {"cancel/anywhere_tls", cancel_anywhere, wire::tls, cancellations / 2},
        {"soak/tcp", initiate_among_faults, wire::tcp, initiates},
        {"soak/tls", initiate_among_faults, wire::tls, initiates / 5},
    };
    unsigned passed = 0, failed = 0;
    for (const auto& one : cases) {
        const std::string_view name = one.name;
        if (!wanted.empty() &&
            std::none_of(wanted.begin(), wanted.end(),
                         [&](std::string_view part) { return name.find(part) != name.npos; }))
            continue;
        std::strncpy(running, one.name, sizeof running - 1);
        ::alarm(static_cast<unsigned>((sanitized ? 240 : 60) + one.count / (sanitized ? 50 : 400)));
        const auto begin = std::chrono::steady_clock::now();
        test_case on(seed, one.count);
        try {
            one.run(on, one.how);
        } catch (const std::exception& e) {
            on.check(false, e.what());
        }
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - begin);
        ++(on.passed() ? passed : failed);
        std::cout << (on.passed() ? "ok " : "not ok ") << name << " (" << took.count() << " ms)"
                  << std::endl;
    }
    std::cout << passed << " passed, " << failed << " failed" << std::endl;
    return failed == 0 ? 0 : 1;
}

} // namespace
} // namespace soak

int main(int count, char** words)
{
    const char* given = std::getenv("COSIO_SEED");
    const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device()();
    std::cout << "COSIO_SEED=" << seed << std::endl;
    std::signal(SIGALRM, soak::hangs);

    std::size_t numbers[] = {soak::sanitized ? 2'000u : 3'000u, soak::sanitized ? 1'000u : 2'000u};
    std::size_t next = 0;
    std::vector<std::string_view> wanted;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        std::size_t number = 0;
        const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (code == std::errc() && end == word.data() + word.size() && next < 2)
            numbers[next++] = number;
        else
            wanted.push_back(word);
    }
    return soak::run_all(numbers[0], numbers[1], wanted, seed);
}
