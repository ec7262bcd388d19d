// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CLEANSING_ALLOCATOR_HPP
#define COSIO_DETAIL_CLEANSING_ALLOCATOR_HPP

#include <cosio/detail/wipe.hpp>

#include <boost/container/vector.hpp>

#include <cstddef>
#include <memory>
#include <string_view>

namespace cosio::detail {

/// Wipes memory before it goes back, so that growing a buffer leaves no copy of a secret behind.
template <class T>
struct cleansing_allocator {
    using value_type = T;

    cleansing_allocator() = default;

    template <class U>
    cleansing_allocator(const cleansing_allocator<U>&) noexcept
    {
    }

    T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }

    void deallocate(T* memory, std::size_t count) noexcept
    {
        wipe(memory, count * sizeof(T));
        std::allocator<T>{}.deallocate(memory, count);
    }

    template <class U>
    bool operator==(const cleansing_allocator<U>&) const noexcept
    {
        return true;
    }
};

/// Text that may hold a secret. A vector, because a string keeps short text inside itself, unwiped;
/// Boost's, because with an allocator of one's own that of libstdc++ copies byte by byte.
using secure_bytes = boost::container::vector<char, cleansing_allocator<char>>;

inline std::string_view as_view(const secure_bytes& bytes) noexcept
{
    return {bytes.data(), bytes.size()};
}

} // namespace cosio::detail

#endif
