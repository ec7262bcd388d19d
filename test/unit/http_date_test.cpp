// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include <cosio/detail/http_date.hpp>
#include <cosio/detail/iso_time.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace {

using cosio::detail::http_date;
using cosio::detail::parse_http_date;

std::chrono::sys_seconds at(long long seconds)
{
    return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

} // namespace

BOOST_AUTO_TEST_SUITE(http_dates)

BOOST_AUTO_TEST_CASE(are_written_and_read)
{
    const std::pair<long long, std::string> rows[] = {
        {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
        {1, "Thu, 01 Jan 1970 00:00:01 GMT"},
        {784111777, "Sun, 06 Nov 1994 08:49:37 GMT"}, // RFC 9110
        {951782399, "Mon, 28 Feb 2000 23:59:59 GMT"},
        {951782400, "Tue, 29 Feb 2000 00:00:00 GMT"},
        {1557989151, "Thu, 16 May 2019 06:45:51 GMT"},
        {1585130821, "Wed, 25 Mar 2020 10:07:01 GMT"},
        {1590655481, "Thu, 28 May 2020 08:44:41 GMT"},
        {1704067199, "Sun, 31 Dec 2023 23:59:59 GMT"},
        {1709164800, "Thu, 29 Feb 2024 00:00:00 GMT"},
        {1718000000, "Mon, 10 Jun 2024 06:13:20 GMT"},
        {1721000000, "Sun, 14 Jul 2024 23:33:20 GMT"},
        {1723000000, "Wed, 07 Aug 2024 03:06:40 GMT"},
        {1726000000, "Tue, 10 Sep 2024 20:26:40 GMT"},
        {1728100000, "Sat, 05 Oct 2024 03:46:40 GMT"},
        {1731000000, "Thu, 07 Nov 2024 17:20:00 GMT"},
        {1713500000, "Fri, 19 Apr 2024 04:13:20 GMT"},
        {2147483648, "Tue, 19 Jan 2038 03:14:08 GMT"},
        {4102444800, "Fri, 01 Jan 2100 00:00:00 GMT"},
        {253402300799, "Fri, 31 Dec 9999 23:59:59 GMT"},
    };
    for (const auto& [seconds, text] : rows) {
        BOOST_TEST(http_date(at(seconds)) == text);
        BOOST_TEST((parse_http_date(text) == at(seconds)), text);
    }
}

BOOST_AUTO_TEST_CASE(every_day_of_a_leap_year_comes_back)
{
    for (long long day = 0; day < 366; ++day) {
        const auto when = at(1704067200 + day * 86400 + day * 61 % 86400);
        BOOST_TEST((parse_http_date(http_date(when)) == when));
    }
}

BOOST_AUTO_TEST_CASE(other_forms_are_not_read)
{
    for (const char* text : {
             "",
             "GMT",
             "Wed, 25 Mar 2020 10:07:01",
             "Wed, 25 Mar 2020 10:07:01 UTC",
             "Wed, 25 Mar 2020 10:07:01 GMT ",
             " Wed, 25 Mar 2020 10:07:01 GMT",
             "Wed, 5 Mar 2020 10:07:01 GMT",
             "Wed, 25 Mrz 2020 10:07:01 GMT",
             "Wed, 25 anF 2020 10:07:01 GMT", // stands across JanFeb
             "Wed, 25 mar 2020 10:07:01 GMT",
             "Wed, 00 Mar 2020 10:07:01 GMT",
             "Wed, 32 Mar 2020 10:07:01 GMT",
             "Fri, 30 Feb 2024 10:07:01 GMT",
             "Wed, 29 Feb 2023 10:07:01 GMT",
             "Wed, 25 Mar 2020 24:00:00 GMT",
             "Wed, 25 Mar 2020 10:60:01 GMT",
             "Wed, 25 Mar 2020 10:07:61 GMT",
             "Wed, 25 Mar 2020 99:99:99 GMT",
             "Sat, 31 Dec 2016 23:59:60 GMT", // a leap second has no number here
             "Thu, 25 Mar 2020 10:07:01 GMT", // was a Wednesday
             "Wed, 25 Mar 2020 1a:07:01 GMT",
             "Wed, 25 Mar 2020 -1:07:01 GMT",
             "Wed, 25 Mar 2020 +1:07:01 GMT",
             "Wed, 25 Mar 2020  1:07:01 GMT",
             "Wed, 25 Mar 20x0 10:07:01 GMT",
             "Wed, 25 Mar 2020 10-07-01 GMT",
             "Wed, 25-Mar-2020 10:07:01 GMT",
             "Xxx, 25 Mar 2020 10:07:01 GMT",
             "Wed  25 Mar 2020 10:07:01 GMT",
             "Wednesday, 25-Mar-20 10:07:01 GMT",
             "Wed Mar 25 10:07:01 2020",
             "2020-03-25T10:07:01Z        GMT",
             "2020-03-25T10:07:01Z",
         })
        BOOST_TEST(!parse_http_date(text).has_value(), text);
}

// The clock of the service in some of its refusals.
BOOST_AUTO_TEST_CASE(iso_times_are_read)
{
    using cosio::detail::parse_iso_time;
    for (const char* text : {"2020-03-25T10:07:01Z", "2020-03-25T10:07:01.999Z"})
        BOOST_TEST((parse_iso_time(text) == at(1585130821)), text);
    for (const std::string text :
         {"", "Z", "2020-03-25", "2020-03-25T10:07:01", "2020-03-25 10:07:01Z",
          "2020-13-25T10:07:01Z", "2020-02-30T10:07:01Z", "2020-03-25T24:07:01Z",
          "2020-03-25T10:60:01Z", "2020-03-25T10:07:61Z", "2020-03-25T10:07:01+08:00",
          "2020-03-25T10:07:01.x9Z", "2020-03-25T10:07:01,9Z", "20200325T100701Z",
          "x020-03-25T10:07:01Z"})
        BOOST_TEST(!parse_iso_time(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
