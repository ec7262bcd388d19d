// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_HTTP_DATE_HPP
#define COSIO_DETAIL_HTTP_DATE_HPP

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
    if (text.size() != http_date_text::form.size())
        return std::nullopt;
    const auto number = [text](std::size_t at, std::size_t digits) {
        int value = 0;
        for (const char c : text.substr(at, digits))
            value = 10 * value + (c - '0');
        return value;
    };
    const auto month = month_names.find(text.substr(8, 3)) / 3 + 1;
    const std::chrono::year_month_day date(std::chrono::year(number(12, 4)),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(number(5, 2))));
    if (!date.ok())
        return std::nullopt;
    const auto when = std::chrono::sys_days(date) + std::chrono::hours(number(17, 2)) +
                      std::chrono::minutes(number(20, 2)) + std::chrono::seconds(number(23, 2));
    // If anything else is wrong with it, that moment is written in another way.
    return http_date_text(when).view() == text ? std::optional(when) : std::nullopt;
}

} // namespace cosio::detail

#endif
