// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "process.hpp"

#include <sched.h>
#include <sys/resource.h>

namespace bench {

std::vector<int> cores()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    checked(::sched_getaffinity(0, sizeof set, &set));
    std::vector<int> result;
    for (int i = 0; i < CPU_SETSIZE; ++i)
        if (CPU_ISSET(i, &set))
            result.push_back(i);
    return result;
}

void run_on(std::optional<int> core)
{
    if (!core)
        return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(*core, &set);
    checked(::sched_setaffinity(0, sizeof set, &set));
}

void allow_many_files()
{
    rlimit limit{};
    checked(::getrlimit(RLIMIT_NOFILE, &limit));
    limit.rlim_cur = limit.rlim_max;
    checked(::setrlimit(RLIMIT_NOFILE, &limit));
}

} // namespace bench
