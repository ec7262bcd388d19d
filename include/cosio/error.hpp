// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_ERROR_HPP
#define COSIO_ERROR_HPP

#include <cosio/condition.hpp>

#include <boost/system/error_code.hpp>

#include <string>
#include <type_traits>

namespace cosio {

using boost::system::error_code;

/** The errors cosio finds by itself.

    Others come as they are: the system's and Asio's from the network, OpenSSL's from TLS, Beast's
    for broken HTTP, `service_errc` and `http_category()` for what COS refuses. `condition` sorts
    them all.
*/
enum class errc {
    // The request is bad; nothing was sent.
    invalid_bucket = 1,
    invalid_key,
    invalid_endpoint,
    invalid_header,
    invalid_content_type,
    invalid_content_md5,
    invalid_metadata,
    invalid_tag,
    invalid_acl,
    invalid_grant,
    invalid_storage_class,
    invalid_traffic_limit,
    /// Wrong lengths, a bad context, or two modes at once.
    invalid_encryption,
    /// SSE-C sends its key in a header, so it needs TLS.
    insecure_encryption,
    invalid_credentials,
    /// The transport does not speak the endpoint's scheme.
    scheme_mismatch,
    /// OpenSSL refused to compute the signature.
    signing_failed,

    // No answer within its time.
    connect_timeout = 40,
    io_timeout,
    operation_timeout,

    // An answer came under 200, and is not what it should be.
    empty_body = 60,
    html_body,
    malformed_xml,
    /// A document type declaration: the way of entity bombs.
    forbidden_xml,
    xml_too_deep,
    unexpected_root,
    /// The document is an `Error` although the status says success; see `diagnostics::code`.
    error_under_success,
    missing_bucket,
    missing_key,
    missing_upload_id,
    empty_upload_id
};

namespace detail {

inline const char* describe(errc code) noexcept
{
    switch (code) {
    case errc::invalid_bucket: return "invalid bucket name";
    case errc::invalid_key: return "invalid object key";
    case errc::invalid_endpoint: return "invalid endpoint";
    case errc::invalid_header: return "invalid header";
    case errc::invalid_content_type: return "invalid Content-Type";
    case errc::invalid_content_md5: return "invalid Content-MD5";
    case errc::invalid_metadata: return "invalid object metadata";
    case errc::invalid_tag: return "invalid object tag";
    case errc::invalid_acl: return "invalid ACL";
    case errc::invalid_grant: return "invalid grant";
    case errc::invalid_storage_class: return "invalid storage class";
    case errc::invalid_traffic_limit: return "invalid traffic limit";
    case errc::invalid_encryption: return "invalid server-side encryption";
    case errc::insecure_encryption: return "SSE-C needs TLS";
    case errc::invalid_credentials: return "invalid credentials";
    case errc::scheme_mismatch: return "the transport does not speak the endpoint's scheme";
    case errc::signing_failed: return "the signature could not be computed";
    case errc::connect_timeout: return "timed out connecting";
    case errc::io_timeout: return "timed out waiting for the peer";
    case errc::operation_timeout: return "the operation took too long";
    case errc::empty_body: return "the answer is empty";
    case errc::html_body: return "the answer is an HTML page";
    case errc::malformed_xml: return "the answer is not well-formed XML";
    case errc::forbidden_xml: return "the answer declares a document type";
    case errc::xml_too_deep: return "the answer is nested too deeply";
    case errc::unexpected_root: return "the answer is another document than expected";
    case errc::error_under_success: return "the answer is an error under a success status";
    case errc::missing_bucket: return "the answer has no Bucket";
    case errc::missing_key: return "the answer has no Key";
    case errc::missing_upload_id: return "the answer has no UploadId";
    case errc::empty_upload_id: return "the UploadId of the answer is empty";
    }
    return "unknown error";
}

class error_category_type final : public boost::system::error_category {
public:
    error_category_type() noexcept : error_category(0x636f73696f657272) {}

    const char* name() const noexcept override { return "cosio"; }

    std::string message(int value) const override { return describe(static_cast<errc>(value)); }

    bool equivalent(int value, const boost::system::error_condition& wanted) const noexcept override
    {
        if (wanted.category() != condition_category())
            return error_category::equivalent(value, wanted);
        const auto code = static_cast<errc>(value);
        const bool timed_out = code >= errc::connect_timeout && code <= errc::operation_timeout;
        switch (static_cast<condition>(wanted.value())) {
        case condition::invalid_input: return code < errc::connect_timeout;
        case condition::network:
        case condition::timeout:
        case condition::retryable: return timed_out;
        case condition::refused: return code == errc::error_under_success;
        case condition::not_understood:
            return code >= errc::empty_body && code != errc::error_under_success;
        default: return false;
        }
    }
};

} // namespace detail

/// The category of `errc`, named `cosio`.
inline const boost::system::error_category& error_category() noexcept
{
    static const detail::error_category_type category;
    return category;
}

inline error_code make_error_code(errc code) noexcept
{
    return {static_cast<int>(code), error_category()};
}

} // namespace cosio

template <>
struct boost::system::is_error_code_enum<cosio::errc> : std::true_type {};

#endif
