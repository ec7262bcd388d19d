// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The lane that serialises an operation: one visit at a time, in the order of arrival, on the inner
// executor, whatever happens to those inside.

#include <cosio/detail/lane.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/execution/executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <latch>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using inner_type = asio::any_io_executor;
using state_type = cosio::detail::lane_state<inner_type>;
using lane_type = cosio::detail::lane<inner_type>;

static_assert(asio::execution::is_executor<lane_type>::value);
static_assert(cosio::detail::is_lane<lane_type> && !cosio::detail::is_lane<inner_type>);

namespace {

lane_type make_lane(const inner_type& inner)
{
    return lane_type(std::make_shared<state_type>(inner));
}

/// Says when it goes.
struct witness {
    explicit witness(int& count) : left(&count, [](int* gone) { ++*gone; }) {}
    std::shared_ptr<int> left;
};

} // namespace

BOOST_AUTO_TEST_SUITE(lane)

BOOST_AUTO_TEST_CASE(visits_from_many_threads_never_meet)
{
    asio::thread_pool pool(4);
    const auto lane = make_lane(pool.get_executor());
    constexpr int each = 2000;
    int visits = 0, again = 0; // no atomics: TSan tells if two meet
    std::latch ready(4);
    std::vector<std::thread> callers;
    for (int which = 0; which < 4; ++which)
        callers.emplace_back([&] {
            ready.arrive_and_wait();
            for (int i = 0; i < each; ++i) {
                switch (i % 3) {
                case 0: asio::post(lane, [&] { ++visits; }); break;
                case 1: asio::dispatch(lane, [&] { ++visits; }); break;
                default:
                    lane.post([&] {
                        ++visits;
                        asio::dispatch(lane, [&] { ++again; }); // we are inside, so at once
                    });
                }
            }
        });
    for (auto& caller : callers)
        caller.join();
    pool.join();
    BOOST_TEST(visits == 4 * each);
    BOOST_TEST(again == 4 * (each / 3));
}

BOOST_AUTO_TEST_CASE(an_empty_lane_is_entered_at_once)
{
    asio::io_context io;
    const auto lane = make_lane(io.get_executor());
    int visits = 0;
    lane_type(lane).enter([&] { ++visits; });
    BOOST_TEST(visits == 1);
    asio::dispatch(lane, [&] { ++visits; }); // not where the inner executor runs anything
    BOOST_TEST(visits == 1);
    io.poll();
    BOOST_TEST(visits == 2);
    asio::post(io, [&] {
        asio::dispatch(lane, [&] { ++visits; });
        BOOST_TEST(visits == 3);
        lane.post([&] { ++visits; });
        BOOST_TEST(visits == 3);
    });
    io.restart();
    io.poll();
    BOOST_TEST(visits == 4);
}

BOOST_AUTO_TEST_CASE(who_waits_has_his_turn_in_the_order_of_arrival)
{
    asio::io_context io;
    const auto lane = make_lane(io.get_executor());
    std::vector<int> order;
    lane_type(lane).enter([&] {
        for (int i = 1; i <= 5; ++i)
            lane_type(lane).enter([&, i] {
                order.push_back(i);
                if (i == 2)
                    lane_type(lane).enter([&] { order.push_back(6); });
            });
        order.push_back(0);
    });
    BOOST_TEST(order == std::vector<int>({0}), boost::test_tools::per_element());
    io.poll();
    BOOST_TEST(order == std::vector<int>({0, 1, 2, 3, 4, 5, 6}), boost::test_tools::per_element());
    lane_type(lane).enter([&] { order.push_back(7); }); // it is empty again
    BOOST_TEST(order.back() == 7);
}

BOOST_AUTO_TEST_CASE(a_visit_that_throws_leaves_the_lane)
{
    asio::io_context io;
    const auto lane = make_lane(io.get_executor());
    int visits = 0;
    BOOST_CHECK_THROW(lane_type(lane).enter([&] {
        lane_type(lane).enter([&] {
            ++visits;
            throw std::logic_error("a turn");
        });
        lane_type(lane).enter([&] { ++visits; });
        throw std::runtime_error("a visit");
    }),
                      std::runtime_error);
    BOOST_CHECK_THROW(io.run(), std::logic_error);
    BOOST_TEST(visits == 1);
    io.run();
    BOOST_TEST(visits == 2);
    lane_type(lane).enter([&] { ++visits; });
    BOOST_TEST(visits == 3);
}

BOOST_AUTO_TEST_CASE(a_visit_may_be_the_end_of_whoever_has_the_lane)
{
    asio::io_context io;
    auto lane = std::make_unique<lane_type>(make_lane(io.get_executor()));
    int visits = 0;
    const auto& same = *lane;
    lane_type(same).enter([&] {
        lane_type(*lane).enter([&] { ++visits; });
        lane.reset();
        ++visits;
    });
    io.poll();
    BOOST_TEST(visits == 2);
}

BOOST_AUTO_TEST_CASE(whoever_waits_goes_with_the_event_loop)
{
    int visits = 0, gone = 0;
    {
        auto io = std::make_unique<asio::io_context>();
        const auto lane = make_lane(io->get_executor());
        lane_type(lane).enter([&] {
            for (int i = 0; i < 3; ++i)
                lane_type(lane).enter([&visits, w = witness(gone)] { ++visits; });
        });
        lane.post([&visits, w = witness(gone)] { ++visits; });
        io.reset();
        BOOST_TEST(gone == 4);
    }
    BOOST_TEST(visits == 0);
    BOOST_TEST(gone == 4);
}

BOOST_AUTO_TEST_SUITE_END()
