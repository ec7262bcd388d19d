// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DIALECT_HPP
#define COSIO_DIALECT_HPP

#include <cosio/acl.hpp>
#include <cosio/detail/encryption_fields.hpp>
#include <cosio/detail/invalid_input.hpp>
#include <cosio/detail/key_rules.hpp>
#include <cosio/storage_class.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace cosio {

/** COS's own words: headers `x-cos-...`. The dialect of signing policies that name no other.

    A dialect is what a signing policy implies beside the signature: the names of headers, and what
    buckets and keys may be called. Requests are written in COS's words everywhere, and translated
    when they are built.

    @par Thread-safety
    Has no state.

    @par Source
    COS manual, documents 7728 and 7729 (headers), 13312 and 13324 (names).

    @par Example
    @code
    struct my_signing : cosio::anonymous_signing {
        using dialect = cosio::s3_dialect; // speak to an S3 server
    };
    @endcode
*/
struct cos_dialect {
    /// What tells an answer of the service from one of a proxy.
    static constexpr std::string_view request_id_header = "x-cos-request-id";
    /// A second id, for the service's own people.
    static constexpr std::string_view trace_id_header = "x-cos-trace-id";
    /// The same in an error document.
    static constexpr std::string_view trace_id_element = "TraceId";
    /// Set to `true` when a request is repeated; empty if there is no such header.
    static constexpr std::string_view retry_header = "x-cos-sdk-retry";
    /// Whether an object cannot be created without a Content-Type.
    static constexpr bool needs_content_type = true;
    /// Whether the bucket may stand in the path. COS has ended that.
    static constexpr bool path_style = false;

    /// The rules of COS.
    static detail::invalid_input check_bucket(std::string_view bucket)
    {
        return detail::check_bucket(bucket);
    }

    /// The rules of COS.
    static detail::invalid_input check_key(std::string_view key) { return detail::check_key(key); }

    /// The name of one of COS's headers: its own.
    static std::string_view header_name(std::string_view cos_name) { return cos_name; }

    /// Adds one of COS's headers as it is.
    static detail::invalid_input add(field_list& out, const field& f)
    {
        out.set(f.name, f.value);
        return {};
    }
};

/** The words of the S3 protocol, headers `x-amz-...`, which COS understands too. The dialect of
    `sigv4_signing`.

    COS's ACL presets, grants, tags, metadata and encryption go out under their S3 names; the
    storage class `ARCHIVE` is `GLACIER` there. What S3 has no word for is refused before anything
    is sent: `errc::invalid_header`, or the error of its field. Values are held to COS's rules, which
    are narrower in places (the characters of tags).

    @par Thread-safety
    Has no state.

    @par Source
    Amazon S3 API reference, CreateMultipartUpload; user guide, bucket naming rules and object
    key names. COS manual, document 37421.

    @par Example
    @code
    static_assert(std::is_same_v<cosio::sigv4_signing::dialect, cosio::s3_dialect>);
    @endcode
*/
struct s3_dialect {
    /// See `cos_dialect`.
    static constexpr std::string_view request_id_header = "x-amz-request-id";
    /// See `cos_dialect`.
    static constexpr std::string_view trace_id_header = "x-amz-id-2";
    /// See `cos_dialect`.
    static constexpr std::string_view trace_id_element = "HostId";
    /// There is none.
    static constexpr std::string_view retry_header = "";
    /// S3 has a default.
    static constexpr bool needs_content_type = false;
    /// Whether the bucket may stand in the path.
    static constexpr bool path_style = true;

    /// 3 to 63 of `a-z 0-9 - .`, a letter or digit at each end; names with an APPID are among them.
    static detail::invalid_input check_bucket(std::string_view bucket)
    {
        const auto edge = [](char c) { return detail::is_lower(c) || detail::is_digit(c); };
        const auto allowed = [&](char c) { return edge(c) || c == '-' || c == '.'; };
        if (bucket.size() >= 3 && bucket.size() <= 63 && edge(bucket.front()) &&
            edge(bucket.back()) && detail::all_of(bucket, allowed) &&
            bucket.find("..") == bucket.npos)
            return {};
        return {
            errc::invalid_bucket, "bucket", bucket,
            "must be 3 to 63 of a-z, 0-9, - and ., beginning and ending with a letter or digit"};
    }

    /// As COS's, but up to 1024 bytes, and a leading `/` belongs to the key.
    static detail::invalid_input check_key(std::string_view key)
    {
        return detail::check_key(key, 1024, "");
    }

    /// `x-amz-...` for `x-cos-...`.
    static std::string header_name(std::string_view cos_name)
    {
        if (detail::iequals(cos_name, detail::sse_key_id_header))
            return "x-amz-server-side-encryption-aws-kms-key-id";
        return "x-amz-" + std::string(cos_name.substr(cos_prefix.size()));
    }

    /// Adds the translation of one of COS's headers; any other as it is.
    static detail::invalid_input add(field_list& out, const field& f)
    {
        if (!detail::istarts_with(f.name, cos_prefix)) {
            out.set(f.name, f.value);
            return {};
        }
        if (auto broken = check_word(f))
            return broken;
        const bool archive = detail::iequals(f.name, "x-cos-storage-class") && f.value == "ARCHIVE";
        const bool kms = detail::iequals(f.name, detail::sse_header) && f.value == "cos/kms";
        out.set(header_name(f.name), archive ? "GLACIER" : kms ? "aws:kms" : f.value);
        return {};
    }

private:
    static constexpr std::string_view cos_prefix = "x-cos-";

    static detail::invalid_input check_word(const field& f)
    {
        constexpr std::string_view shared[] = {
            "acl",     "grant-read",   "grant-read-acp", "grant-write-acp", "grant-full-control",
            "tagging", "storage-class"};
        const auto rest = f.name.substr(cos_prefix.size());
        const auto is_rest = [&](std::string_view name) { return detail::iequals(name, rest); };
        if (!detail::istarts_with(rest, "meta-") &&
            !detail::istarts_with(rest, "server-side-encryption") &&
            std::none_of(std::begin(shared), std::end(shared), is_rest))
            return {errc::invalid_header, "header name", f.name,
                    "is COS's own; the S3 protocol has no counterpart"};
        if (is_rest("acl") && f.value == to_string(acl::inherit))
            return {errc::invalid_acl, f.name, f.value,
                    "is COS's own; leave the ACL unset in the S3 protocol"};
        if (is_rest("storage-class") &&
            (f.value.starts_with("MAZ_") || f.value == storage_class::rapid().word()))
            return {errc::invalid_storage_class, f.name, f.value,
                    "is COS's own; the S3 protocol has no such class"};
        return {};
    }
};

namespace detail {

template <class Signing>
struct dialect_of {
    using type = cos_dialect;
};

template <class Signing>
    requires requires { typename Signing::dialect; }
struct dialect_of<Signing> {
    using type = typename Signing::dialect;
};

} // namespace detail

/// The dialect that a signing policy implies: `Signing::dialect`, or else COS's own.
template <class Signing>
using dialect_of_t = typename detail::dialect_of<Signing>::type;

} // namespace cosio

#endif
