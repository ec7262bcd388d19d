// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_ISO_TIME_HPP
#define COSIO_DETAIL_ISO_TIME_HPP

#include <chrono>
#include <cstdio>
#include <string>

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

} // namespace cosio::detail

#endif
