// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_SIGNATURE_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_SIGNATURE_HPP

#include <cosio/testing/local_cos/detail/digest.hpp>
#include <cosio/testing/local_cos/detail/target.hpp>
#include <cosio/testing/local_cos/message.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// The request signature of COS (document 436/7778), seen from the receiver.
namespace cosio::testing::local_detail {

inline constexpr std::array<std::string_view, 7> signature_names{
    "q-sign-algorithm", "q-ak",       "q-sign-time", "q-key-time", "q-header-list",
    "q-url-param-list", "q-signature"};

/// A signature taken apart.
struct signature {
    std::string access_key_id;
    std::string key_time;
    std::int64_t start = 0; ///< Unix seconds
    std::int64_t end = 0;   ///< Unix seconds
    std::vector<std::string> headers;
    std::vector<std::string> parameters;
    std::string value;
};

/// Splits a list, which has to be in lower case, sorted and free of duplicates.
inline std::optional<std::vector<std::string>> parse_list(std::string_view text)
{
    std::vector<std::string> out;
    if (text.empty())
        return out;
    for (auto item : split(text, ';')) {
        if (item.empty() || to_lower(item) != item || (!out.empty() && out.back() >= item))
            return std::nullopt;
        out.emplace_back(item);
    }
    return out;
}

/// Checks the values of signature_names; the text says what is wrong.
inline std::variant<signature, std::string>
parse_signature_values(const std::array<std::string, 7>& v)
{
    signature out;
    if (v[0] != "sha1")
        return "q-sign-algorithm is not sha1";
    if (v[1].empty())
        return "q-ak is empty";
    if (v[2] != v[3])
        return "q-sign-time differs from q-key-time";
    const auto times = split(v[3], ';');
    const auto start = to_number(times.front());
    const auto end = to_number(times.back());
    if (times.size() != 2 || !start || !end || *start >= *end)
        return "q-key-time is not a start and a later end in Unix seconds";
    auto headers = parse_list(v[4]);
    if (!headers)
        return "q-header-list is not in lower case, sorted and free of duplicates";
    auto parameters = parse_list(v[5]);
    if (!parameters)
        return "q-url-param-list is not in lower case, sorted and free of duplicates";
    if (v[6].size() != 40 || v[6].find_first_not_of("0123456789abcdef") != std::string::npos)
        return "q-signature is not 40 lower-case hexadecimal digits";
    out.access_key_id = v[1];
    out.key_time = v[3];
    out.start = *start;
    out.end = *end;
    out.headers = std::move(*headers);
    out.parameters = std::move(*parameters);
    out.value = v[6];
    return out;
}

/// Reads the value of an Authorization header: the seven pairs in their order, nothing else.
inline std::variant<signature, std::string> parse_authorization(std::string_view text)
{
    const auto pairs = split(text, '&');
    std::array<std::string, 7> values;
    if (pairs.size() != values.size())
        return "Authorization does not consist of seven pairs";
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto equal = pairs[i].find('=');
        if (equal == std::string_view::npos || pairs[i].substr(0, equal) != signature_names[i])
            return std::string(signature_names[i]) + " is not in its place in Authorization";
        values[i] = pairs[i].substr(equal + 1);
    }
    return parse_signature_values(values);
}

/// What both sides compute.
struct signed_text {
    std::string http_string; ///< `FormatString` in COS's answers
    std::string string_to_sign;
    std::string missing; ///< a name in a list that the request does not have
};

/// Values that must not appear in an answer.
inline bool is_secret_header(std::string_view name) noexcept
{
    return iequals(name, "x-cos-security-token") ||
           iequals(name, "x-cos-server-side-encryption-customer-key") ||
           iequals(name, "x-cos-copy-source-server-side-encryption-customer-key");
}

/// Joins the listed names with their values as received: `name=value&...`.
template <class Items>
std::string join_listed(const std::vector<std::string>& list, const Items& items, bool masked,
                        std::string& missing)
{
    std::string out;
    for (const auto& name : list) {
        bool found = false;
        for (const auto& item : items) {
            if (to_lower(percent_encode(item.name)) != name)
                continue;
            if (!out.empty())
                out += '&';
            out += name + '=';
            out += masked && is_secret_header(item.name) ? "***" : percent_encode(item.value);
            found = true;
            break;
        }
        if (!found && missing.empty())
            missing = name;
    }
    return out;
}

/** Rebuilds the signed text from the request.
    @param masked With secret values replaced, which is fit to be shown but not to be compared.
*/
inline signed_text rebuild(const signature& s, const local_request& request, const target& to,
                           bool masked = false)
{
    signed_text out;
    out.http_string = to_lower(request.method()) + '\n' + to.path + '\n';
    out.http_string += join_listed(s.parameters, to.parameters, masked, out.missing) + '\n';
    out.http_string += join_listed(s.headers, request.headers(), masked, out.missing) + '\n';
    out.string_to_sign = "sha1\n" + s.key_time + '\n' + to_hex(sha1(out.http_string)) + '\n';
    return out;
}

/// The value q-signature should have. The key of the second step is the text of the digits.
inline std::string expected_signature(const signed_text& text, std::string_view key_time,
                                      std::string_view secret_key)
{
    return to_hex(hmac_sha1(to_hex(hmac_sha1(secret_key, key_time)), text.string_to_sign));
}

} // namespace cosio::testing::local_detail

#endif
