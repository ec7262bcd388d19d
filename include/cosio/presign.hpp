// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_PRESIGN_HPP
#define COSIO_PRESIGN_HPP

#include <cosio/config.hpp>
#include <cosio/detail/append.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/invalid_input.hpp>
#include <cosio/detail/percent.hpp>
#include <cosio/detail/serialize.hpp>
#include <cosio/detail/trace_rules.hpp>
#include <cosio/diagnostics.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/field_list.hpp>
#include <cosio/http_message.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace cosio {

/** What `presign` yields: a request that anybody may send who is given it, until it expires.

    The URL proves identity, so it is to be kept like a key while it holds.

    @par Thread-safety
    A value; distinct objects are independent.

    @par Source
    COS manual, document 7778; Amazon S3 API reference, "Authenticating Requests: Using Query
    Parameters".

    @par Example
    @code
    const auto ticket = co_await client.presign(request, std::chrono::minutes(15));
    std::cout << "curl -X POST -H 'Content-Length: 0'";
    for (std::size_t i = 0; i < ticket.headers.size(); ++i)
        std::cout << " -H '" << ticket.headers[i].name << ": " << ticket.headers[i].value << "'";
    std::cout << " '" << ticket.url << "'\n";
    @endcode
*/
struct presigned_request {
    /// `POST`. With it comes an empty body and `Content-Length: 0`.
    std::string method;
    /// Whole, with scheme and host.
    std::string url;
    /// What was set in the request, and for COS the Content-Type, which it wants in any case.
    /// Signed, so all of these have to be sent, as they are. A trace context is not among them:
    /// who sends the request has one of his own.
    field_list headers;

    /// All that is known beside the error code.
    cosio::diagnostics diagnostics;
};

namespace detail {

/// A request with the time that its URL should hold.
template <class Request>
struct expiring {
    Request request;
    std::chrono::seconds expiry;

    const std::string& bucket() const noexcept { return request.bucket(); }
    const std::string& key() const noexcept { return request.key(); }
    const field_list& fields() const noexcept { return request.fields(); }
};

/// Another operation's way as far as the signature, which goes into the query.
template <class Operation>
struct presign_operation {
    using request_type = expiring<typename Operation::request_type>;
    using result_type = presigned_request;

    static constexpr const char* operation_name = "presign";

    /// Tells the street to end before the exchange.
    static constexpr bool presigns = true;

    /// Without the headers that only this client would send.
    template <class Dialect>
    static invalid_input build(http_request& out, const request_type& wanted,
                               const service_address& to, const config& settings)
    {
        http_request whole;
        if (auto broken = Operation::template build<Dialect>(whole, wanted.request, to, settings))
            return broken;
        out.restart(whole.method(), {whole.path()});
        for (std::size_t i = 0; i < whole.params().size(); ++i)
            out.params().set(whole.params()[i].name, whole.params()[i].value);
        const bool typed =
            Dialect::needs_content_type || wanted.request.fields().contains("Content-Type");
        for (std::size_t i = 0; i < whole.headers().size(); ++i) {
            const auto [name, value] = whole.headers()[i];
            if (name != "User-Agent" && name != "Content-Length" && !is_trace_header(name) &&
                (typed || !iequals(name, "Content-Type")))
                out.headers().set(name, value);
        }
        return {};
    }

    /// Browsers and curl resolve `.` and `..` segments before they send, unless a slash beside them
    /// is encoded, which is the same to the service.
    static void append_path(secure_bytes& out, std::string_view path)
    {
        const auto is_dots = [](std::string_view segment) {
            return segment == "." || segment == "..";
        };
        std::string_view before; // the root's, which stays
        for (bool first = true; !path.empty(); first = false) {
            path.remove_prefix(1); // the slash
            const auto segment = path.substr(0, path.find('/'));
            path.remove_prefix(segment.size());
            const bool hides = is_dots(before) || (!first && path.empty() && is_dots(segment));
            append(out, hides ? "%2F" : "/");
            append_percent_encoded(out, segment);
            before = segment;
        }
    }

    static void write(presigned_request& result, const http_request& message,
                      const service_address& to)
    {
        result.method = message.method();
        secure_bytes url;
        url.reserve(1024);
        append(url, to.presented_scheme == scheme::https ? "https://" : "http://");
        append(url, to.authority);
        for (std::size_t i = 0; i < message.headers().size(); ++i) {
            const auto [name, value] = message.headers()[i];
            if (name != "Host")
                result.headers.set(name, value);
        }
        append_path(url, message.path());
        append_query(url, message);
        result.url = as_view(url);
    }
};

} // namespace detail
} // namespace cosio

#endif
