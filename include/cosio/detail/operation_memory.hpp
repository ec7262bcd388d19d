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

    It lasts as long as its owner, or as one of its blocks is out: so whoever has a block needs no
    share of it, and an allocator is a pointer.
*/
class operation_memory {
    struct retire {
        void operator()(operation_memory* memory) const noexcept
        {
            std::unique_lock lock(memory->mutex_);
            memory->retired_ = true;
            memory->end_if_due(std::move(lock));
        }
    };

public:
    using owner = std::unique_ptr<operation_memory, retire>;

    static owner make() { return owner(new operation_memory); }

    operation_memory(const operation_memory&) = delete;
    operation_memory& operator=(const operation_memory&) = delete;

    void* allocate(std::size_t size)
    {
        const auto which = shelf_of(size);
        std::unique_lock lock(mutex_);
        ++out_;
        if (which < shelves_.size() && !shelves_[which].empty()) {
            void* const block = shelves_[which].back();
            shelves_[which].pop_back();
            return block;
        }
        lock.unlock();
        try {
            return ::operator new(which < shelves_.size() ? (which + 1) * step : size);
        } catch (...) {
            lock.lock();
            --out_;
            end_if_due(std::move(lock));
            throw;
        }
    }

    void deallocate(void* block, std::size_t size) noexcept
    {
        const auto which = shelf_of(size);
        std::unique_lock lock(mutex_);
        --out_;
        const bool kept = which < shelves_.size() && keep(shelves_[which], block);
        end_if_due(std::move(lock));
        if (!kept)
            ::operator delete(block);
    }

private:
    using shelf = std::vector<void*>;

    static constexpr std::size_t step = 64, most = 256;

    /// Each holds blocks that are a step larger than those on the one before.
    static constexpr std::size_t shelf_of(std::size_t size) noexcept { return (size - 1) / step; }

    static bool keep(shelf& where, void* block) noexcept
    {
        if (where.size() >= most)
            return false;
        try {
            where.push_back(block);
            return true;
        } catch (const std::bad_alloc&) {
            return false;
        }
    }

    operation_memory() = default;

    ~operation_memory()
    {
        for (const shelf& each : shelves_)
            for (void* const block : each)
                ::operator delete(block);
    }

    void end_if_due(std::unique_lock<std::mutex> lock) noexcept
    {
        const bool due = retired_ && out_ == 0;
        lock.unlock();
        if (due)
            delete this;
    }

    std::mutex mutex_;
    std::array<shelf, 64> shelves_; // up to 4 KB
    std::size_t out_ = 0;           ///< Blocks.
    bool retired_ = false;
};

/// The allocator of a handler that has none of its own.
template <class T = void>
class operation_allocator {
public:
    using value_type = T;

    explicit operation_allocator(const operation_memory::owner& from) noexcept : from_(from.get())
    {
    }

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

    operation_memory* from_;
};

} // namespace cosio::detail

#endif
