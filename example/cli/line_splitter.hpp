// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_LINE_SPLITTER_HPP
#define COSIO_EXAMPLE_CLI_LINE_SPLITTER_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cli {

/// Cuts what comes in pieces into lines. Of a line that is too long it keeps the beginning, so that
/// its memory is bounded whatever comes.
class line_splitter {
public:
    /// @param most  Bytes of a line that are kept.
    explicit line_splitter(std::size_t most) : most_(most) {}

    /// The next piece, which has to stay as it is until `next` has returned nothing.
    void feed(std::string_view piece) noexcept { piece_ = piece; }

    /// The next line without its end. Nothing: the piece is used up. Valid until the next call.
    std::optional<std::string_view> next()
    {
        if (complete_)
            line_.clear();
        const auto end = piece_.find('\n');
        complete_ = end != piece_.npos;
        const auto part = piece_.substr(0, end);
        line_.append(part.substr(0, most_ - line_.size()));
        const auto used = complete_ ? end + 1 : piece_.size();
        piece_.remove_prefix(used);
        bytes_ += used;
        if (!complete_)
            return std::nullopt;
        ++lines_;
        return line_;
    }

    /// What has come of a line that has no end yet.
    std::string_view unfinished() const noexcept
    {
        return complete_ ? std::string_view() : std::string_view(line_);
    }

    /// Lines that `next` has returned.
    std::uint64_t lines() const noexcept { return lines_; }

    /// Bytes of what `next` has looked at.
    std::uint64_t bytes() const noexcept { return bytes_; }

private:
    std::size_t most_;
    std::string_view piece_;
    std::string line_;
    bool complete_ = false;
    std::uint64_t lines_ = 0;
    std::uint64_t bytes_ = 0;
};

} // namespace cli

#endif
