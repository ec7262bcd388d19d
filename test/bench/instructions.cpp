// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "instructions.hpp"

#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace bench {

instruction_counter::instruction_counter()
{
    perf_event_attr what{};
    what.type = PERF_TYPE_HARDWARE;
    what.size = sizeof what;
    what.config = PERF_COUNT_HW_INSTRUCTIONS;
    what.disabled = 1;
    what.exclude_kernel = 1;
    what.exclude_hv = 1;
    descriptor_ =
        static_cast<int>(::syscall(SYS_perf_event_open, &what, 0, -1, -1, PERF_FLAG_FD_CLOEXEC));
}

instruction_counter::~instruction_counter()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void instruction_counter::start() noexcept
{
    if (descriptor_ < 0)
        return;
    ::ioctl(descriptor_, PERF_EVENT_IOC_RESET, 0);
    ::ioctl(descriptor_, PERF_EVENT_IOC_ENABLE, 0);
}

std::optional<std::uint64_t> instruction_counter::stop() noexcept
{
    std::uint64_t count = 0;
    if (descriptor_ < 0)
        return std::nullopt;
    ::ioctl(descriptor_, PERF_EVENT_IOC_DISABLE, 0);
    if (::read(descriptor_, &count, sizeof count) != sizeof count)
        return std::nullopt;
    return count;
}

} // namespace bench
