// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_HOST_RULES_HPP
#define COSIO_DETAIL_HOST_RULES_HPP

#include <cosio/detail/ascii.hpp>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/address_v6.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cosio::detail {

/// Regions of the first generation, whose hosts have no `cos.` label.
inline bool is_old_region(std::string_view name) noexcept
{
    return name == "cn-east" || name == "cn-north" || name == "cn-south" || name == "cn-south-2" ||
           name == "cn-southwest" || name == "sg";
}

/// A DNS name or an IPv4 literal.
inline bool is_host_name(std::string_view name)
{
    const auto allowed = [](char c) { return is_alnum(c) || c == '-' || c == '.' || c == '_'; };
    return !name.empty() && name.size() <= 253 && all_of(name, allowed) && name.front() != '.' &&
           name.front() != '-' && name.find("..") == name.npos;
}

/// An IPv6 literal without a zone.
inline bool is_ipv6(std::string_view text)
{
    boost::system::error_code broken;
    boost::asio::ip::make_address_v6(std::string(text), broken);
    return !broken && text.find('%') == text.npos && text.find('\0') == text.npos;
}

/// An IPv4 or IPv6 literal, without brackets.
inline bool is_ip_literal(std::string_view host)
{
    boost::system::error_code broken;
    boost::asio::ip::make_address(std::string(host), broken);
    return !broken;
}

/// `[::1]` for `::1`, all else as it is.
inline std::string bracketed(std::string_view host)
{
    return host.find(':') == host.npos ? std::string(host) : '[' + std::string(host) + ']';
}

struct origin {
    bool tls;
    std::string host;
    std::uint16_t port; ///< 0 if it is not named
};

/// Scheme, host and port of a URL that has nothing else. Own code: Boost.URL would have to be
/// linked.
inline std::optional<origin> parse_origin(std::string_view text)
{
    const bool tls = text.starts_with("https://");
    if (!tls && !text.starts_with("http://"))
        return std::nullopt;
    text.remove_prefix(tls ? 8 : 7);
    if (text.ends_with('/'))
        text.remove_suffix(1);

    const bool brackets = text.starts_with('[');
    const auto end = brackets ? text.find(']') : std::min(text.find(':'), text.size());
    if (end == text.npos)
        return std::nullopt;
    const auto host = brackets ? text.substr(1, end - 1) : text.substr(0, end);
    const auto rest = text.substr(brackets ? end + 1 : end);
    if (brackets ? !is_ipv6(host) : !is_host_name(host))
        return std::nullopt;

    std::uint16_t port = 0;
    if (!rest.empty()) {
        const auto [last, code] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), port);
        if (rest.front() != ':' || code != std::errc() || last != rest.data() + rest.size() ||
            port == 0)
            return std::nullopt;
    }
    return origin{tls, std::string(host), port};
}

} // namespace cosio::detail

#endif
