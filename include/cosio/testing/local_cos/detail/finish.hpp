// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_FINISH_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_FINISH_HPP

#include <cosio/testing/local_cos/detail/date.hpp>
#include <cosio/testing/local_cos/detail/digest.hpp>
#include <cosio/testing/local_cos/message.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cosio::testing::local_detail {

/// The body of Initiate Multipart Upload, byte for byte as COS's samples have it: no declaration,
/// one tab, no final line feed.
inline std::string initiate_xml(std::string_view bucket, std::string_view key,
                                std::string_view upload_id)
{
    return "<InitiateMultipartUploadResult>\n\t<Bucket>" + xml_escape(bucket) +
           "</Bucket>\n\t<Key>" + xml_escape(key) + "</Key>\n\t<UploadId>" + xml_escape(upload_id) +
           "</UploadId>\n</InitiateMultipartUploadResult>";
}

inline std::string error_xml(const local_answer& answer, std::string_view resource,
                             std::string_view request_id, std::string_view trace_id)
{
    std::string out = "<?xml version='1.0' encoding='utf-8' ?>\n<Error>";
    const auto node = [&](std::string_view name, std::string_view text) {
        out.append("\n\t<").append(name).append(">").append(xml_escape(text));
        out.append("</").append(name).append(">");
    };
    node("Code", answer.error_code());
    for (const auto& n : answer.nodes())
        node(n.name, n.value);
    node("Resource", resource);
    node("RequestId", request_id);
    node("TraceId", trace_id);
    return out + "\n</Error>\n";
}

/// Turns the outcome of a request into what is sent: error body and common headers in place.
inline void finish(local_answer& answer, const local_request& request, time_point now,
                   const std::string& request_id)
{
    if (answer.sent_as() != local_answer::form::complete)
        return;
    std::string const trace_id = base64_encode(to_hex(sha1(request_id)));
    if (!answer.error_code().empty()) {
        std::string const path = request.target().substr(0, request.target().find('?'));
        answer.body(error_xml(answer, std::string(request.header("Host").value_or("")) + path,
                              request_id, trace_id));
    }
    if (request.wants_close())
        answer.close();
    std::vector<local_header> headers;
    if (!answer.body().empty())
        headers.push_back({"Content-Type", answer.content_type()});
    if (answer.status() != 204 && answer.status() != 304)
        headers.push_back({"Content-Length", std::to_string(answer.body().size())});
    headers.push_back({"Connection", answer.closes() ? "close" : "keep-alive"});
    headers.push_back({"Date", http_date(now)});
    headers.push_back({"Server", "tencent-cos"});
    headers.push_back({"x-cos-request-id", request_id});
    if (!answer.error_code().empty())
        headers.push_back({"x-cos-trace-id", trace_id});
    headers.insert(headers.end(), answer.headers().begin(), answer.headers().end());
    answer.replace_headers(std::move(headers));
    if (request.method() == "HEAD")
        answer.body({});
}

} // namespace cosio::testing::local_detail

#endif
