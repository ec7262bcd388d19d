// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include <cosio/detail/operation_memory.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <random>
#include <set>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using cosio::detail::operation_allocator;
using cosio::detail::operation_memory;

static_assert(!std::is_copy_constructible_v<operation_memory>);
static_assert(std::is_nothrow_copy_constructible_v<operation_allocator<>>);
static_assert(std::is_same_v<std::allocator_traits<operation_allocator<>>::rebind_alloc<int>,
                             operation_allocator<int>>);

} // namespace

BOOST_AUTO_TEST_SUITE(operation_memory)

BOOST_AUTO_TEST_CASE(what_was_given_back_is_given_out_again)
{
    const auto owner = cosio::detail::operation_memory::make();
    auto& memory = *owner;
    // The sizes at which the next larger blocks begin, and those beside them.
    for (const std::size_t shelf : {64u, 128u, 1024u, 4032u, 4096u}) {
        void* const block = memory.allocate(shelf);
        memory.deallocate(block, shelf);
        void* const again = memory.allocate(shelf - 63);
        BOOST_TEST(again == block);
        void* const another = memory.allocate(shelf);
        BOOST_TEST(another != block);
        memory.deallocate(again, shelf - 63);
        memory.deallocate(another, shelf);
        BOOST_TEST(memory.allocate(shelf) == another); // the last one is still in the cache
        memory.deallocate(another, shelf);
    }
}

BOOST_AUTO_TEST_CASE(blocks_are_as_large_as_was_asked_for)
{
    const auto owner = cosio::detail::operation_memory::make();
    auto& memory = *owner;
    std::vector<std::pair<unsigned char*, std::size_t>> blocks;
    for (int round = 0; round < 2; ++round) { // new ones, then used ones
        for (std::size_t size = 0; size <= 5000;
             size += size % 256 < 2 || size % 256 > 253 ? 1 : 63)
            blocks.emplace_back(static_cast<unsigned char*>(memory.allocate(size)), size);
        for (const auto& [block, size] : blocks) { // all of it is ours, or a sanitizer tells
            BOOST_TEST_REQUIRE(block != nullptr);
            std::memset(block, static_cast<int>(size & 0xff), size);
        }
        for (const auto& [block, size] : blocks) {
            BOOST_TEST_REQUIRE(
                reinterpret_cast<std::uintptr_t>(block) % alignof(std::max_align_t) == 0u);
            for (std::size_t i = 0; i < size; ++i)
                BOOST_TEST_REQUIRE(block[i] == (size & 0xff));
        }
        for (const auto& [block, size] : blocks)
            memory.deallocate(block, size);
        blocks.clear();
    }
}

BOOST_AUTO_TEST_CASE(no_more_than_a_few_are_kept)
{
    const auto owner = cosio::detail::operation_memory::make();
    auto& memory = *owner;
    constexpr std::size_t many = 1000;
    std::vector<void*> blocks;
    for (std::size_t i = 0; i < many; ++i)
        blocks.push_back(memory.allocate(300));
    BOOST_TEST(std::set<void*>(blocks.begin(), blocks.end()).size() == many);
    for (void* const block : blocks)
        memory.deallocate(block, 300);
} // a leak, or a block that is freed twice, is a sanitizer's business

BOOST_AUTO_TEST_CASE(a_block_outlives_whoever_made_it)
{
    auto memory = cosio::detail::operation_memory::make();
    const auto other = cosio::detail::operation_memory::make();
    operation_allocator<int> allocator{operation_allocator<>(memory)};
    BOOST_TEST((operation_allocator<>(memory) == allocator));
    BOOST_TEST((operation_allocator<>(other) != operation_allocator<>(memory)));
    int* const kept = allocator.allocate(100);
    allocator.deallocate(kept, 100);
    std::vector<char, operation_allocator<char>> small(100, 'x', allocator),
        large(5000, 'x', allocator);
    memory.reset(); // what it kept, and it, go with the last block: a sanitizer tells
    int* const again = allocator.allocate(100);
    BOOST_TEST(again == kept);
    again[99] = 1;
    large.clear();
    large.shrink_to_fit();
    small.resize(3000, 'y');
    allocator.deallocate(again, 100);
    BOOST_TEST(small.back() == 'y');
}

BOOST_AUTO_TEST_CASE(containers_share_it)
{
    const auto memory = cosio::detail::operation_memory::make();
    std::minstd_rand random(1);
    std::vector<std::vector<int, operation_allocator<int>>> all;
    for (int i = 0; i < 200; ++i) {
        all.emplace_back(random() % 2000, i, operation_allocator<>(memory));
        if (random() % 2 == 0)
            all.erase(all.begin() + static_cast<std::ptrdiff_t>(random() % all.size()));
    }
    for (const auto& each : all)
        for (const int value : each)
            BOOST_TEST_REQUIRE(value == each.front());
}

BOOST_AUTO_TEST_SUITE_END()
