// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_SERVICE_CODES_HPP
#define COSIO_DETAIL_SERVICE_CODES_HPP

#include <cosio/condition.hpp>
#include <cosio/service_errc.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace cosio::detail {

/// What a refusal means to a program; a code may have several meanings.
enum meaning : unsigned {
    none = 0,
    retryable = 1,
    throttled = 2,
    denied = 4,
    not_found = 8,
    clock_skewed = 16
};

struct service_code {
    service_errc code;
    std::string_view word;
    unsigned meanings;
};

// clang-format off
/// Document 7730, in the order of the words, which is the order of the enumerators after the first.
inline constexpr service_code service_codes[] = {
    {service_errc::request_expired, "AccessDenied: Request has expired", denied | clock_skewed},
    {service_errc::access_denied, "AccessDenied", denied},
    {service_errc::access_forbidden, "AccessForbidden", denied},
    {service_errc::action_accelerate_not_supported, "ActionAccelerateNotSupported", none},
    {service_errc::bad_digest, "BadDigest", retryable},
    {service_errc::bad_request, "BadRequest", none},
    {service_errc::bucket_accelerate_not_enabled, "BucketAccelerateNotEnabled", none},
    {service_errc::bucket_locked, "BucketLocked", none},
    {service_errc::bucket_name_too_long, "BucketNameTooLong", none},
    {service_errc::dir_already_exists, "DirAlreadyExists", none},
    {service_errc::domain_audit_failed, "DomainAuditFailed", none},
    {service_errc::entity_size_not_match, "EntitySizeNotMatch", none},
    {service_errc::entity_too_large, "EntityTooLarge", none},
    {service_errc::entity_too_small, "EntityTooSmall", none},
    {service_errc::expired_token, "ExpiredToken", denied},
    {service_errc::file_already_exists, "FileAlreadyExists", none},
    {service_errc::incomplete_body, "IncompleteBody", retryable},
    {service_errc::internal_error, "InternalError", retryable},
    {service_errc::invalid_access_key_id, "InvalidAccessKeyId", denied},
    {service_errc::invalid_argument, "InvalidArgument", none},
    {service_errc::invalid_bucket_name, "InvalidBucketName", none},
    {service_errc::invalid_copy_source, "InvalidCopySource", none},
    {service_errc::invalid_digest, "InvalidDigest", none},
    {service_errc::invalid_object_name, "InvalidObjectName", none},
    {service_errc::invalid_object_state, "InvalidObjectState", none},
    {service_errc::invalid_part, "InvalidPart", none},
    {service_errc::invalid_part_order, "InvalidPartOrder", none},
    {service_errc::invalid_pic_operations, "InvalidPicOperations", none},
    {service_errc::invalid_range, "InvalidRange", none},
    {service_errc::invalid_region_name, "InvalidRegionName", none},
    {service_errc::invalid_request, "InvalidRequest", none},
    {service_errc::invalid_sha1_digest, "InvalidSHA1Digest", none},
    {service_errc::invalid_tag, "InvalidTag", none},
    {service_errc::invalid_uri, "InvalidURI", none},
    {service_errc::invalid_upload_status, "InvalidUploadStatus", none},
    {service_errc::key_too_long, "KeyTooLong", none},
    {service_errc::kms_exception, "KmsException", none},
    {service_errc::kms_freq_control, "KmsFreqControl", retryable | throttled},
    {service_errc::kms_internal_exception, "KmsInternalException", retryable},
    {service_errc::kms_key_disabled, "KmsKeyDisabled", none},
    {service_errc::kms_key_not_exist, "KmsKeyNotExist", none},
    {service_errc::list_part_upload_id_is_empty, "ListPartUploadIdIsEmpty", none},
    {service_errc::maz_operation_not_support_on_oaz_bucket, "MAZOperationNotSupportOnOAZBucket", none},
    {service_errc::malformed_xml, "MalformedXML", none},
    {service_errc::method_not_allowed, "MethodNotAllowed", none},
    {service_errc::missing_content_length, "MissingContentLength", none},
    {service_errc::missing_request_body_error, "MissingRequestBodyError", none},
    {service_errc::no_process_authority, "NoProcessAuthority", denied},
    {service_errc::no_such_bucket, "NoSuchBucket", not_found},
    {service_errc::no_such_copy_source, "NoSuchCopySource", not_found},
    {service_errc::no_such_key, "NoSuchKey", not_found},
    {service_errc::no_such_upload, "NoSuchUpload", not_found},
    {service_errc::no_such_version, "NoSuchVersion", not_found},
    {service_errc::not_implemented, "NotImplemented", none},
    {service_errc::not_supported_storage_class, "NotSupportedStorageClass", none},
    {service_errc::oaz_operation_not_support_on_maz_bucket, "OAZOperationNotSupportOnMAZBucket", none},
    {service_errc::object_locked, "ObjectLocked", none},
    {service_errc::path_conflict, "PathConflict", none},
    {service_errc::payment_required, "PaymentRequired", denied},
    {service_errc::permanent_redirect, "PermanentRedirect", none},
    {service_errc::precondition_failed, "PreconditionFailed", none},
    {service_errc::quota_conflict, "QuotaConflict", none},
    {service_errc::redirect, "Redirect", none},
    {service_errc::request_time_too_skewed, "RequestTimeTooSkewed", clock_skewed},
    {service_errc::request_timeout, "RequestTimeout", retryable},
    {service_errc::sse_content_not_supported, "SSEContentNotSupported", none},
    {service_errc::sse_header_not_allowed, "SSEHeaderNotAllowed", none},
    {service_errc::service_unavailable, "ServiceUnavailable", retryable},
    {service_errc::signature_does_not_match, "SignatureDoesNotMatch", denied},
    {service_errc::slow_down, "SlowDown", retryable | throttled},
    {service_errc::ssec_decrypt_header_invalid, "SsecDecryptHeaderInvalid", none},
    {service_errc::temporary_redirect, "TemporaryRedirect", none},
    {service_errc::unavailable_for_legal_reasons, "UnavailableForLegalReasons", none},
    {service_errc::unexpected_content, "UnexpectedContent", none},
    {service_errc::upload_conflict, "UploadConflict", none},
    {service_errc::upload_id_not_supported, "UploadIdNotSupported", none},
    {service_errc::user_cname_invalid, "UserCnameInvalid", none},
    {service_errc::user_network_too_slow, "UserNetworkTooSlow", retryable},
    {service_errc::verify_algorithm_not_supported, "VerifyAlgorithmNotSupported", none},
    {service_errc::xml_size_limit, "XMLSizeLimit", none},
};
// clang-format on

inline const service_code* find_service_code(int value) noexcept
{
    const auto count = static_cast<int>(std::size(service_codes));
    return value >= 1 && value <= count ? &service_codes[value - 1] : nullptr;
}

class service_category_type final : public boost::system::error_category {
public:
    service_category_type() noexcept : error_category(0x636f73696f737663) {}

    const char* name() const noexcept override { return "cosio.service"; }

    std::string message(int value) const override
    {
        const service_code* known = find_service_code(value);
        return known ? "COS refused: " + std::string(known->word) : "COS refused";
    }

    bool equivalent(int value, const boost::system::error_condition& wanted) const noexcept override
    {
        const service_code* known = find_service_code(value);
        if (!known || wanted.category() != condition_category())
            return error_category::equivalent(value, wanted);
        switch (static_cast<condition>(wanted.value())) {
        case condition::refused: return true;
        case condition::retryable: return (known->meanings & retryable) != 0;
        case condition::throttled: return (known->meanings & throttled) != 0;
        case condition::denied: return (known->meanings & denied) != 0;
        case condition::not_found: return (known->meanings & not_found) != 0;
        case condition::clock_skewed: return (known->meanings & clock_skewed) != 0;
        default: return false;
        }
    }
};

} // namespace cosio::detail

namespace cosio {

inline const boost::system::error_category& service_category() noexcept
{
    static const detail::service_category_type category;
    return category;
}

inline boost::system::error_code make_error_code(service_errc code) noexcept
{
    return {static_cast<int>(code), service_category()};
}

inline boost::system::error_code service_error(std::string_view code,
                                               std::string_view message) noexcept
{
    if (code == "AccessDenied" && message.starts_with("Request has expired"))
        return service_errc::request_expired;
    const auto* first = std::begin(detail::service_codes) + 1;
    const auto* last = std::end(detail::service_codes);
    const auto* found = std::lower_bound(
        first, last, code, [](const auto& row, std::string_view word) { return row.word < word; });
    return found != last && found->word == code ? make_error_code(found->code)
                                                : boost::system::error_code();
}

} // namespace cosio

#endif
