// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_AUTHORIZE_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_AUTHORIZE_HPP

#include <cosio/testing/local_cos/detail/date.hpp>
#include <cosio/testing/local_cos/detail/signature.hpp>
#include <cosio/testing/local_cos/options.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace cosio::testing::local_detail {

/// Why a request is refused, or no value.
using refusal = std::optional<local_answer>;

inline local_answer access_denied(std::string message = "Access Denied.")
{
    return local_answer::error(403, "AccessDenied", std::move(message));
}

inline local_answer time_error(std::string code, std::string message, time_point now)
{
    return local_answer::error(403, std::move(code), std::move(message))
        .node("ServerTime", iso_date(now, false));
}

inline bool is_signature_parameter(std::string_view name) noexcept
{
    return name == "sign" ||
           std::find(signature_names.begin(), signature_names.end(), name) != signature_names.end();
}

/// The signature a request carries, in whichever form; monostate: none; text: it is malformed.
inline std::variant<std::monostate, signature, std::string>
find_signature(const local_request& request, const target& to)
{
    const auto widen = [](std::variant<signature, std::string> from) {
        return std::visit(
            [](auto&& part) -> std::variant<std::monostate, signature, std::string> {
                return std::move(part);
            },
            std::move(from));
    };
    const auto header = request.header("Authorization");
    const auto merged = to.find("sign");
    const bool in_query = to.find(signature_names.back()).has_value();
    if (int{header.has_value()} + int{merged.has_value()} + int{in_query} > 1)
        return "the request is signed in more than one way";
    if (header)
        return widen(parse_authorization(*header));
    if (merged)
        return widen(parse_authorization(*merged));
    if (!in_query)
        return std::monostate{};
    std::array<std::string, 7> values;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto value = to.find(signature_names[i]);
        if (!value)
            return "the query lacks " + std::string(signature_names[i]);
        values[i] = *value;
    }
    return widen(parse_signature_values(values));
}

/// The rule of local_cos_options::require_signed_headers(); text: the name that is not signed.
inline std::optional<std::string> find_unsigned(const signature& s, const local_request& request,
                                                const target& to)
{
    const auto listed = [](const std::vector<std::string>& list, std::string_view name) {
        return std::binary_search(list.begin(), list.end(), to_lower(percent_encode(name)));
    };
    for (const auto& h : request.headers()) {
        std::string const name = to_lower(h.name);
        const bool matters =
            (name.starts_with("x-cos-") && name != "x-cos-security-token") ||
            ((name == "content-type" || name == "content-md5") && !h.value.empty());
        if (matters && !listed(s.headers, name))
            return name;
    }
    for (const auto& p : to.parameters)
        if (!is_signature_parameter(p.name) && p.name != "x-cos-security-token" &&
            !listed(s.parameters, p.name))
            return p.name;
    return std::nullopt;
}

/** Checks the token that belongs to temporary keys.

    COS's error table has no code for a token that is missing or wrong (ExpiredToken is another
    matter), so both are AccessDenied here. A token with permanent keys is refused too: it is a
    mix-up on the client's side.
*/
inline refusal check_token(const local_credentials& known, const local_request& request,
                           const target& to)
{
    const auto in_header = request.header("x-cos-security-token");
    const auto in_query = to.find("x-cos-security-token");
    if (in_header && in_query)
        return access_denied("The security token was sent twice.");
    const auto sent = in_header ? in_header : in_query;
    if (known.token.empty() && sent)
        return access_denied("A security token was sent with permanent keys.");
    if (!known.token.empty() && !sent)
        return access_denied("The security token is missing.");
    if (sent && *sent != known.token)
        return access_denied("The security token is not the one of this access key id.");
    return std::nullopt;
}

inline refusal check_times(const signature& s, time_point now, const local_cos_options& options)
{
    if (now > from_unix(s.end))
        return time_error("AccessDenied", "Request has expired", now);
    if (from_unix(s.start) > now + options.max_clock_skew())
        return time_error("RequestTimeTooSkewed",
                          "The difference between the request time and the server's time is too "
                          "large.",
                          now);
    return std::nullopt;
}

inline refusal check_date(const local_request& request, time_point now,
                          const local_cos_options& options)
{
    const auto header = request.header("Date");
    if (!header)
        return std::nullopt;
    const auto date = parse_http_date(*header);
    if (!date)
        return local_answer::error(400, "InvalidArgument", "Date is not an HTTP date.");
    const auto skew = options.max_clock_skew();
    if (*date > now + skew || *date < now - skew)
        return time_error("RequestTimeTooSkewed",
                          "The difference between the request time and the server's time is too "
                          "large.",
                          now);
    return std::nullopt;
}

/// Whether the request may be served; on success the access key id (empty: anonymous).
inline std::variant<std::string, local_answer> authorize(const local_request& request,
                                                         const target& to, time_point now,
                                                         const local_cos_options& options)
{
    if (auto refused = check_date(request, now, options))
        return std::move(*refused);
    const auto found = find_signature(request, to);
    if (const auto* why = std::get_if<std::string>(&found)) {
        const bool algorithm = why->ends_with("is not sha1");
        return local_answer::error(
            400, algorithm ? "VerifyAlgorithmNotSupported" : "InvalidArgument", *why + '.');
    }
    const auto* s = std::get_if<signature>(&found);
    if (!s) {
        if (options.anonymous_access())
            return std::string{};
        return access_denied();
    }
    const auto* known = options.find_credentials(s->access_key_id);
    if (!known)
        return local_answer::error(403, "InvalidAccessKeyId",
                                   "The Access Key Id you provided does not exist in our records.");
    if (auto refused = check_times(*s, now, options))
        return std::move(*refused);
    if (auto refused = check_token(*known, request, to))
        return std::move(*refused);
    // Without the host a signature could be moved to another bucket; no official SDK omits it.
    if (!std::binary_search(s->headers.begin(), s->headers.end(), "host"))
        return access_denied("Host is not signed.");
    const auto text = rebuild(*s, request, to);
    if (!text.missing.empty())
        return access_denied("The request lacks what it claims to have signed: " + text.missing +
                             '.');
    if (expected_signature(text, s->key_time, known->secret_key) != s->value) {
        const auto shown = rebuild(*s, request, to, true);
        return local_answer::error(403, "SignatureDoesNotMatch",
                                   "The Signature you specified is invalid.")
            .node("StringtoSign", text.string_to_sign)
            .node("FormatString", shown.http_string);
    }
    if (options.require_signed_headers())
        if (const auto name = find_unsigned(*s, request, to))
            return access_denied("Not signed: " + *name + '.');
    return s->access_key_id;
}

} // namespace cosio::testing::local_detail

#endif
