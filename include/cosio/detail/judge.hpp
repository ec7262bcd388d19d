// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_JUDGE_HPP
#define COSIO_DETAIL_JUDGE_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/flat_document.hpp>
#include <cosio/detail/invalid_input.hpp>
#include <cosio/detail/xml_chars.hpp>
#include <cosio/diagnostics.hpp>
#include <cosio/http_category.hpp>
#include <cosio/http_message.hpp>
#include <cosio/service_errc.hpp>
#include <cosio/xml/concept.hpp>

#include <string>
#include <string_view>

// From an answer to a document or an error, the same for every operation.
namespace cosio::detail {

inline bool is_html(std::string_view body) noexcept
{
    if (body.starts_with("\xef\xbb\xbf"))
        body.remove_prefix(3);
    while (!body.empty() && is_xml_space(body.front()))
        body.remove_prefix(1);
    return istarts_with(body, "<!doctype html") || istarts_with(body, "<html");
}

/// Takes what an `Error` document says (document 7730), and names the error.
template <class Dialect>
error_code judge_refusal(const flat_document& document, unsigned status, diagnostics& about)
{
    about.code = document.text_of("Code");
    about.message = document.text_of("Message");
    about.resource = document.text_of("Resource");
    about.server_time = document.text_of("ServerTime");
    if (about.request_id.empty())
        about.request_id = document.text_of("RequestId");
    if (about.trace_id.empty())
        about.trace_id = document.text_of(Dialect::trace_id_element);
    if (status / 100 == 2)
        return errc::error_under_success;
    const error_code known = service_error(about.code, about.message);
    return known ? known : error_code(static_cast<int>(status), http_category());
}

/** Reads the answer into `document` and tells whether it is a success with the root `wanted`.

    A status of success proves nothing: it takes the right root, and an `Error` is one under any
    status.
*/
template <class Dialect, class Xml>
error_code judge(const http_response& response, const Xml& xml, std::string_view wanted,
                 flat_document& document, diagnostics& about)
{
    about.http_status = response.status;
    about.request_id = response.header(Dialect::request_id_header);
    about.trace_id = response.header(Dialect::trace_id_header);

    if (response.status < 100)
        return errc::missing_status;
    const bool success = response.status / 100 == 2;
    if (response.body.empty() && success)
        return errc::empty_body;
    if (response.body.empty()) // COS may leave it empty, but always gives a request id
        return {static_cast<int>(response.status),
                about.request_id.empty() ? foreign_category() : http_category()};

    const error_code broken = xml.read(response.body, document);
    if (!broken && document.root() == "Error")
        return judge_refusal<Dialect>(document, response.status, about);
    if (!broken && success && document.root() == wanted)
        return {};

    about.detail = "the body is " + detail::quoted(response.body);
    if (!success)
        return {static_cast<int>(response.status), foreign_category()};
    if (is_html(response.body))
        return errc::html_body;
    return broken ? broken : make_error_code(errc::unexpected_root);
}

/// What an answer says of `asked`: nearly always the same, and then in the same memory.
inline std::string repeated(std::string_view told, std::string asked)
{
    if (asked != told)
        asked = told;
    return asked;
}

} // namespace cosio::detail

#endif
