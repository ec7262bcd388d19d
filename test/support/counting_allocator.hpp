// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_COUNTING_ALLOCATOR_HPP
#define COSIO_TEST_SUPPORT_COUNTING_ALLOCATOR_HPP

#include <cstddef>
#include <memory>

// An associated allocator that tells whether its memory is back.
namespace support {

struct tally {
    std::size_t allocations = 0;
    std::size_t alive = 0;
};

template <class T>
struct counting_allocator {
    using value_type = T;

    explicit counting_allocator(tally& where) : counts(&where) {}

    template <class U>
    counting_allocator(const counting_allocator<U>& other) : counts(other.counts)
    {
    }

    T* allocate(std::size_t count)
    {
        ++counts->allocations;
        ++counts->alive;
        return std::allocator<T>().allocate(count);
    }

    void deallocate(T* memory, std::size_t count)
    {
        --counts->alive;
        std::allocator<T>().deallocate(memory, count);
    }

    template <class U>
    bool operator==(const counting_allocator<U>& other) const
    {
        return counts == other.counts;
    }

    tally* counts;
};

} // namespace support

#endif
