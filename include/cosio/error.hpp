// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_ERROR_HPP
#define COSIO_ERROR_HPP

#include <cosio/condition.hpp>

#include <boost/system/error_code.hpp>
#include <boost/version.hpp>

#include <string>
#include <type_traits>

#if BOOST_VERSION < 108100
#error "cosio needs Boost 1.81 or newer."
#endif

namespace cosio {

/// The error code of Boost, in which every failure of an operation comes.
using boost::system::error_code;

/** The errors cosio finds by itself.

    Others come as they are: the system's and Asio's from the network, OpenSSL's from TLS, Beast's
    for broken HTTP, `service_errc` and `http_category()` for what COS refuses. `condition` sorts
    them all.

    @par Example
    @code
    if (code == cosio::errc::invalid_key)
        std::cerr << result.diagnostics.detail << '\n'; // names the key and the rule
    @endcode
*/
enum class errc {
    // The request is bad, or could not be signed; nothing was sent.
    invalid_bucket = 1,    ///< Not `<BucketName>-<APPID>`.
    invalid_key,           ///< Empty, too long, not UTF-8, or it collapses to `/`.
    invalid_endpoint,      ///< A region, domain or URL that breaks its rule.
    invalid_header,        ///< Forbidden by HTTP or COS, or a header of cosio's own.
    invalid_content_type,  ///< Not `type/subtype`.
    invalid_content_md5,   ///< Not the base64 of 16 bytes.
    invalid_metadata,      ///< A bad name, a value above 2 KB, or more than 4 KB in all.
    invalid_tag,           ///< A bad key or value, a key twice, or more than 10 tags.
    invalid_acl,           ///< Not a preset of objects.
    invalid_grant,         ///< Not the id of an account.
    invalid_storage_class, ///< Not capital letters, digits and `_`.
    invalid_traffic_limit, ///< Not 819200 to 838860800 bit/s.
    invalid_encryption,    ///< Wrong lengths, a bad context, or two modes at once.
    insecure_encryption,   ///< SSE-C sends its key in a header, so it needs TLS.
    invalid_credentials,   ///< Credentials or times that no signature can be made of.
    scheme_mismatch,       ///< The transport does not speak the endpoint's scheme.
    signing_failed,        ///< OpenSSL refused to compute the signature.

    // There is nothing to sign with; nothing was sent.
    no_credentials,       ///< No provider has any; `diagnostics::detail` tells where it looked.
    unusable_credentials, ///< A provider's file, variable or answer is not as it should be.

    // No answer within its time.
    connect_timeout = 40, ///< `config::connect_timeout` passed.
    io_timeout,           ///< `config::io_timeout` passed without a byte.
    operation_timeout,    ///< `config::operation_timeout` passed, attempts and pauses included.

    // An answer came under 200, and is not what it should be.
    empty_body = 60,     ///< No body at all.
    html_body,           ///< A page of HTML, as proxies send.
    malformed_xml,       ///< Not well-formed, or cut off.
    forbidden_xml,       ///< A document type declaration: the way of entity bombs.
    xml_too_deep,        ///< Deeper than the XML policy allows; cosio's allow 32.
    unexpected_root,     ///< Another document than the operation's.
    error_under_success, ///< An `Error` although the status says success; see `diagnostics::code`.
    missing_bucket,      ///< No `Bucket` element.
    missing_key,         ///< No `Key` element.
    missing_upload_id,   ///< No `UploadId` element.
    empty_upload_id,     ///< An `UploadId` without text.
    missing_status       ///< No HTTP status: a fault of a transport policy.
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
    case errc::no_credentials: return "no credentials were found";
    case errc::unusable_credentials: return "the credentials found cannot be used";
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
    case errc::missing_status: return "the answer has no HTTP status";
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
        case condition::invalid_input: return code < errc::no_credentials;
        case condition::denied:
            return code == errc::no_credentials || code == errc::unusable_credentials;
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

/// The code of `code` in `error_category()`; called by the conversion from `errc`.
inline error_code make_error_code(errc code) noexcept
{
    return {static_cast<int>(code), error_category()};
}

} // namespace cosio

template <>
struct boost::system::is_error_code_enum<cosio::errc> : std::true_type {};

#endif
