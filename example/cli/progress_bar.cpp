// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "progress_bar.hpp"

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace cli {
namespace {

std::size_t columns_of_terminal()
{
    winsize size{};
    const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

} // namespace

std::string to_string(const progress& now)
{
    auto text = std::to_string(now.begun) + " begun";
    const auto also = [&](std::uint64_t count, const char* what) {
        if (count > 0)
            text += ", " + std::to_string(count) + what;
    };
    also(now.failed, " failed");
    also(now.skipped, " begun before");
    also(now.twice, " twice in the input");
    return text;
}

progress_bar::progress_bar(bool wanted, std::optional<std::uint64_t> total)
    : wanted_(wanted && isatty(STDERR_FILENO) == 1), total_(total)
{
}

void progress_bar::show(const progress& now)
{
    if (wanted_ && (!drawn_ || clock::now() - *drawn_ >= std::chrono::milliseconds(100)))
        draw(now);
}

void progress_bar::clear()
{
    if (std::exchange(visible_, false))
        std::cerr << "\r\033[K" << std::flush;
}

void progress_bar::finish(const progress& now)
{
    if (!wanted_)
        return;
    draw(now);
    std::cerr << std::endl;
    visible_ = false;
}

void progress_bar::draw(const progress& now)
{
    constexpr std::size_t width = 24;
    std::string line;
    if (total_) {
        const auto total = std::max<std::uint64_t>(*total_, 1);
        const auto done = *total_ == 0 ? total : std::min(now.bytes, total); // it may have grown
        const auto filled = static_cast<std::size_t>(done * width / total);
        line = '[' + std::string(filled, '#') + std::string(width - filled, '.') + "] " +
               std::to_string(done * 100 / total) + "%, ";
    }
    line += to_string(now);
    const std::chrono::duration<double> passed = clock::now() - started_;
    if (passed.count() >= 1)
        line += ", " +
                std::to_string(static_cast<std::uint64_t>(
                    static_cast<double>(now.begun + now.failed) / passed.count())) +
                "/s";
    std::cerr << '\r' << line.substr(0, columns_of_terminal() - 1) << "\033[K" << std::flush;
    drawn_ = clock::now();
    visible_ = true;
}

} // namespace cli
