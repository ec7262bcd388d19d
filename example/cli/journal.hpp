// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_JOURNAL_HPP
#define COSIO_EXAMPLE_CLI_JOURNAL_HPP

#include "file.hpp"
#include "key_set.hpp"
#include "place.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

namespace cli {

/** What a batch has done, so that the next one does not do it again: a JSON object a line, of each
    upload that has begun.

    A line is one write(2) at the end of the file, before the upload counts as begun. It outlives
    the process at once, and the machine once it is synchronised, which happens when a line is
    added, at most once a second, and at the end. One process at a time has it: it is locked (flock).
*/
class journal {
public:
    /** Opens or makes the file, and adds the keys that were begun in `here` to `done`.

        What is left of a line that was being written when its process was killed is taken away.
        @throws usage_error if it cannot be opened, is in use, or has a line that is not of a
                journal; it is unchanged then.
    */
    journal(std::string path, const place& here, key_set& done);

    /// Adds a line, which ends in a line feed, or nothing of it.
    [[nodiscard]] std::error_code add(std::string_view line);

    [[nodiscard]] std::error_code synchronise();

    const std::string& path() const noexcept { return path_; }

    /// Keys that were begun in `here`.
    std::uint64_t begun_before() const noexcept { return begun_before_; }

    /// Whether the remains of a line were taken away.
    bool was_torn() const noexcept { return was_torn_; }

private:
    class reader;

    std::string path_;
    file file_;
    std::uint64_t begun_before_ = 0;
    bool was_torn_ = false;
    bool dirty_ = false;   // not synchronised yet
    bool damaged_ = false; // ends in a part of a line, after which none must be written
    std::chrono::steady_clock::time_point synchronised_ = std::chrono::steady_clock::now();
};

} // namespace cli

#endif
