// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SOAK_FAULTS_HPP
#define COSIO_TEST_SOAK_FAULTS_HPP

#include <cosio/testing/local_cos/options.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace soak {

/// What may go wrong with one request.
enum class fault {
    none,
    // Nothing is done.
    hang_up,
    slow_down,
    internal_error,
    bare_error,
    too_many,
    skewed,
    garbage,
    cut,
    late,
    page,
    // It is done, and nobody hears of it.
    hang_up_after,
    garbage_after,
    cut_after,
    late_after,
    empty_after,
    page_after,
    // It is done and told, in an unusual way.
    hints_first,
    close,
    close_unsaid,
    count
};

/// Faults of a server, in so many of a thousand requests. Which of them is decided by the seed, the
/// number of the key, and how often that was asked for.
class faults {
public:
    /// @param too_long  How late an answer is that comes late.
    faults(std::uint64_t seed, unsigned per_mille, std::chrono::milliseconds too_long)
        : seed_(seed), per_mille_(per_mille), too_long_(too_long)
    {
    }

    /// Options whose hooks do it; they refer to this object.
    cosio::testing::local_cos_options options();

    std::optional<cosio::testing::local_answer>
    before(const cosio::testing::local_request& request);
    void after(const cosio::testing::local_request& request, cosio::testing::local_answer& answer);

    std::uint64_t counted(fault what) const { return counts_[static_cast<std::size_t>(what)]; }
    std::uint64_t counted() const;

private:
    fault decide(std::size_t number);

    const std::uint64_t seed_;
    const unsigned per_mille_;
    const std::chrono::milliseconds too_long_;
    std::mutex mutex_;
    std::unordered_map<std::size_t, unsigned> asked_;
    std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(fault::count)> counts_{};
};

} // namespace soak

#endif
