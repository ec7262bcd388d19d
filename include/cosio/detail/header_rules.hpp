// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_HEADER_RULES_HPP
#define COSIO_DETAIL_HEADER_RULES_HPP

#include <cosio/acl.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/encryption_fields.hpp>
#include <cosio/detail/invalid_input.hpp>
#include <cosio/detail/tag_rules.hpp>
#include <cosio/detail/trace_rules.hpp>

#include <charconv>
#include <cstdint>
#include <string_view>

// What a client can tell of a header before it is sent: the limits of documents 7746, 7728 and
// 30752. A rule returns a sentence when the value breaks it, else nothing.
namespace cosio::detail {

using sentence = std::string_view;

/// Whether the value of this header or parameter must not be shown, in whatever dialect. The last
/// letter tells for most names that they are none of these.
inline bool is_secret_field(std::string_view name) noexcept
{
    const auto ends_with = [name](std::string_view end) {
        return name.size() >= end.size() && iequals(name.substr(name.size() - end.size()), end);
    };
    switch (name.empty() ? '\0' : to_lower(name.back())) {
    case 'n': return iequals(name, "authorization") || ends_with("-security-token");
    case 'y': return ends_with("-customer-key");
    case 'e': return iequals(name, "q-signature") || iequals(name, "x-amz-signature");
    default: return false;
    }
}

inline sentence header_value_rule(std::string_view value)
{
    static constexpr char_table allowed([](char c) { return !is_control(c) || c == '\t'; });
    if (!all_of(value, allowed))
        return "control characters such as CR, LF and NUL are not allowed";
    if (!value.empty() && (std::string_view(" \t").find(value.front()) != std::string_view::npos ||
                           std::string_view(" \t").find(value.back()) != std::string_view::npos))
        return "white space at either end would be lost on the way and break the signature";
    return {};
}

inline sentence not_empty_rule(std::string_view value)
{
    return value.empty() ? "must not be empty; leave it unset instead" : sentence();
}

inline sentence content_type_rule(std::string_view value)
{
    const auto type = value.substr(0, value.find(';'));
    const auto slash = type.find('/');
    const auto last = type.find_last_not_of(" \t");
    const bool good = slash != type.npos && slash > 0 && slash < last &&
                      all_of(type.substr(0, slash), is_token) &&
                      all_of(type.substr(slash + 1, last - slash), is_token);
    return good ? sentence() : "must be a MIME type, type/subtype";
}

inline sentence content_md5_rule(std::string_view value)
{
    const auto digest = base64_decoded(value);
    return value.size() == 24 && digest && digest->size() == 16
               ? sentence()
               : "must be base64 of 16 bytes, which is 24 characters";
}

inline sentence storage_class_rule(std::string_view value)
{
    const auto allowed = [](char c) { return is_upper(c) || is_digit(c) || c == '_'; };
    return !value.empty() && all_of(value, allowed)
               ? sentence()
               : "must be capital letters, digits and _, such as STANDARD_IA";
}

inline sentence acl_rule(std::string_view value)
{
    return parse_acl(value) ? sentence()
                            : "must be default, private, public-read, authenticated-read, "
                              "bucket-owner-read or bucket-owner-full-control";
}

inline sentence grant_rule(std::string_view value)
{
    constexpr sentence rule = "must be id=\"<OwnerUin>\" items separated by commas";
    do {
        const auto end = value.find('"', 4);
        if (!value.starts_with("id=\"") || end == value.npos || end == 4 ||
            !all_of(value.substr(4, end - 4), [](char c) { return c != ' ' && c != ','; }))
            return rule;
        value.remove_prefix(end + 1);
        if (value.empty())
            return {};
    } while (value.front() == ',' && (value.remove_prefix(1), true));
    return rule;
}

inline sentence boolean_rule(std::string_view value)
{
    return value == "true" || value == "false" ? sentence() : "must be true or false";
}

inline bool is_number(std::string_view value, std::uint64_t least, std::uint64_t most) noexcept
{
    std::uint64_t number = 0;
    const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), number);
    return code == std::errc() && end == value.data() + value.size() && number >= least &&
           number <= most;
}

inline sentence traffic_limit_rule(std::string_view value)
{
    return is_number(value, 819200, 838860800) ? sentence() : "must be 819200 to 838860800 bit/s";
}

inline sentence size_rule(std::string_view value)
{
    return is_number(value, 0, INT64_MAX) ? sentence() : "must be a whole number";
}

inline sentence sse_algorithm_rule(std::string_view value)
{
    return value == "AES256" || value == "cos/kms" ? sentence() : "must be AES256 or cos/kms";
}

inline sentence sse_c_algorithm_rule(std::string_view value)
{
    return value == "AES256" ? sentence() : "must be AES256";
}

inline sentence sse_context_rule(std::string_view value)
{
    const auto json = base64_decoded(value);
    return json && is_json_string_map(as_view(*json))
               ? sentence()
               : "must be base64 of a JSON object whose values are strings";
}

inline sentence sse_c_key_rule(std::string_view value)
{
    const auto key = base64_decoded(value);
    return key && key->size() == 32 ? sentence() : "must be a key of 32 bytes, in base64";
}

struct header_rule {
    std::string_view name;
    errc code;
    sentence (*broken)(std::string_view value);
};

inline constexpr header_rule header_rules[] = {
    {"Content-Type", errc::invalid_content_type, content_type_rule},
    {"Content-MD5", errc::invalid_content_md5, content_md5_rule},
    {"Cache-Control", errc::invalid_header, not_empty_rule},
    {"Content-Disposition", errc::invalid_header, not_empty_rule},
    {"Content-Encoding", errc::invalid_header, not_empty_rule},
    {"Content-Language", errc::invalid_header, not_empty_rule},
    {"Expires", errc::invalid_header, not_empty_rule},
    {traceparent_header, errc::invalid_header, traceparent_rule},
    {tracestate_header, errc::invalid_header, tracestate_rule},
    {"x-cos-storage-class", errc::invalid_storage_class, storage_class_rule},
    {"x-cos-tagging", errc::invalid_tag, tagging_rule},
    {"x-cos-forbid-overwrite", errc::invalid_header, boolean_rule},
    {"x-cos-acl", errc::invalid_acl, acl_rule},
    {"x-cos-grant-read", errc::invalid_grant, grant_rule},
    {"x-cos-grant-read-acp", errc::invalid_grant, grant_rule},
    {"x-cos-grant-write-acp", errc::invalid_grant, grant_rule},
    {"x-cos-grant-full-control", errc::invalid_grant, grant_rule},
    {"x-cos-traffic-limit", errc::invalid_traffic_limit, traffic_limit_rule},
    {"x-cos-mime-limit", errc::invalid_header, not_empty_rule},
    {"x-cos-psize-max", errc::invalid_header, size_rule},
    {"x-cos-psize-min", errc::invalid_header, size_rule},
    {"x-cos-pnum-max", errc::invalid_header, size_rule},
    {"x-cos-pnum-min", errc::invalid_header, size_rule},
    {"x-cos-fsize-max", errc::invalid_header, size_rule},
    {sse_header, errc::invalid_encryption, sse_algorithm_rule},
    {sse_key_id_header, errc::invalid_encryption, not_empty_rule},
    {sse_context_header, errc::invalid_encryption, sse_context_rule},
    {sse_c_algorithm_header, errc::invalid_encryption, sse_c_algorithm_rule},
    {sse_c_key_header, errc::invalid_encryption, sse_c_key_rule},
    {sse_c_md5_header, errc::invalid_encryption, content_md5_rule}};

/// Headers that others own: the street itself, the signing policy, or the connection.
inline constexpr std::string_view reserved_headers[] = {"Host",
                                                        "Content-Length",
                                                        "Date",
                                                        "Authorization",
                                                        "User-Agent",
                                                        "Connection",
                                                        "Keep-Alive",
                                                        "TE",
                                                        "Trailer",
                                                        "Transfer-Encoding",
                                                        "Upgrade",
                                                        "Proxy-Connection",
                                                        "Expect",
                                                        "Proxy-Authorization",
                                                        "x-cos-security-token",
                                                        "x-cos-sdk-retry",
                                                        "x-amz-security-token",
                                                        "x-amz-date",
                                                        "x-amz-content-sha256"};

} // namespace cosio::detail

#endif
