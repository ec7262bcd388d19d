// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_INSTRUCTIONS_HPP
#define COSIO_TEST_BENCH_INSTRUCTIONS_HPP

#include <cstdint>
#include <optional>

namespace bench {

/// Counts the instructions of this thread, outside the kernel, where machine and kernel let us.
class instruction_counter {
public:
    instruction_counter();
    ~instruction_counter();

    instruction_counter(const instruction_counter&) = delete;
    instruction_counter& operator=(const instruction_counter&) = delete;

    void start() noexcept;

    /// Since `start`.
    std::optional<std::uint64_t> stop() noexcept;

private:
    int descriptor_;
};

} // namespace bench

#endif
