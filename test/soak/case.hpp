// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SOAK_CASE_HPP
#define COSIO_TEST_SOAK_CASE_HPP

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace soak {

/// A number that looks random and is the same for the same `from`, so that a run can be repeated
/// however its threads take turns.
inline std::uint64_t scatter(std::uint64_t from)
{
    from += 0x9e3779b97f4a7c15u;
    from = (from ^ (from >> 30)) * 0xbf58476d1ce4e5b9u;
    from = (from ^ (from >> 27)) * 0x94d049bb133111ebu;
    return from ^ (from >> 31);
}

/// One case while it runs: what it was asked for, and what it found. Safe from any thread.
class test_case {
public:
    test_case(std::uint64_t its_seed, std::size_t how_many) : seed(its_seed), count(how_many) {}

    /// Says what is wrong unless it is good; the first few of each case.
    void check(bool good, const std::string& what);

    /// A figure for the reader.
    void note(const std::string& what);

    bool passed() const;

    const std::uint64_t seed;
    const std::size_t count; ///< of operations

private:
    mutable std::mutex mutex_;
    unsigned wrong_ = 0;
};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

/// Of this process, in KB, once the allocator has given back what it can.
std::size_t resident_kb();

/// Allocated by this process and not freed, in KB.
std::size_t allocated_kb();

/// Of this process, both ends of loopback connections.
std::size_t open_sockets();

/// Connections of this machine to that port of 127.0.0.1 that their client has not closed.
std::size_t connections_to(unsigned port);

/// Whether one of them has received something that was not read yet.
bool unread_from(unsigned port);

} // namespace soak

#endif
