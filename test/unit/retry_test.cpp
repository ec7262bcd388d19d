// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Whether and when a failed attempt is repeated: no clock, no waiting.

#include <cosio/detail/repetition.hpp>
#include <cosio/http_category.hpp>
#include <cosio/service_errc.hpp>

#include <boost/asio/error.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <random>
#include <string>
#include <utility>

namespace {

using namespace std::chrono_literals;
using cosio::retry_policy;
using cosio::detail::failed_attempt;

std::minstd_rand random_bits(1);

failed_attempt lost_answer()
{
    failed_attempt last;
    last.code = boost::asio::error::eof;
    last.sent = true;
    return last;
}

std::optional<std::chrono::milliseconds> next(const retry_policy& policy,
                                              const failed_attempt& last, bool renewed = false)
{
    return cosio::detail::pause_before_next(policy, last, renewed, random_bits);
}

std::optional<std::chrono::seconds> retry_after(const std::string& text,
                                                const std::string& date = "")
{
    cosio::http_response answer;
    answer.headers.set("Retry-After", text);
    if (!date.empty())
        answer.headers.set("Date", date);
    return cosio::detail::retry_after(answer);
}

} // namespace

BOOST_AUTO_TEST_SUITE(retries)

BOOST_AUTO_TEST_CASE(transient_failures_up_to_the_number_of_attempts)
{
    retry_policy policy;
    auto last = lost_answer();
    BOOST_TEST(next(policy, last).has_value());
    last.made = 2;
    BOOST_TEST(next(policy, last).has_value());
    last.made = 3;
    BOOST_TEST(!next(policy, last));
    last.made = 1;
    last.code = cosio::service_errc::no_such_bucket;
    BOOST_TEST(!next(policy, last));
    BOOST_TEST(next(policy, last, true).has_value()); // something was mended
    last.made = 3;
    BOOST_TEST(!next(policy, last, true));
}

BOOST_AUTO_TEST_CASE(only_what_was_not_sent)
{
    retry_policy policy;
    policy.what = cosio::repeat_after::nothing_sent;
    auto last = lost_answer();
    BOOST_TEST(!next(policy, last));
    BOOST_TEST(!next(policy, last, true));
    last.sent = false;
    BOOST_TEST(next(policy, last).has_value());
}

BOOST_AUTO_TEST_CASE(within_the_budget)
{
    retry_policy policy;
    policy.first_pause = 0ms;
    auto last = lost_answer();
    last.elapsed = 1000ms;
    policy.budget = 1000ms;
    BOOST_TEST((next(policy, last) == 0ms));
    policy.budget = 999ms;
    BOOST_TEST(!next(policy, last));
    policy.budget = 0ms; // no limit
    BOOST_TEST((next(policy, last) == 0ms));
    policy.budget = 5s;
    last.retry_after = 4s;
    BOOST_TEST((next(policy, last) == 4s));
    last.retry_after = 5s;
    BOOST_TEST(!next(policy, last));
}

BOOST_AUTO_TEST_CASE(not_after_the_deadline_of_the_operation)
{
    retry_policy policy;
    policy.first_pause = 0ms;
    auto last = lost_answer();
    last.retry_after = 2s;
    last.left = 2s;
    BOOST_TEST(!next(policy, last));
    last.left = 2001ms;
    BOOST_TEST((next(policy, last) == 2s));
    last.retry_after = std::nullopt;
    last.left = -1ms; // it passes just now
    BOOST_TEST(!next(policy, last));
}

BOOST_AUTO_TEST_CASE(longer_when_the_service_asks_for_it)
{
    retry_policy policy;
    auto last = lost_answer();
    last.code = cosio::service_errc::slow_down;
    std::chrono::milliseconds longest{0};
    for (int i = 0; i < 2000; ++i)
        longest = std::max(longest, next(policy, last).value());
    BOOST_TEST((longest > policy.first_pause && longest <= policy.first_pause * 4));
    last.retry_after = 2s;
    const auto told = next(policy, last).value();
    BOOST_TEST((told >= 2s && told <= 2s + policy.first_pause * 4));
    last.retry_after = 0s;
    BOOST_TEST((next(policy, last).value() <= policy.first_pause * 4));
}

BOOST_AUTO_TEST_CASE(forms_of_retry_after)
{
    const std::string now = "Wed, 25 Mar 2020 10:07:01 GMT";
    BOOST_TEST((retry_after("0") == 0s));
    BOOST_TEST((retry_after("120") == 120s));
    BOOST_TEST((retry_after("86401") == 86400s));
    BOOST_TEST((retry_after("99999999999999999999") == 86400s));
    BOOST_TEST((retry_after("Wed, 25 Mar 2020 10:07:31 GMT", now) == 30s));
    BOOST_TEST((retry_after("Wed, 25 Mar 2020 10:06:31 GMT", now) == 0s));
    BOOST_TEST((retry_after("Mon, 25 Mar 2030 10:06:31 GMT", now) == 86400s));
    for (const char* bad : {"", "-1", "1.5", "soon", "1 ", "Wed, 25 Mar 2020"})
        BOOST_TEST(!retry_after(bad, now));
    BOOST_TEST(!retry_after("Wed, 25 Mar 2020 10:07:31 GMT"));
}

BOOST_AUTO_TEST_CASE(when_to_go_to_the_second_domain)
{
    retry_policy policy;
    auto last = lost_answer();
    last.made = 2;
    BOOST_TEST(!cosio::detail::goes_elsewhere(policy, last)); // unless it is wanted
    policy.elsewhere = cosio::second_domain::for_last_attempt;
    BOOST_TEST(cosio::detail::goes_elsewhere(policy, last));
    last.made = 1;
    BOOST_TEST(!cosio::detail::goes_elsewhere(policy, last));
    for (const unsigned status : {301u, 302u, 307u}) { // at once
        last.status = status;
        last.code = {static_cast<int>(status), cosio::foreign_category()};
        BOOST_TEST(cosio::detail::goes_elsewhere(policy, last));
    }
    last.made = 2;
    for (const auto& [status, yes] : {std::pair(500u, true), {503u, true}, {404u, false}}) {
        last.status = status;
        last.code = {static_cast<int>(status), cosio::foreign_category()};
        BOOST_TEST(cosio::detail::goes_elsewhere(policy, last) == yes);
    }
    last.status = 503;
    last.answered_by_cos = true;
    BOOST_TEST(!cosio::detail::goes_elsewhere(policy, last));
}

BOOST_AUTO_TEST_SUITE_END()
