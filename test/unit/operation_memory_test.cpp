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
    cosio::detail::operation_memory memory;
    // The sizes at which the next larger blocks begin, and those beside them.
    for (const std::size_t shelf : {128u, 256u, 1024u, 3968u, 4096u}) {
        void* const block = memory.allocate(shelf);
        memory.deallocate(block, shelf);
        void* const again = memory.allocate(shelf - 127);
        BOOST_TEST(again == block);
        void* const another = memory.allocate(shelf);
        BOOST_TEST(another != block);
        memory.deallocate(again, shelf - 127);
        memory.deallocate(another, shelf);
        BOOST_TEST(memory.allocate(shelf) == another); // the last one is still in the cache
        memory.deallocate(another, shelf);
    }
}

BOOST_AUTO_TEST_CASE(blocks_are_as_large_as_was_asked_for)
{
    cosio::detail::operation_memory memory;
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
    cosio::detail::operation_memory memory;
    constexpr std::size_t many = 1000;
    std::vector<void*> blocks;
    for (std::size_t i = 0; i < many; ++i)
        blocks.push_back(memory.allocate(300));
    BOOST_TEST(std::set<void*>(blocks.begin(), blocks.end()).size() == many);
    for (void* const block : blocks)
        memory.deallocate(block, 300);
} // a leak, or a block that is freed twice, is a sanitizer's business

BOOST_AUTO_TEST_CASE(an_allocator_outlives_whoever_made_it)
{
    auto memory = std::make_shared<cosio::detail::operation_memory>();
    operation_allocator<int> allocator{operation_allocator<>(memory)};
    BOOST_TEST((operation_allocator<>(memory) == allocator));
    BOOST_TEST((operation_allocator<>(std::make_shared<cosio::detail::operation_memory>()) !=
                operation_allocator<>(memory)));
    std::weak_ptr<cosio::detail::operation_memory> seen = memory;
    memory.reset();
    int* const block = allocator.allocate(100);
    block[99] = 1;
    allocator.deallocate(block, 100);
    BOOST_TEST(!seen.expired());
    {
        std::vector<char, operation_allocator<char>> last(3000, 'x', allocator);
        allocator = operation_allocator<>(std::make_shared<cosio::detail::operation_memory>());
        BOOST_TEST(!seen.expired());
    }
    BOOST_TEST(seen.expired());
}

BOOST_AUTO_TEST_CASE(containers_share_it)
{
    const auto memory = std::make_shared<cosio::detail::operation_memory>();
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
