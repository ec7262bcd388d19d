// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_OBJECT_RULES_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_OBJECT_RULES_HPP

#include <cosio/testing/local_cos/detail/authorize.hpp>
#include <cosio/testing/local_cos/detail/tag_rules.hpp>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace cosio::testing::local_detail {

inline local_answer invalid_argument(std::string message)
{
    return local_answer::error(400, "InvalidArgument", std::move(message));
}

inline bool is_one_of(std::string_view value,
                      std::initializer_list<std::string_view> allowed) noexcept
{
    return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

/// Rules for object keys (document 436/13324).
inline refusal check_key(std::string_view key)
{
    if (key.size() > 850)
        return local_answer::error(400, "KeyTooLong", "The object key is over 850 bytes.");
    if (key.starts_with('/') || key.starts_with('\\'))
        return local_answer::error(400, "InvalidObjectName", "The object key begins with a slash.");
    for (char c : key)
        if (c == '\0' || (c >= 24 && c <= 27))
            return local_answer::error(400, "InvalidObjectName",
                                       "The object key has a control character not allowed.");
    return std::nullopt;
}

/// One or more `id="..."`, separated by commas.
inline bool is_grant(std::string_view header)
{
    for (auto item : split(header, ',')) {
        item = trim(item);
        if (!item.starts_with("id=\"") || !item.ends_with('"') || item.size() < 6)
            return false;
        item = item.substr(4, item.size() - 5);
        if (!std::all_of(item.begin(), item.end(), [](char c) {
                return is_alnum(c) || is_one_of({&c, 1}, {":", "/", "-", "_"});
            }))
            return false;
    }
    return true;
}

inline refusal check_access_control(const local_request& request)
{
    if (const auto acl = request.header("x-cos-acl");
        acl && !is_one_of(*acl, {"default", "private", "public-read", "authenticated-read",
                                 "bucket-owner-read", "bucket-owner-full-control"}))
        return invalid_argument("x-cos-acl is not a preset for objects.");
    if (request.header("x-cos-grant-write"))
        return invalid_argument("x-cos-grant-write is no permission for objects.");
    for (std::string_view name : {"x-cos-grant-read", "x-cos-grant-read-acp",
                                  "x-cos-grant-write-acp", "x-cos-grant-full-control"})
        if (const auto grant = request.header(name); grant && !is_grant(*grant))
            return invalid_argument(std::string(name) + " is not of the form id=\"...\".");
    return std::nullopt;
}

/// Suffixes of letters, digits and hyphens; 2 KB a value and 4 KB for all values together, as the
/// newer editions of document 7746 say.
inline refusal check_metadata(const local_request& request)
{
    constexpr std::string_view prefix = "x-cos-meta-";
    std::size_t total = 0;
    for (const auto& h : request.headers()) {
        if (!to_lower(h.name).starts_with(prefix))
            continue;
        const auto suffix = std::string_view(h.name).substr(prefix.size());
        if (suffix.empty() || !std::all_of(suffix.begin(), suffix.end(),
                                           [](char c) { return is_alnum(c) || c == '-'; }))
            return invalid_argument("The suffix of an x-cos-meta- header is not valid.");
        if (h.value.size() > 2048)
            return invalid_argument("A value of the metadata is over 2 KB.");
        total += h.value.size();
    }
    if (total > 4096)
        return invalid_argument("The metadata is over 4 KB.");
    return std::nullopt;
}

inline refusal check_storage_class(const local_request& request, std::string_view bucket)
{
    const auto value = request.header("x-cos-storage-class");
    // RAPID is the one class of the buckets named `<BucketName>-x--<APPID>`, and only theirs.
    const bool rapid = bucket.find("-x--") != std::string_view::npos;
    if (!value || (rapid && value == "RAPID"))
        return std::nullopt;
    if (rapid || !is_one_of(*value, {"STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "ARCHIVE",
                                     "DEEP_ARCHIVE", "MAZ_STANDARD", "MAZ_STANDARD_IA",
                                     "MAZ_INTELLIGENT_TIERING", "MAZ_ARCHIVE"}))
        return local_answer::error(400, "NotSupportedStorageClass",
                                   "The storage class is not supported.");
    return std::nullopt;
}

inline refusal check_content_md5(const local_request& request)
{
    const auto header = request.header("Content-MD5");
    if (!header)
        return std::nullopt;
    const auto raw = base64_decode(*header);
    if (!raw || raw->size() != 16)
        return local_answer::error(400, "InvalidDigest",
                                   "Content-MD5 is not the base64 of an MD5.");
    if (*raw != md5(request.body()))
        return local_answer::error(400, "BadDigest", "Content-MD5 does not fit the body.");
    return std::nullopt;
}

/// Judges the headers an upload is initiated with, except those of encryption.
inline refusal check_object_headers(const local_request& request, std::string_view bucket)
{
    // An empty one counts: the Node SDK sends it so that no proxy can insert its own.
    if (!request.header("Content-Type"))
        return invalid_argument("Content-Type is missing.");
    if (auto refused = check_content_md5(request))
        return refused;
    if (auto refused = check_access_control(request))
        return refused;
    if (auto refused = check_metadata(request))
        return refused;
    if (auto refused = check_storage_class(request, bucket))
        return refused;
    if (const auto tags = request.header("x-cos-tagging"))
        if (const auto wrong = find_tag_error(*tags))
            return local_answer::error(400, "InvalidTag", "x-cos-tagging: " + *wrong + '.');
    if (const auto limit = request.header("x-cos-traffic-limit")) {
        const auto number = to_number(*limit);
        if (!number || *number < 819'200 || *number > 838'860'800)
            return invalid_argument("x-cos-traffic-limit is not 819200 to 838860800.");
    }
    if (const auto forbid = request.header("x-cos-forbid-overwrite");
        forbid && !is_one_of(*forbid, {"true", "false"}))
        return invalid_argument("x-cos-forbid-overwrite is neither true nor false.");
    return std::nullopt;
}

} // namespace cosio::testing::local_detail

#endif
