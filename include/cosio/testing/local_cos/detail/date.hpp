// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_DATE_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_DATE_HPP

#include <cosio/testing/local_cos/detail/text.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace cosio::testing::local_detail {

/// Whole seconds, so that no year a client may send overflows.
using time_point = std::chrono::sys_seconds;

inline constexpr std::array<std::string_view, 7> weekday_names{"Sun", "Mon", "Tue", "Wed",
                                                               "Thu", "Fri", "Sat"};
inline constexpr std::array<std::string_view, 12> month_names{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// A point in time in calendar fields (UTC).
struct civil_time {
    int year;
    unsigned month, day, weekday;
    int hour, minute, second;
};

inline civil_time to_civil(time_point at)
{
    const auto day = std::chrono::floor<std::chrono::days>(at);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{at - day};
    return {static_cast<int>(date.year()),           static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()),       std::chrono::weekday{day}.c_encoding(),
            static_cast<int>(time.hours().count()),  static_cast<int>(time.minutes().count()),
            static_cast<int>(time.seconds().count())};
}

inline std::int64_t to_unix(time_point at)
{
    return at.time_since_epoch().count();
}

inline time_point from_unix(std::int64_t seconds)
{
    return time_point{std::chrono::seconds{seconds}};
}

/// As in a Date header: `Thu, 28 May 2020 08:35:34 GMT`.
inline std::string http_date(time_point at)
{
    const civil_time c = to_civil(at);
    std::array<char, 64> out{};
    const int length =
        std::snprintf(out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                      weekday_names[c.weekday].data(), c.day, month_names[c.month - 1].data(),
                      c.year, c.hour, c.minute, c.second);
    return std::string(out.data(), static_cast<std::size_t>(length));
}

/// ISO 8601, `2020-05-28T08:35:34.000Z`, or without the milliseconds.
inline std::string iso_date(time_point at, bool milliseconds)
{
    const civil_time c = to_civil(at);
    std::array<char, 64> out{};
    const int length =
        std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d%sZ", c.year, c.month,
                      c.day, c.hour, c.minute, c.second, milliseconds ? ".000" : "");
    return std::string(out.data(), static_cast<std::size_t>(length));
}

/// Reads the one form of http_date(), weekday checked. No value for anything else.
inline std::optional<time_point> parse_http_date(std::string_view text)
{
    if (text.size() != 29)
        return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t count) {
        return static_cast<int>(to_number(text.substr(at, count)).value_or(-1));
    };
    unsigned month = 0;
    while (month < 12 && month_names[month] != text.substr(8, 3))
        ++month;
    std::chrono::year_month_day const date{std::chrono::year{number(12, 4)},
                                           std::chrono::month{month + 1},
                                           std::chrono::day{static_cast<unsigned>(number(5, 2))}};
    const int hour = number(17, 2), minute = number(20, 2), second = number(23, 2);
    if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
        second > 59)
        return std::nullopt;
    const time_point at = std::chrono::sys_days{date} + std::chrono::hours{hour} +
                          std::chrono::minutes{minute} + std::chrono::seconds{second};
    // Comparing with what we would write ourselves checks the weekday and all separators.
    return http_date(at) == text ? std::optional(at) : std::nullopt;
}

} // namespace cosio::testing::local_detail

#endif
