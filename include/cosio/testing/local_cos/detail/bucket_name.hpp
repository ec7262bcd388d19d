// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_BUCKET_NAME_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_BUCKET_NAME_HPP

#include <cosio/testing/local_cos/detail/text.hpp>

#include <string_view>

namespace cosio::testing::local_detail {

/// `<BucketName>-<APPID>` of lower-case letters, digits and hyphens.
inline bool is_bucket_name(std::string_view name) noexcept
{
    const auto hyphen = name.rfind('-');
    if (hyphen == std::string_view::npos || hyphen == 0 || hyphen + 1 == name.size() ||
        hyphen > 50 || name.front() == '-')
        return false;
    for (char c : name.substr(0, hyphen))
        if (!is_digit(c) && !(c >= 'a' && c <= 'z') && c != '-')
            return false;
    for (char c : name.substr(hyphen + 1))
        if (!is_digit(c))
            return false;
    // `<BucketName>-x--<APPID>` is a rapid bucket, else the name must not end in a hyphen.
    return name[hyphen - 1] != '-' || name.substr(0, hyphen).ends_with("-x-");
}

} // namespace cosio::testing::local_detail

#endif
