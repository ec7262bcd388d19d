// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Stands in for the C library's functions of sockets and their events, in the shared libraries of
// this process too.

#include "system_calls.hpp"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace {

/// Of each thread, as allocations are counted.
thread_local std::uint64_t count = 0;

template <class... Args>
long call(long which, Args... args) noexcept
{
    ++count;
    return ::syscall(which, args...);
}

} // namespace

namespace bench {

std::uint64_t system_calls() noexcept
{
    return count;
}

} // namespace bench

extern "C" {

ssize_t send(int socket, const void* bytes, size_t size, int flags)
{
    return call(SYS_sendto, socket, bytes, size, flags, nullptr, 0);
}

ssize_t sendmsg(int socket, const msghdr* message, int flags)
{
    return call(SYS_sendmsg, socket, message, flags);
}

ssize_t recv(int socket, void* bytes, size_t size, int flags)
{
    return call(SYS_recvfrom, socket, bytes, size, flags, nullptr, nullptr);
}

ssize_t recvmsg(int socket, msghdr* message, int flags)
{
    return call(SYS_recvmsg, socket, message, flags);
}

int epoll_ctl(int events, int change, int descriptor, epoll_event* wanted) noexcept
{
    return static_cast<int>(call(SYS_epoll_ctl, events, change, descriptor, wanted));
}

int epoll_wait(int events, epoll_event* found, int most, int milliseconds)
{
    // Not every processor has the older call.
    return static_cast<int>(call(SYS_epoll_pwait, events, found, most, milliseconds, nullptr, 0));
}

int poll(pollfd* watched, nfds_t size, int milliseconds)
{
    ++count;
    const timespec time{milliseconds / 1000, milliseconds % 1000 * 1'000'000L};
    return ::ppoll(watched, size, milliseconds < 0 ? nullptr : &time, nullptr);
}
}
