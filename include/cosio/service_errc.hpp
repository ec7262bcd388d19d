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
    access_denied,
    access_forbidden,
    action_accelerate_not_supported,
    bad_digest,
    bad_request,
    bucket_accelerate_not_enabled,
    bucket_locked,
    bucket_name_too_long,
    dir_already_exists,
    domain_audit_failed,
    entity_size_not_match,
    entity_too_large,
    entity_too_small,
    expired_token,
    file_already_exists,
    incomplete_body,
    internal_error,
    invalid_access_key_id,
    invalid_argument,
    invalid_bucket_name,
    invalid_copy_source,
    invalid_digest,
    invalid_object_name,
    invalid_object_state,
    invalid_part,
    invalid_part_order,
    invalid_pic_operations,
    invalid_range,
    invalid_region_name,
    invalid_request,
    invalid_sha1_digest,
    invalid_tag,
    invalid_uri,
    invalid_upload_status,
    key_too_long,
    kms_exception,
    kms_freq_control,
    kms_internal_exception,
    kms_key_disabled,
    kms_key_not_exist,
    list_part_upload_id_is_empty,
    maz_operation_not_support_on_oaz_bucket,
    malformed_xml,
    method_not_allowed,
    missing_content_length,
    missing_request_body_error,
    no_process_authority,
    no_such_bucket,
    no_such_copy_source,
    no_such_key,
    no_such_upload,
    no_such_version,
    not_implemented,
    not_supported_storage_class,
    oaz_operation_not_support_on_maz_bucket,
    object_locked,
    path_conflict,
    payment_required,
    permanent_redirect,
    precondition_failed,
    quota_conflict,
    redirect,
    request_time_too_skewed,
    request_timeout,
    sse_content_not_supported,
    sse_header_not_allowed,
    service_unavailable,
    signature_does_not_match,
    slow_down,
    ssec_decrypt_header_invalid,
    temporary_redirect,
    unavailable_for_legal_reasons,
    unexpected_content,
    upload_conflict,
    upload_id_not_supported,
    user_cname_invalid,
    user_network_too_slow,
    verify_algorithm_not_supported,
    xml_size_limit,
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
