// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CHECK_FIELDS_HPP
#define COSIO_DETAIL_CHECK_FIELDS_HPP

#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/header_rules.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace cosio::detail {

inline constexpr std::string_view meta_prefix = "x-cos-meta-";

inline invalid_input broken_field(errc code, const field& f, std::string_view rule)
{
    const auto shown = is_secret_field(f.name)
                           ? "<secret, " + std::to_string(f.value.size()) + " characters>"
                           : std::string(f.value);
    return {code, f.name, shown, rule};
}

inline invalid_input check_meta(const field& f)
{
    const auto name = f.name.substr(meta_prefix.size());
    if (name.empty() || !all_of(name, [](char c) { return is_alnum(c) || c == '-'; }))
        return {errc::invalid_metadata, "metadata name", name,
                "must be letters, digits and -; an underscore is not allowed here"};
    if (const auto broken = header_value_rule(f.value); !broken.empty())
        return broken_field(errc::invalid_metadata, f, broken);
    if (f.value.size() > 2048)
        return broken_field(errc::invalid_metadata, f, "must have at most 2048 bytes");
    return {};
}

inline const header_rule* find_rule(std::string_view name)
{
    return std::find_if(std::begin(header_rules), std::end(header_rules),
                        [&](const header_rule& r) { return iequals(r.name, name); });
}

/// Whether it is the S3 form of a header that is held to rules, which this spelling would escape.
inline bool is_translated(std::string_view name)
{
    if (!istarts_with(name, "x-amz-"))
        return false;
    const auto cos_name = "x-cos-" + std::string(name.substr(6));
    return istarts_with(cos_name, meta_prefix) || istarts_with(cos_name, sse_header) ||
           find_rule(cos_name) != std::end(header_rules);
}

/// One header by itself.
inline invalid_input check_field(const field& f)
{
    if (istarts_with(f.name, meta_prefix))
        return check_meta(f);
    if (f.name.empty() || !all_of(f.name, is_token))
        return {errc::invalid_header, "header name", f.name, "must be letters, digits and -"};
    const auto owned = [&](std::string_view name) { return iequals(name, f.name); };
    if (std::any_of(std::begin(reserved_headers), std::end(reserved_headers), owned))
        return {errc::invalid_header, "header name", f.name, "is not for callers to set"};

    if (is_translated(f.name))
        return {errc::invalid_header, "header name", f.name,
                "is set by its setter, or under COS's name; the dialect translates"};
    const auto* rule = find_rule(f.name);
    const bool ruled = rule != std::end(header_rules);
    const auto code = ruled ? rule->code : errc::invalid_header;
    if (const auto broken = header_value_rule(f.value); !broken.empty())
        return broken_field(code, f, broken);
    if (ruled)
        if (const auto broken = rule->broken(f.value); !broken.empty())
            return broken_field(code, f, broken);
    return {};
}

/// SSE headers against each other: one mode, whole, and a key only over TLS.
inline invalid_input check_encryption(const field_list& fields, bool tls)
{
    const auto mode = fields.find(sse_header);
    const auto key = fields.find(sse_c_key_header);
    const auto md5 = fields.find(sse_c_md5_header);
    const auto refuse = [&](std::string_view name, std::string_view rule) {
        return broken_field(errc::invalid_encryption, {name, fields.find(name).value_or("")}, rule);
    };
    for (const auto name : {sse_key_id_header, sse_context_header})
        if (fields.contains(name) && mode != "cos/kms")
            return refuse(name, "belongs to SSE-KMS, which this request does not choose");

    const auto parts =
        int(fields.contains(sse_c_algorithm_header)) + int(key.has_value()) + int(md5.has_value());
    if (parts == 0)
        return {};
    if (parts != 3)
        return refuse(sse_c_algorithm_header, "SSE-C needs algorithm, key and key MD5 together");
    if (mode)
        return refuse(sse_header, "cannot be mixed with SSE-C");
    const auto raw = base64_decoded(*key);
    if (!raw || as_view(md5_base64(as_view(*raw))) != *md5)
        return refuse(sse_c_md5_header, "is not the MD5 of the key");
    if (!tls)
        return {errc::insecure_encryption, sse_c_key_header, "<secret>",
                "the key may only travel over TLS; choose an https endpoint"};
    return {};
}

/// All that a caller set for an object, before any of it goes into a request.
inline invalid_input check_fields(const field_list& fields, bool tls)
{
    if (fields.empty())
        return {};
    std::size_t metadata = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (auto broken = check_field(fields[i]))
            return broken;
        if (istarts_with(fields[i].name, meta_prefix))
            metadata += fields[i].value.size();
    }
    if (metadata > 4096)
        return {errc::invalid_metadata, "metadata", std::to_string(metadata) + " bytes",
                "all metadata values together must have at most 4096 bytes"};
    if (const auto state = fields.find(tracestate_header);
        state && !fields.contains(traceparent_header))
        return broken_field(errc::invalid_header, {tracestate_header, *state},
                            "needs a traceparent beside it");
    return check_encryption(fields, tls);
}

} // namespace cosio::detail

#endif
