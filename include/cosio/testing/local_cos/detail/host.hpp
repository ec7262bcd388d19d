// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_HOST_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_HOST_HPP

#include <cosio/testing/local_cos/detail/bucket_name.hpp>
#include <cosio/testing/local_cos/detail/text.hpp>
#include <cosio/testing/local_cos/message.hpp>
#include <cosio/testing/local_cos/options.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace cosio::testing::local_detail {

/// What the Host header says when it is one of COS's own names.
struct cos_host {
    std::string bucket; ///< empty for the service's own host, which names none
    std::string region;
};

/// Splits `<bucket>.cos.<region>.myqcloud.com` and its relatives; no value for any other host.
inline std::optional<cos_host> parse_cos_host(std::string_view host)
{
    host = host.substr(0, host.find(':'));
    std::string const name = to_lower(host);
    std::string_view rest = name;
    bool internal_allowed = false;
    if (rest.ends_with(".myqcloud.com")) {
        rest.remove_suffix(13);
    } else if (rest.ends_with(".tencentcos.cn")) {
        rest.remove_suffix(14);
        internal_allowed = true;
    } else {
        return std::nullopt;
    }
    const auto dot = rest.rfind('.');
    if (dot == std::string_view::npos)
        return std::nullopt;
    std::string const region(rest.substr(dot + 1));
    rest = rest.substr(0, dot);
    if (internal_allowed && rest.ends_with(".cos-internal"))
        rest.remove_suffix(13);
    else if (rest.ends_with(".cos"))
        rest.remove_suffix(4);
    else if (rest == "cos" || (region == "cos" && rest == "service"))
        rest = {};
    else
        return std::nullopt;
    return cos_host{std::string(rest), region};
}

/// The bucket a Host header addresses, or why there is none.
inline std::variant<local_bucket, local_answer> find_bucket(std::string_view host,
                                                            const local_cos_options& options)
{
    const auto missing = [] {
        return local_answer::error(404, "NoSuchBucket", "The specified bucket does not exist.");
    };
    const auto named = parse_cos_host(host);
    if (!named) {
        if (options.buckets().empty())
            return missing();
        return options.buckets().front();
    }
    if (!is_bucket_name(named->bucket))
        return local_answer::error(400, "InvalidBucketName",
                                   "The host names no valid bucket: path style is not served.");
    for (char c : named->region)
        if (!is_digit(c) && !(c >= 'a' && c <= 'z') && c != '-')
            return local_answer::error(400, "InvalidRegionName", "The region name is not valid.");
    for (const auto& bucket : options.buckets())
        if (bucket.name == named->bucket &&
            (bucket.region.empty() || bucket.region == named->region ||
             named->region == "accelerate"))
            return bucket;
    return missing();
}

} // namespace cosio::testing::local_detail

#endif
