// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_HTTP_DATE_HPP
#define COSIO_DETAIL_HTTP_DATE_HPP

#include <cosio/detail/ascii.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace cosio::detail {

inline constexpr std::string_view weekday_names = "SunMonTueWedThuFriSat";
inline constexpr std::string_view month_names = "JanFebMarAprMayJunJulAugSepOctNovDec";

/// `Wed, 25 Mar 2020 10:07:01 GMT` (RFC 1123, in the fixed form of RFC 9110, 5.6.7).
class http_date_text {
public:
    explicit http_date_text(std::chrono::sys_seconds when)
    {
        const auto day = std::chrono::floor<std::chrono::days>(when);
        const std::chrono::year_month_day date(day);
        const std::chrono::hh_mm_ss time(when - day);
        put(0, weekday_names, std::chrono::weekday(day).c_encoding());
        number(5, 2, static_cast<unsigned>(date.day()));
        put(8, month_names, static_cast<unsigned>(date.month()) - 1);
        number(12, 4, static_cast<int>(date.year()));
        number(17, 2, time.hours().count());
        number(20, 2, time.minutes().count());
        number(23, 2, time.seconds().count());
    }

    std::string_view view() const noexcept { return {text_.data(), size}; }

    static constexpr std::string_view form = "Www, 00 Mmm 0000 00:00:00 GMT";

private:
    static constexpr std::size_t size = form.size();

    void put(std::size_t at, std::string_view names, unsigned index)
    {
        names.copy(text_.data() + at, 3, index * 3);
    }

    void number(std::size_t at, std::size_t digits, long value)
    {
        for (; digits > 0; value /= 10)
            text_[at + --digits] = static_cast<char>('0' + value % 10);
    }

    std::array<char, size + 1> text_ = std::to_array("Www, 00 Mmm 0000 00:00:00 GMT");
};

inline std::string http_date(std::chrono::sys_seconds when)
{
    return std::string(http_date_text(when).view());
}

/// The moment behind such a date; nothing if it is in another form.
inline std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text)
{
    constexpr std::string_view form = http_date_text::form;
    if (text.size() != form.size())
        return std::nullopt;
    for (std::size_t at = 3; at < form.size(); ++at) {
        const bool named = at >= 8 && at < 11;
        if (!named && (form[at] == '0' ? !is_digit(text[at]) : text[at] != form[at]))
            return std::nullopt;
    }
    const auto two_digits = [text](std::size_t at) {
        return 10 * (text[at] - '0') + (text[at + 1] - '0');
    };
    const auto is_name = [text](std::size_t at, std::string_view names, unsigned index) {
        return text.compare(at, 3, names, 3 * index, 3) == 0;
    };
    unsigned month = 1;
    while (month <= 12 && !is_name(8, month_names, month - 1))
        ++month;
    const std::chrono::year_month_day date(std::chrono::year(100 * two_digits(12) + two_digits(14)),
                                           std::chrono::month(month),
                                           std::chrono::day(static_cast<unsigned>(two_digits(5))));
    const int hour = two_digits(17), minute = two_digits(20), second = two_digits(23);
    if (!date.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const std::chrono::sys_days day(date);
    if (!is_name(0, weekday_names, std::chrono::weekday(day).c_encoding()))
        return std::nullopt;
    return day + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

} // namespace cosio::detail

#endif
