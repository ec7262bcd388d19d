// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_KEY_RULES_HPP
#define COSIO_DETAIL_KEY_RULES_HPP

#include <cosio/detail/invalid_input.hpp>
#include <cosio/detail/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace cosio::detail {

/// Whether HTTP software that normalises paths would end above the place where the key begins.
inline bool climbs_out(std::string_view key)
{
    int depth = 0;
    while (!key.empty() && depth >= 0) {
        const auto segment = key.substr(0, key.find('/'));
        key.remove_prefix(std::min(key.size(), segment.size() + 1));
        if (segment == "..")
            --depth;
        else if (!segment.empty() && segment != ".")
            ++depth;
    }
    return depth < 0;
}

/// Whether HTTP software that normalises paths could turn `/key` into `/`, and so a call on an
/// object into one on its bucket.
inline bool collapses_to_root(std::string_view key)
{
    int depth = 0;
    while (!key.empty()) {
        const auto segment = key.substr(0, key.find('/'));
        key.remove_prefix(std::min(key.size(), segment.size() + 1));
        if (segment == "..")
            depth = std::max(0, depth - 1);
        else if (!segment.empty() && segment != ".")
            ++depth;
    }
    return depth == 0;
}

/** Document 13324.

    Control characters are refused altogether, although the service forbids only four: the answer
    could not name the key back in XML 1.0, and a line feed would forge lines of the signed text.

    @param most        Bytes that a key may have.
    @param not_first   Characters that it may not begin with.
*/
inline invalid_input check_key(std::string_view key, std::size_t most = 850,
                               std::string_view not_first = "/\\")
{
    const auto refuse = [&](std::string_view rule) {
        return invalid_input(errc::invalid_key, "key", key, rule);
    };
    if (key.empty())
        return refuse("must not be empty, the call would address the bucket");
    if (key.size() > most)
        return refuse("must have at most " + std::to_string(most) + " bytes");
    if (not_first.find(key.front()) != not_first.npos)
        return refuse("must not begin with / or \\");
    static constexpr char_table allowed([](char c) { return !is_control(c); });
    if (!all_of(key, allowed))
        return refuse("control characters such as CR, LF and NUL are not allowed");
    if (!utf8_length(key))
        return refuse("must be valid UTF-8");
    if (collapses_to_root(key))
        return refuse("its . and .. segments collapse to /, the call could address the bucket");
    return {};
}

/** Documents 13312 and its editions: `<BucketName>-<APPID>`.

    The newest edition caps the whole domain at 60 characters, an older one the name at 50; the
    wider of the two is checked, and the limit of DNS. Rapid buckets are named
    `<BucketName>-x--<APPID>`.
*/
inline invalid_input check_bucket(std::string_view bucket)
{
    const auto dash = bucket.rfind('-');
    static constexpr char_table allowed(
        [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
    const bool good = dash != bucket.npos && dash > 0 && dash <= 50 && bucket.size() <= 63 &&
                      dash + 1 < bucket.size() && bucket.front() != '-' &&
                      (bucket[dash - 1] != '-' || bucket.substr(0, dash).ends_with("-x-")) &&
                      all_of(bucket, allowed) &&
                      all_of(bucket.substr(dash + 1), is_digit);
    if (good)
        return {};
    return {errc::invalid_bucket, "bucket", bucket,
            "must be <BucketName>-<APPID>: a-z, 0-9 and - (neither first nor last), then - and "
            "digits"};
}

} // namespace cosio::detail

#endif
