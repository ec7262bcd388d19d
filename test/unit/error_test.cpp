// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Codes, conditions and messages.

#include <cosio/diagnostics.hpp>
#include <cosio/http_category.hpp>
#include <cosio/service_errc.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using cosio::condition;
using cosio::errc;
using cosio::error_code;
using cosio::service_errc;
namespace asio_error = boost::asio::error;

constexpr condition all_conditions[] = {
    condition::invalid_input,  condition::network,     condition::timeout,   condition::refused,
    condition::not_understood, condition::retryable,   condition::throttled, condition::denied,
    condition::not_found,      condition::clock_skewed};

/// `code` meets the conditions of `wanted` and no others.
void check_conditions(const error_code& code, const std::vector<condition>& wanted)
{
    for (const condition each : all_conditions)
        BOOST_TEST_CONTEXT(code.category().name()
                           << ' ' << code.value()
                           << ", " + code.message() + ": " + make_error_condition(each).message())
        {
            const bool met = code == each;
            BOOST_TEST(met == (std::find(wanted.begin(), wanted.end(), each) != wanted.end()));
        }
}

constexpr errc all_errc[] = {
    errc::invalid_bucket,     errc::invalid_key,           errc::invalid_endpoint,
    errc::invalid_header,     errc::invalid_content_type,  errc::invalid_content_md5,
    errc::invalid_metadata,   errc::invalid_tag,           errc::invalid_acl,
    errc::invalid_grant,      errc::invalid_storage_class, errc::invalid_traffic_limit,
    errc::invalid_encryption, errc::insecure_encryption,   errc::invalid_credentials,
    errc::scheme_mismatch,    errc::signing_failed,        errc::connect_timeout,
    errc::io_timeout,         errc::operation_timeout,     errc::empty_body,
    errc::html_body,          errc::malformed_xml,         errc::forbidden_xml,
    errc::xml_too_deep,       errc::unexpected_root,       errc::error_under_success,
    errc::missing_bucket,     errc::missing_key,           errc::missing_upload_id,
    errc::empty_upload_id};

struct service_row {
    std::string word;
    service_errc code;
    std::vector<condition> meanings; ///< besides refused
};

constexpr auto retryable = condition::retryable;
constexpr auto throttled = condition::throttled;
constexpr auto denied = condition::denied;
constexpr auto not_found = condition::not_found;

/// The codes of document 7730 that a multipart upload may meet.
const service_row service_rows[] = {
    {"InternalError", service_errc::internal_error, {retryable}},
    {"KmsInternalException", service_errc::kms_internal_exception, {retryable}},
    {"ServiceUnavailable", service_errc::service_unavailable, {retryable}},
    {"SlowDown", service_errc::slow_down, {retryable, throttled}},
    {"KmsFreqControl", service_errc::kms_freq_control, {retryable, throttled}},
    {"RequestTimeout", service_errc::request_timeout, {retryable}},
    {"UserNetworkTooSlow", service_errc::user_network_too_slow, {retryable}},
    {"IncompleteBody", service_errc::incomplete_body, {retryable}},
    {"EntitySizeNotMatch", service_errc::entity_size_not_match, {}},
    {"BadDigest", service_errc::bad_digest, {retryable}},
    {"InvalidDigest", service_errc::invalid_digest, {}},
    {"InvalidSHA1Digest", service_errc::invalid_sha1_digest, {}},
    {"RequestTimeTooSkewed", service_errc::request_time_too_skewed, {condition::clock_skewed}},
    {"ExpiredToken", service_errc::expired_token, {denied}},
    {"SignatureDoesNotMatch", service_errc::signature_does_not_match, {denied}},
    {"InvalidAccessKeyId", service_errc::invalid_access_key_id, {denied}},
    {"AccessDenied", service_errc::access_denied, {denied}},
    {"AccessForbidden", service_errc::access_forbidden, {denied}},
    {"NoProcessAuthority", service_errc::no_process_authority, {denied}},
    {"PaymentRequired", service_errc::payment_required, {denied}},
    {"NoSuchBucket", service_errc::no_such_bucket, {not_found}},
    {"NoSuchKey", service_errc::no_such_key, {not_found}},
    {"NoSuchCopySource", service_errc::no_such_copy_source, {not_found}},
    {"NoSuchVersion", service_errc::no_such_version, {not_found}},
    {"NoSuchUpload", service_errc::no_such_upload, {not_found}},
    {"InvalidPart", service_errc::invalid_part, {}},
    {"InvalidPartOrder", service_errc::invalid_part_order, {}},
    {"EntityTooSmall", service_errc::entity_too_small, {}},
    {"EntityTooLarge", service_errc::entity_too_large, {}},
    {"InvalidArgument", service_errc::invalid_argument, {}},
    {"InvalidUploadStatus", service_errc::invalid_upload_status, {}},
    {"ListPartUploadIdIsEmpty", service_errc::list_part_upload_id_is_empty, {}},
    {"MalformedXML", service_errc::malformed_xml, {}},
    {"XMLSizeLimit", service_errc::xml_size_limit, {}},
    {"MissingRequestBodyError", service_errc::missing_request_body_error, {}},
    {"InvalidRequest", service_errc::invalid_request, {}},
    {"BadRequest", service_errc::bad_request, {}},
    {"InvalidURI", service_errc::invalid_uri, {}},
    {"UnexpectedContent", service_errc::unexpected_content, {}},
    {"KeyTooLong", service_errc::key_too_long, {}},
    {"InvalidObjectName", service_errc::invalid_object_name, {}},
    {"InvalidBucketName", service_errc::invalid_bucket_name, {}},
    {"BucketNameTooLong", service_errc::bucket_name_too_long, {}},
    {"InvalidRegionName", service_errc::invalid_region_name, {}},
    {"InvalidTag", service_errc::invalid_tag, {}},
    {"NotSupportedStorageClass", service_errc::not_supported_storage_class, {}},
    {"MAZOperationNotSupportOnOAZBucket",
     service_errc::maz_operation_not_support_on_oaz_bucket,
     {}},
    {"OAZOperationNotSupportOnMAZBucket",
     service_errc::oaz_operation_not_support_on_maz_bucket,
     {}},
    {"SSEHeaderNotAllowed", service_errc::sse_header_not_allowed, {}},
    {"SsecDecryptHeaderInvalid", service_errc::ssec_decrypt_header_invalid, {}},
    {"SSEContentNotSupported", service_errc::sse_content_not_supported, {}},
    {"KmsException", service_errc::kms_exception, {}},
    {"KmsKeyDisabled", service_errc::kms_key_disabled, {}},
    {"KmsKeyNotExist", service_errc::kms_key_not_exist, {}},
    {"InvalidCopySource", service_errc::invalid_copy_source, {}},
    {"InvalidPicOperations", service_errc::invalid_pic_operations, {}},
    {"BucketAccelerateNotEnabled", service_errc::bucket_accelerate_not_enabled, {}},
    {"ActionAccelerateNotSupported", service_errc::action_accelerate_not_supported, {}},
    {"UserCnameInvalid", service_errc::user_cname_invalid, {}},
    {"VerifyAlgorithmNotSupported", service_errc::verify_algorithm_not_supported, {}},
    {"MethodNotAllowed", service_errc::method_not_allowed, {}},
    {"UploadIdNotSupported", service_errc::upload_id_not_supported, {}},
    {"FileAlreadyExists", service_errc::file_already_exists, {}},
    {"DirAlreadyExists", service_errc::dir_already_exists, {}},
    {"PathConflict", service_errc::path_conflict, {}},
    {"UploadConflict", service_errc::upload_conflict, {}},
    {"QuotaConflict", service_errc::quota_conflict, {}},
    {"BucketLocked", service_errc::bucket_locked, {}},
    {"ObjectLocked", service_errc::object_locked, {}},
    {"InvalidObjectState", service_errc::invalid_object_state, {}},
    {"MissingContentLength", service_errc::missing_content_length, {}},
    {"PreconditionFailed", service_errc::precondition_failed, {}},
    {"InvalidRange", service_errc::invalid_range, {}},
    {"DomainAuditFailed", service_errc::domain_audit_failed, {}},
    {"UnavailableForLegalReasons", service_errc::unavailable_for_legal_reasons, {}},
    {"NotImplemented", service_errc::not_implemented, {}},
    {"PermanentRedirect", service_errc::permanent_redirect, {}},
    {"TemporaryRedirect", service_errc::temporary_redirect, {}},
    {"Redirect", service_errc::redirect, {}},
};

} // namespace

BOOST_AUTO_TEST_SUITE(errors)

BOOST_AUTO_TEST_CASE(each_service_code_has_its_word_and_meaning)
{
    for (const service_row& row : service_rows)
        BOOST_TEST_CONTEXT(row.word)
        {
            const error_code code = cosio::service_error(row.word, "some message");
            BOOST_TEST((code == row.code));
            BOOST_TEST(code.message() == "COS refused: " + row.word);
            BOOST_TEST(code.category().name() == "cosio.service");
            auto wanted = row.meanings;
            wanted.push_back(condition::refused);
            check_conditions(code, wanted);
        }
}

BOOST_AUTO_TEST_CASE(every_service_code_is_in_this_test)
{
    // All enumerators but request_expired, which shares the word of access_denied.
    std::set<int> seen{static_cast<int>(service_errc::request_expired)};
    for (const service_row& row : service_rows)
        BOOST_TEST(seen.insert(static_cast<int>(row.code)).second, row.word);
    BOOST_TEST(seen.size() == std::size(cosio::detail::service_codes));
    BOOST_TEST(*seen.rbegin() == static_cast<int>(seen.size()));
}

BOOST_AUTO_TEST_CASE(the_table_is_in_the_order_of_words_and_enumerators)
{
    const auto& table = cosio::detail::service_codes;
    for (std::size_t i = 0; i < std::size(table); ++i) {
        BOOST_TEST(static_cast<std::size_t>(table[i].code) == i + 1, table[i].word);
        if (i > 1)
            BOOST_TEST((table[i - 1].word < table[i].word), table[i].word);
    }
}

BOOST_AUTO_TEST_CASE(an_expired_request_is_told_by_its_message)
{
    const error_code expired = cosio::service_error("AccessDenied", "Request has expired");
    BOOST_TEST((expired == service_errc::request_expired));
    check_conditions(expired, {condition::refused, denied, condition::clock_skewed});
    BOOST_TEST(
        (cosio::service_error("AccessDenied", "Access Denied.") == service_errc::access_denied));
    BOOST_TEST((cosio::service_error("AccessDenied", "") == service_errc::access_denied));
    BOOST_TEST(
        (cosio::service_error("NoSuchKey", "Request has expired") == service_errc::no_such_key));
}

BOOST_AUTO_TEST_CASE(other_words_are_no_service_code)
{
    for (const char* word :
         {"", "A", "Z", "accessdenied", "ACCESSDENIED", "AccessDenie", "AccessDeniedd",
          " AccessDenied", "AccessDenied ", "BadRquest", "InvaildAccessKeyId", "MatadataTooLarge",
          "NoSuch", "AccessDenied: Request has expired", "XMLSizeLimits", "zzz"})
        BOOST_TEST(!cosio::service_error(word, "Request has expired"), word);
}

BOOST_AUTO_TEST_CASE(conditions_of_errc)
{
    for (const errc code : all_errc) {
        if (code <= errc::signing_failed)
            check_conditions(code, {condition::invalid_input});
        else if (code <= errc::operation_timeout)
            check_conditions(code, {condition::network, condition::timeout, retryable});
        else if (code == errc::error_under_success)
            check_conditions(code, {condition::refused});
        else
            check_conditions(code, {condition::not_understood});
    }
}

BOOST_AUTO_TEST_CASE(conditions_of_statuses)
{
    const auto refused = condition::refused;
    const auto not_understood = condition::not_understood;
    const std::pair<int, std::vector<condition>> rows[] = {
        {301, {}},          {304, {}},
        {400, {}},          {401, {denied}},
        {402, {}},          {403, {denied}},
        {404, {not_found}}, {405, {}},
        {408, {retryable}}, {409, {}},
        {411, {}},          {412, {}},
        {416, {}},          {429, {retryable, throttled}},
        {451, {}},          {499, {}},
        {500, {retryable}}, {501, {}},
        {502, {retryable}}, {503, {retryable, throttled}},
        {504, {retryable}}, {599, {retryable}},
    };
    for (const auto& [status, meanings] : rows) {
        auto wanted = meanings;
        wanted.push_back(refused);
        check_conditions(error_code(status, cosio::http_category()), wanted);
    }
    for (const auto& [status, meanings] : rows) {
        if (status == 401 || status == 403 || status == 404)
            continue; // whose rights, what is not there: only the proxy knows
        auto wanted = meanings;
        wanted.push_back(not_understood);
        check_conditions(error_code(status, cosio::foreign_category()), wanted);
    }
}

BOOST_AUTO_TEST_CASE(conditions_of_the_network)
{
    const error_code broken[] = {asio_error::connection_refused,
                                 asio_error::connection_reset,
                                 asio_error::connection_aborted,
                                 asio_error::broken_pipe,
                                 asio_error::host_unreachable,
                                 asio_error::network_unreachable,
                                 asio_error::timed_out,
                                 asio_error::eof,
                                 asio_error::host_not_found,
                                 asio_error::host_not_found_try_again,
                                 error_code(1, asio_error::get_ssl_category()),
                                 boost::asio::ssl::error::stream_truncated};
    for (const error_code& code : broken)
        BOOST_TEST_CONTEXT(code.category().name() << ' ' << code.message())
        {
            BOOST_TEST((code == condition::network));
            for (const condition other :
                 {condition::invalid_input, condition::refused, condition::not_understood,
                  throttled, denied, not_found, condition::clock_skewed})
                BOOST_TEST((code != other));
        }
    for (const error_code& code : {broken[0], broken[1], broken[3], broken[7], broken[8]})
        BOOST_TEST((code == retryable), code.message());
}

BOOST_AUTO_TEST_CASE(a_cancellation_is_none_of_them)
{
    check_conditions(asio_error::operation_aborted, {});
    check_conditions(make_error_code(boost::system::errc::operation_canceled), {});
}

BOOST_AUTO_TEST_CASE(success_is_none_of_them)
{
    check_conditions(error_code(), {});
    check_conditions(error_code(0, asio_error::get_misc_category()), {});
}

BOOST_AUTO_TEST_CASE(broken_http_is_not_understood)
{
    using boost::beast::http::error;
    for (const error each :
         {error::bad_version, error::bad_status, error::bad_content_length, error::header_limit,
          error::body_limit, error::bad_chunk, error::bad_line_ending, error::bad_field})
        check_conditions(make_error_code(each), {condition::not_understood});
}

BOOST_AUTO_TEST_CASE(codes_do_not_mix)
{
    BOOST_TEST((error_code(errc::malformed_xml) != service_errc::malformed_xml));
    BOOST_TEST(
        (error_code(1, cosio::error_category()) != error_code(1, cosio::service_category())));
    BOOST_TEST(
        (error_code(503, cosio::http_category()) != error_code(503, cosio::foreign_category())));
    BOOST_TEST((error_code(errc::invalid_key) == errc::invalid_key));
    BOOST_TEST((error_code(errc::invalid_key) != errc::invalid_bucket));
}

BOOST_AUTO_TEST_CASE(messages_are_there_and_distinct)
{
    std::set<std::string> seen;
    const auto check = [&](const std::string& message) {
        BOOST_TEST(!message.empty());
        BOOST_TEST(seen.insert(message).second, message);
    };
    for (const errc code : all_errc)
        check(error_code(code).message());
    for (const auto& row : cosio::detail::service_codes)
        check(error_code(row.code).message());
    for (const condition each : all_conditions)
        check(make_error_condition(each).message());
    for (const int status : {302, 404, 503}) {
        check(error_code(status, cosio::http_category()).message());
        check(error_code(status, cosio::foreign_category()).message());
    }
    // Values that nobody gave.
    for (const auto* category :
         {&cosio::error_category(), &cosio::service_category(), &cosio::condition_category()})
        for (const int value : {-1, 0, 39, 1000})
            BOOST_TEST(!category->message(value).empty());
}

BOOST_AUTO_TEST_CASE(categories_have_their_names)
{
    BOOST_TEST(cosio::error_category().name() == "cosio");
    BOOST_TEST(cosio::service_category().name() == "cosio.service");
    BOOST_TEST(cosio::http_category().name() == "cosio.http");
    BOOST_TEST(cosio::foreign_category().name() == "cosio.foreign");
    BOOST_TEST(cosio::condition_category().name() == "cosio.condition");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(diagnostics)

namespace {

cosio::diagnostics full()
{
    cosio::diagnostics about;
    about.stage = cosio::stage::judge;
    about.http_status = 503;
    about.code = "SlowDown";
    about.message = "Reduce your request rate.";
    about.detail = "what we say";
    about.resource = "/bucket/key";
    about.request_id = "request-1";
    about.trace_id = "trace-1";
    about.server_time = "2020-03-25T10:07:01Z";
    about.attempts = 3;
    about.may_have_acted = true;
    return about;
}

std::string printed(const cosio::diagnostics& about)
{
    std::ostringstream out;
    out << about;
    return out.str();
}

} // namespace

BOOST_AUTO_TEST_CASE(all_parts_in_one_line)
{
    BOOST_TEST(printed(full()) ==
               "stage judge, HTTP 503, SlowDown, Reduce your request rate., what we say, "
               "resource /bucket/key, request id request-1, trace id trace-1, "
               "server time 2020-03-25T10:07:01Z, 3 attempts, the service may have acted");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_left_out)
{
    BOOST_TEST(printed({}) == "stage build");
    cosio::diagnostics about;
    about.stage = cosio::stage::connect;
    about.attempts = 1;
    BOOST_TEST(printed(about) == "stage connect");
}

BOOST_AUTO_TEST_CASE(moving_takes_everything)
{
    static_assert(std::is_nothrow_move_constructible_v<cosio::diagnostics>);
    auto source = full();
    auto taken = std::move(source);
    BOOST_TEST(printed(taken) == printed(full()));
    for (const auto text : cosio::detail::diagnostics_texts)
        BOOST_TEST((source.*text).empty());

    cosio::diagnostics other;
    other.message = "the only text";
    taken = std::move(other); // of the texts before nothing is left
    BOOST_TEST(printed(taken) == "stage build, the only text");
    const auto copy = taken;
    BOOST_TEST(printed(copy) == printed(taken));
}

BOOST_AUTO_TEST_CASE(stages_have_names)
{
    using cosio::stage;
    const std::pair<stage, std::string> rows[] = {
        {stage::build, "build"},     {stage::sign, "sign"},           {stage::resolve, "resolve"},
        {stage::connect, "connect"}, {stage::handshake, "handshake"}, {stage::send, "send"},
        {stage::receive, "receive"}, {stage::read, "read"},           {stage::judge, "judge"},
        {stage::done, "done"}};
    for (const auto& [value, name] : rows)
        BOOST_TEST(to_string(value) == name);
}

BOOST_AUTO_TEST_CASE(what_a_peer_sends_cannot_break_the_line)
{
    cosio::diagnostics about;
    about.message = "one\r\ntwo\x1b[2J\x7f";
    BOOST_TEST(printed(about) == "stage build, one  two [2J ");
}

BOOST_AUTO_TEST_CASE(the_exception_carries_code_and_diagnostics)
{
    const cosio::error_with_diagnostics thrown(service_errc::slow_down, full());
    BOOST_TEST((thrown.code() == service_errc::slow_down));
    BOOST_TEST(thrown.get_diagnostics().request_id == "request-1");
    const std::string what = thrown.what();
    BOOST_TEST(what.starts_with(printed(full()) + ": COS refused: SlowDown"));
    BOOST_TEST((what.find('\n') == what.npos));

    const auto copy = thrown;
    BOOST_TEST(&copy.get_diagnostics() == &thrown.get_diagnostics());
    const boost::system::system_error& base = thrown;
    BOOST_TEST((base.code() == condition::throttled));
}

BOOST_AUTO_TEST_SUITE_END()
