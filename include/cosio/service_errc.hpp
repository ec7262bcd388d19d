// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SERVICE_ERRC_HPP
#define COSIO_SERVICE_ERRC_HPP

#include <boost/system/error_code.hpp>

#include <string_view>
#include <type_traits>

namespace cosio {

/** The refusals of COS: the `Code` of its error body, one enumerator a word.

    Each is named by COS's word in snake case: `no_such_bucket` is `NoSuchBucket`, `invalid_uri` is
    `InvalidURI`. The word tells what it means; document 7730 tells when it comes. Only the first is
    cosio's own name.

    A code that is not here comes as its HTTP status instead (`http_category()`); either way
    `diagnostics::code` holds the word as COS sent it. Branch on conditions (`condition.hpp`) where
    you can, on these where you must.

    @par Source
    COS manual, document 7730 (error codes).

    @par Example
    @code
    if (code == cosio::service_errc::no_such_bucket)
        create_bucket();
    @endcode
*/
enum class service_errc {
    /// 403 `AccessDenied` with the message `Request has expired`: a code of its own but for
    /// the word.
    request_expired = 1,
    access_denied,                           ///< `AccessDenied`
    access_forbidden,                        ///< `AccessForbidden`
    action_accelerate_not_supported,         ///< `ActionAccelerateNotSupported`
    bad_digest,                              ///< `BadDigest`
    bad_request,                             ///< `BadRequest`
    bucket_accelerate_not_enabled,           ///< `BucketAccelerateNotEnabled`
    bucket_locked,                           ///< `BucketLocked`
    bucket_name_too_long,                    ///< `BucketNameTooLong`
    dir_already_exists,                      ///< `DirAlreadyExists`
    domain_audit_failed,                     ///< `DomainAuditFailed`
    entity_size_not_match,                   ///< `EntitySizeNotMatch`
    entity_too_large,                        ///< `EntityTooLarge`
    entity_too_small,                        ///< `EntityTooSmall`
    expired_token,                           ///< `ExpiredToken`
    file_already_exists,                     ///< `FileAlreadyExists`
    incomplete_body,                         ///< `IncompleteBody`
    internal_error,                          ///< `InternalError`
    invalid_access_key_id,                   ///< `InvalidAccessKeyId`
    invalid_argument,                        ///< `InvalidArgument`
    invalid_bucket_name,                     ///< `InvalidBucketName`
    invalid_copy_source,                     ///< `InvalidCopySource`
    invalid_digest,                          ///< `InvalidDigest`
    invalid_object_name,                     ///< `InvalidObjectName`
    invalid_object_state,                    ///< `InvalidObjectState`
    invalid_part,                            ///< `InvalidPart`
    invalid_part_order,                      ///< `InvalidPartOrder`
    invalid_pic_operations,                  ///< `InvalidPicOperations`
    invalid_range,                           ///< `InvalidRange`
    invalid_region_name,                     ///< `InvalidRegionName`
    invalid_request,                         ///< `InvalidRequest`
    invalid_sha1_digest,                     ///< `InvalidSHA1Digest`
    invalid_tag,                             ///< `InvalidTag`
    invalid_uri,                             ///< `InvalidURI`
    invalid_upload_status,                   ///< `InvalidUploadStatus`
    key_too_long,                            ///< `KeyTooLong`
    kms_exception,                           ///< `KmsException`
    kms_freq_control,                        ///< `KmsFreqControl`
    kms_internal_exception,                  ///< `KmsInternalException`
    kms_key_disabled,                        ///< `KmsKeyDisabled`
    kms_key_not_exist,                       ///< `KmsKeyNotExist`
    list_part_upload_id_is_empty,            ///< `ListPartUploadIdIsEmpty`
    maz_operation_not_support_on_oaz_bucket, ///< `MAZOperationNotSupportOnOAZBucket`
    malformed_xml,                           ///< `MalformedXML`
    method_not_allowed,                      ///< `MethodNotAllowed`
    missing_content_length,                  ///< `MissingContentLength`
    missing_request_body_error,              ///< `MissingRequestBodyError`
    no_process_authority,                    ///< `NoProcessAuthority`
    no_such_bucket,                          ///< `NoSuchBucket`
    no_such_copy_source,                     ///< `NoSuchCopySource`
    no_such_key,                             ///< `NoSuchKey`
    no_such_upload,                          ///< `NoSuchUpload`
    no_such_version,                         ///< `NoSuchVersion`
    not_implemented,                         ///< `NotImplemented`
    not_supported_storage_class,             ///< `NotSupportedStorageClass`
    oaz_operation_not_support_on_maz_bucket, ///< `OAZOperationNotSupportOnMAZBucket`
    object_locked,                           ///< `ObjectLocked`
    path_conflict,                           ///< `PathConflict`
    payment_required,                        ///< `PaymentRequired`
    permanent_redirect,                      ///< `PermanentRedirect`
    precondition_failed,                     ///< `PreconditionFailed`
    quota_conflict,                          ///< `QuotaConflict`
    redirect,                                ///< `Redirect`
    request_time_too_skewed,                 ///< `RequestTimeTooSkewed`
    request_timeout,                         ///< `RequestTimeout`
    sse_content_not_supported,               ///< `SSEContentNotSupported`
    sse_header_not_allowed,                  ///< `SSEHeaderNotAllowed`
    service_unavailable,                     ///< `ServiceUnavailable`
    signature_does_not_match,                ///< `SignatureDoesNotMatch`
    slow_down,                               ///< `SlowDown`
    ssec_decrypt_header_invalid,             ///< `SsecDecryptHeaderInvalid`
    temporary_redirect,                      ///< `TemporaryRedirect`
    unavailable_for_legal_reasons,           ///< `UnavailableForLegalReasons`
    unexpected_content,                      ///< `UnexpectedContent`
    upload_conflict,                         ///< `UploadConflict`
    upload_id_not_supported,                 ///< `UploadIdNotSupported`
    user_cname_invalid,                      ///< `UserCnameInvalid`
    user_network_too_slow,                   ///< `UserNetworkTooSlow`
    verify_algorithm_not_supported,          ///< `VerifyAlgorithmNotSupported`
    xml_size_limit,                          ///< `XMLSizeLimit`
};

/// The category of `service_errc`, named `cosio.service`.
inline const boost::system::error_category& service_category() noexcept;

/// The code of `code` in `service_category()`; called by the conversion from `service_errc`.
inline boost::system::error_code make_error_code(service_errc code) noexcept;

/// The error of a `Code` and `Message` of COS; no error if the code is not known.
inline boost::system::error_code service_error(std::string_view code,
                                               std::string_view message) noexcept;

} // namespace cosio

template <>
struct boost::system::is_error_code_enum<cosio::service_errc> : std::true_type {};

#include <cosio/detail/service_codes.hpp>

#endif
