// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_PROGRESS_BAR_HPP
#define COSIO_EXAMPLE_CLI_PROGRESS_BAR_HPP

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace cli {

/// How a batch is going.
struct progress {
    std::uint64_t begun = 0;
    std::uint64_t failed = 0;
    std::uint64_t skipped = 0; ///< begun before, says the journal
    std::uint64_t twice = 0;   ///< again in the input
    std::uint64_t lost = 0;    ///< may have begun, with an UploadId that nobody knows
    std::uint64_t bytes = 0;   ///< of the input, that have been looked at
};

/// "3 begun, 1 failed, 2 begun before, 1 twice in the input"; what is zero is left out.
std::string to_string(const progress& now);

/// A line on standard error that is written over and over, if that is a terminal.
class progress_bar {
public:
    /// @param wanted  Whether there should be one.
    /// @param total   Bytes of the input, if they are known.
    progress_bar(bool wanted, std::optional<std::uint64_t> total);

    /// Draws it, but not more than ten times a second.
    void show(const progress& now);

    /// Takes it away, so that other lines may be written.
    void clear();

    /// Draws it for the last time, and ends the line.
    void finish(const progress& now);

    bool wanted() const noexcept { return wanted_; }

private:
    void draw(const progress& now);

    using clock = std::chrono::steady_clock;

    bool wanted_;
    std::optional<std::uint64_t> total_;
    clock::time_point started_ = clock::now();
    std::optional<clock::time_point> drawn_;
    bool visible_ = false;
};

} // namespace cli

#endif
