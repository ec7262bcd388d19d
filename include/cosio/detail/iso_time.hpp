// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_ISO_TIME_HPP
#define COSIO_DETAIL_ISO_TIME_HPP

#include <cosio/detail/ascii.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace cosio::detail {

/// The basic form of ISO 8601, `20130524T000000Z`, as the S3 signature wants it. Its first eight
/// characters are the date.
inline std::string iso_time(std::chrono::sys_seconds time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    char text[64];
    std::snprintf(text, sizeof text, "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text;
}

/// The extended form of UTC, `2013-05-24T00:00:00Z`, with or without parts of a second; nothing if it
/// is another.
inline std::optional<std::chrono::sys_seconds> parse_iso_time(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00T00:00:00";
    int numbers[6] = {};
    std::size_t which = 0;
    if (text.size() <= form.size() || text.back() != 'Z')
        return std::nullopt;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] != '0' && text[i] == form[i])
            ++which;
        else if (form[i] == '0' && is_digit(text[i]))
            numbers[which] = numbers[which] * 10 + (text[i] - '0');
        else
            return std::nullopt;
    }
    const auto rest = text.substr(form.size(), text.size() - form.size() - 1);
    if (!rest.empty() && (rest[0] != '.' || !all_of(rest.substr(1), is_digit)))
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{numbers[0]},
                                           std::chrono::month{static_cast<unsigned>(numbers[1])},
                                           std::chrono::day{static_cast<unsigned>(numbers[2])}};
    if (!date.ok() || numbers[3] > 23 || numbers[4] > 59 || numbers[5] > 60)
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(numbers[3]) +
           std::chrono::minutes(numbers[4]) + std::chrono::seconds(numbers[5]);
}

} // namespace cosio::detail

#endif
