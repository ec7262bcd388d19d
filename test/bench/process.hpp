// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_PROCESS_HPP
#define COSIO_TEST_BENCH_PROCESS_HPP

#include <cerrno>
#include <cstddef>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <type_traits>
#include <unistd.h>
#include <vector>

namespace bench {

/// What a system call gave, unless that says that it failed.
/// @throws std::system_error
inline int checked(int result)
{
    if (result < 0)
        throw std::system_error(errno, std::generic_category());
    return result;
}

/// The cores that this process may run on.
std::vector<int> cores();

/// Keeps this process on one core; nothing leaves that to the system.
void run_on(std::optional<int> core);

/// As many open files as the system allows.
void allow_many_files();

/// Ends the process after `work()`, with 1 if that threw.
template <class Work>
[[noreturn]] void complain_and_exit(Work work) noexcept
{
    int status = 1;
    try {
        work();
        status = 0;
    } catch (const std::exception& e) {
        std::cerr << "cosio-bench: " << e.what() << std::endl;
    }
    ::_exit(status); // nothing of the parent's is to be ended here
}

/// The plain value of `work()`, computed by a process of its own that ends with it.
/// @throws std::runtime_error if it ended otherwise, or took longer than `seconds`.
template <class Work>
auto in_own_process(unsigned seconds, Work work)
{
    using result_type = std::invoke_result_t<Work>;
    static_assert(std::is_trivially_copyable_v<result_type>);

    int ends[2];
    checked(::pipe(ends));
    const pid_t child = checked(::fork());
    if (child == 0)
        complain_and_exit([&] {
            ::alarm(seconds);
            const result_type result = work();
            if (::write(ends[1], &result, sizeof result) != static_cast<ssize_t>(sizeof result))
                throw std::runtime_error("the result could not be handed over");
        });
    ::close(ends[1]);
    result_type result{};
    const auto got = ::read(ends[0], &result, sizeof result);
    ::close(ends[0]);
    int status = 0;
    checked(::waitpid(child, &status, 0));
    if (WIFSIGNALED(status))
        throw std::runtime_error("ended by signal " + std::to_string(WTERMSIG(status)));
    if (status != 0 || got != static_cast<ssize_t>(sizeof result))
        throw std::runtime_error("failed");
    return result;
}

} // namespace bench

#endif
