// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_INITIATE_HPP
#define COSIO_INITIATE_HPP

#include <cosio/config.hpp>
#include <cosio/detail/build.hpp>
#include <cosio/detail/judge.hpp>
#include <cosio/detail/move_texts.hpp>
#include <cosio/detail/trace_rules.hpp>
#include <cosio/detail/xml_chars.hpp>
#include <cosio/diagnostics.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/object_attributes.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/** Asks COS to begin a multipart upload: `POST /<key>?uploads`.

    Bucket and key, and by the chained setters of `basic_object_attributes` all that COS should keep
    with the object. Nothing is checked before the operation starts.

    @par Thread-safety
    A value; distinct objects are independent.

    @par Example
    @code
    cosio::initiate_request request("examplebucket-1250000000", "video/intro.mp4");
    request.content_type("video/mp4").meta("camera", "two").encryption(cosio::sse_cos());
    @endcode

    @par Source
    COS manual, document 7746 (Initiate Multipart Upload).
*/
class initiate_request : public basic_object_attributes<initiate_request> {
public:
    /// @param bucket  `<BucketName>-<APPID>`.
    /// @param key     UTF-8, 1 to 850 bytes, without a leading `/`, not percent-encoded.
    initiate_request(std::string bucket, std::string key)
        : bucket_(std::move(bucket)), key_(std::move(key))
    {
    }

    /** The trace that the request is part of, in headers `traceparent` and `tracestate`.

        It is not signed, so that proxies on the way may put their own span into it, and is no part
        of a presigned request. Each attempt has the same; for a span of each attempt see
        `09_trace.cpp`. Observers are told, and `line_logger` writes it. Called again it replaces
        both.

        @param traceparent  `00-<trace id>-<parent id>-<flags>`: 32, 16 and 2 digits of lower-case
                            hexadecimal, neither id all zero. Later versions may have more behind a
                            further `-`; `ff` is none.
        @param tracestate   Up to 32 members `key=value` separated by commas, no key twice, 512
                            characters at most. Empty: the header is not sent.
        @par Errors
        `errc::invalid_header`, before a byte is sent.
        @par Source
        W3C Trace Context, level 1, sections 3.2 (traceparent) and 3.3 (tracestate; its keys as
        level 2 has them, which is wider).
        @par Example
        @code
        request.trace_context("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "rojo=1");
        @endcode
    */
    initiate_request& trace_context(std::string_view traceparent, std::string_view tracestate = {})
    {
        header(detail::traceparent_header, traceparent);
        return tracestate.empty() ? unset(detail::tracestate_header)
                                  : header(detail::tracestate_header, tracestate);
    }

    /// As it was given.
    const std::string& bucket() const& noexcept { return bucket_; }
    /// As it was given.
    const std::string& key() const& noexcept { return key_; }
    /// Taken out of a request that nobody needs any more.
    std::string bucket() && noexcept { return std::move(bucket_); }
    /// Taken out of a request that nobody needs any more.
    std::string key() && noexcept { return std::move(key_); }

private:
    std::string bucket_;
    std::string key_;
};

/// The server-side encryption that the service confirms. Empty fields were not in the answer.
struct encryption_echo {
    encryption_echo() = default;
    ~encryption_echo() = default;

    /// Copies all of it.
    encryption_echo(const encryption_echo&) = default;

    /// The same.
    encryption_echo& operator=(const encryption_echo&) = default;

    /// Leaves the other's strings empty.
    encryption_echo(encryption_echo&& other) noexcept { *this = std::move(other); }

    /// The same.
    encryption_echo& operator=(encryption_echo&& other) noexcept
    {
        detail::move_texts(*this, other,
                           std::array{&encryption_echo::algorithm, &encryption_echo::kms_key_id,
                                      &encryption_echo::customer_algorithm,
                                      &encryption_echo::customer_key_md5});
        return *this;
    }

    /// `AES256` or `cos/kms`; in the S3 protocol `aws:kms`.
    std::string algorithm;
    /// SSE-KMS: the customer master key that was used.
    std::string kms_key_id;
    /// SSE-C: `AES256`.
    std::string customer_algorithm;
    /// SSE-C: the MD5 of the key, in base64.
    std::string customer_key_md5;
};

/** What Initiate Multipart Upload yields.

    After an error bucket, key and upload id are empty, and `diagnostics` tells the rest, status and
    request id among it if an answer came.

    @par Thread-safety
    A value; distinct objects are independent.

    @par Source
    COS manual, document 7746 (response), 7729 (common response headers).
*/
struct initiate_result {
    /// As COS names it, with the APPID.
    std::string bucket;
    /// As COS names it: UTF-8, not percent-encoded.
    std::string key;
    /// Opaque; wanted by every further call of this upload. Until it is completed or aborted the
    /// upload is kept, and its parts are billed.
    std::string upload_id;

    /// How COS encrypts the object; empty fields if it was not asked to.
    encryption_echo encryption;
    /// The server's clock; nothing if the answer had no usable Date.
    std::optional<std::chrono::sys_seconds> date;

    /// All that is known beside the error code, after a success too: `request_id`, `http_status`.
    cosio::diagnostics diagnostics;
};

namespace detail {

/// Initiate's own two stations of the street: build and judge.
struct initiate_operation {
    using request_type = initiate_request;
    using result_type = initiate_result;

    static constexpr const char* operation_name = "initiate";

    template <class Dialect = cos_dialect>
    static invalid_input build(http_request& out, const initiate_request& request,
                               const service_address& to, const config& settings)
    {
        if (auto broken =
                begin_object_request<Dialect>(out, "POST", request.bucket(), request.key(), to))
            return broken;
        out.params().set("uploads", "");
        if (auto broken = add_attributes<Dialect>(out, request.fields(), to))
            return broken;
        if (auto broken = add_user_agent(out, settings))
            return broken;
        out.headers().set("Content-Length", "0");
        return {};
    }

    /// `asked` is the request, which after a success gives its strings away unless it is const.
    template <class Dialect = cos_dialect, class Request, class Xml>
    static error_code judge(initiate_result& result, Request& asked, const http_response& response,
                            const Xml& xml)
    {
        result.date = parse_http_date(response.header("Date"));
        flat_document document;
        if (const error_code refused = detail::judge<Dialect>(
                response, xml, "InitiateMultipartUploadResult", document, result.diagnostics))
            return refused;
        const auto bucket = document.find("Bucket");
        const auto key = document.find("Key");
        const auto upload_id = document.find("UploadId");
        if (!bucket)
            return errc::missing_bucket;
        if (!key)
            return errc::missing_key;
        if (!upload_id)
            return errc::missing_upload_id;
        if (all_of(*upload_id, is_xml_space))
            return errc::empty_upload_id;

        const auto echo = [&](std::string& to, std::string_view cos_name) {
            to = response.header(Dialect::header_name(cos_name));
        };
        if (response.headers.contains_prefix(Dialect::header_name(sse_header))) {
            echo(result.encryption.algorithm, sse_header);
            echo(result.encryption.kms_key_id, sse_key_id_header);
            echo(result.encryption.customer_algorithm, sse_c_algorithm_header);
            echo(result.encryption.customer_key_md5, sse_c_md5_header);
        }
        // Not before there is memory for them all.
        std::string id(*upload_id), name = repeated(*key, std::move(asked).key());
        result.bucket = repeated(*bucket, std::move(asked).bucket());
        result.key = std::move(name);
        result.upload_id = std::move(id);
        return {};
    }
};

} // namespace detail
} // namespace cosio

#endif
