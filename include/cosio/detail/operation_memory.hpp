// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_OPERATION_MEMORY_HPP
#define COSIO_DETAIL_OPERATION_MEMORY_HPP

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace cosio::detail {

/** Memory of operations that have ended, for those that begin. Safe from any thread.

    An operation is a few blocks, of which some are larger than what Asio and the C library keep at
    hand. A client runs the same operations over and over, so the same blocks fit again.
*/
class operation_memory {
public:
    operation_memory() = default;
    operation_memory(const operation_memory&) = delete;
    operation_memory& operator=(const operation_memory&) = delete;

    ~operation_memory()
    {
        for (const auto& shelf : shelves_)
            for (void* const block : shelf)
                ::operator delete(block);
    }

    void* allocate(std::size_t size)
    {
        const auto which = shelf_of(size);
        if (which >= shelves_.size())
            return ::operator new(size);
        {
            const std::lock_guard lock(mutex_);
            if (auto& shelf = shelves_[which]; !shelf.empty()) {
                void* const block = shelf.back();
                shelf.pop_back();
                return block;
            }
        }
        return ::operator new((which + 1) * step);
    }

    void deallocate(void* block, std::size_t size) noexcept
    {
        const auto which = shelf_of(size);
        if (which >= shelves_.size())
            return ::operator delete(block);
        try {
            const std::lock_guard lock(mutex_);
            if (auto& shelf = shelves_[which]; shelf.size() < most) {
                shelf.push_back(block);
                return;
            }
        } catch (const std::bad_alloc&) {
            // Then it is not kept.
        }
        ::operator delete(block);
    }

private:
    static constexpr std::size_t step = 128, most = 256;

    /// Each holds blocks that are a step larger than those on the one before.
    static constexpr std::size_t shelf_of(std::size_t size) noexcept { return (size - 1) / step; }

    std::mutex mutex_;
    std::array<std::vector<void*>, 32> shelves_; // up to 4 KB
};

/// The allocator of a handler that has none of its own.
template <class T = void>
class operation_allocator {
public:
    using value_type = T;

    explicit operation_allocator(std::shared_ptr<operation_memory> from) : from_(std::move(from)) {}

    template <class U>
    operation_allocator(const operation_allocator<U>& other) noexcept : from_(other.from_)
    {
    }

    T* allocate(std::size_t count)
    {
        static_assert(alignof(T) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);
        return static_cast<T*>(from_->allocate(count * sizeof(T)));
    }

    void deallocate(T* block, std::size_t count) noexcept
    {
        from_->deallocate(block, count * sizeof(T));
    }

    template <class U>
    bool operator==(const operation_allocator<U>& other) const noexcept
    {
        return from_ == other.from_;
    }

private:
    template <class U>
    friend class operation_allocator;

    std::shared_ptr<operation_memory> from_;
};

} // namespace cosio::detail

#endif
