// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "batch_input.hpp"
#include "words.hpp"

#include <cerrno>
#include <fcntl.h>
#include <system_error>

namespace cli {
namespace {

/// Asio makes what it reads from non-blocking. On a terminal or pipe that others use too they would
/// see it, standard output perhaps among them; opened once more it is ours alone.
file open_standard_input()
{
    struct stat status {};
    const bool shared =
        fstat(STDIN_FILENO, &status) == 0 && (S_ISCHR(status.st_mode) || S_ISFIFO(status.st_mode));
    if (shared)
        if (file again(open("/dev/stdin", O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)); again)
            return again;
    return file(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
}

} // namespace

file open_batch(const std::string& name)
{
    file opened =
        name == "-" ? open_standard_input() : file(open(name.c_str(), O_RDONLY | O_CLOEXEC));
    const auto refuse = [&](const std::string& why) {
        throw usage_error("--batch '" + name + "' cannot be read: " + why);
    };
    if (!opened)
        refuse(std::generic_category().message(errno));
    if (S_ISDIR(opened.status().st_mode))
        refuse("it is a folder");
    return opened;
}

std::optional<std::uint64_t> size_of(const file& opened)
{
    const auto status = opened.status();
    return S_ISREG(status.st_mode) ? std::optional(static_cast<std::uint64_t>(status.st_size))
                                   : std::nullopt;
}

} // namespace cli
