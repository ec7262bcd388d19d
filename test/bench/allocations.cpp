// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Stands in for the C library's allocation functions, in the shared libraries of this process too.

#include "allocations.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdlib>

namespace {

/// Of each thread: one for all would be what they wait for.
thread_local std::uint64_t count = 0;

} // namespace

namespace bench {

std::uint64_t allocations() noexcept
{
    return count;
}

} // namespace bench

// What glibc has behind its own; they take and give memory for the same free().
extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t number, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size) noexcept
{
    ++count;
    return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) noexcept
{
    ++count;
    return __libc_calloc(number, size);
}

void* realloc(void* memory, std::size_t size) noexcept
{
    ++count;
    return __libc_realloc(memory, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept
{
    ++count;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept
{
    if (alignment % sizeof(void*) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0)
        return EINVAL;
    ++count;
    void* const got = __libc_memalign(alignment, size);
    if (!got)
        return ENOMEM;
    *memory = got;
    return 0;
}
}
