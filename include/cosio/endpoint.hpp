// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_ENDPOINT_HPP
#define COSIO_ENDPOINT_HPP

#include <cosio/detail/host_rules.hpp>
#include <cosio/detail/invalid_input.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

enum class scheme { http, https };

/// Where one request goes: where to connect, and what it says in its Host header.
struct service_address {
    cosio::scheme scheme = scheme::https;

    /// A name or an IP literal (IPv6 without brackets): resolved, connected to, and compared with
    /// the certificate.
    std::string host;

    std::uint16_t port = 443;

    /// The Host header: host, and the port unless it is the scheme's own.
    std::string authority;

    friend bool operator==(const service_address&, const service_address&) = default;
};

/** Where COS is: one of its host forms, or a server of one's own.

    A value without I/O: nothing is resolved or checked until a request starts. A region or URL that
    breaks a rule ends each operation with `errc::invalid_endpoint`. TLS is the default; `http()`
    turns it off.

    @code
    cosio::endpoint::region("ap-beijing");             // <bucket>.cos.ap-beijing.myqcloud.com
    cosio::endpoint::accelerate();                     // <bucket>.cos.accelerate.myqcloud.com
    cosio::endpoint::url("http://127.0.0.1:8080");     // a server of one's own
    cosio::endpoint::url("https://127.0.0.1:8443")     // the same, that answers for a region
        .stands_for(cosio::endpoint::region("ap-beijing"));
    @endcode

    @par Source
    COS manual, document 6224 (regions and hosts), and the acceleration document.
*/
class endpoint {
public:
    /// `<bucket>.cos.<region>.myqcloud.com`. The region names of the first generation (`cn-north`,
    /// `sg`, ...) get the host without `cos.` that they were given.
    static endpoint region(std::string_view name)
    {
        const std::string_view label = detail::is_old_region(name) ? "." : ".cos.";
        return virtual_host(name, std::string(label) + std::string(name) + ".myqcloud.com");
    }

    /// `<bucket>.cos.<region>.tencentcos.cn`: the same service under its second domain.
    static endpoint backup(std::string_view region_name)
    {
        return virtual_host(region_name, ".cos." + std::string(region_name) + ".tencentcos.cn");
    }

    /// `<bucket>.cos.accelerate.myqcloud.com`; must be switched on for the bucket.
    static endpoint accelerate() { return endpoint(".cos.accelerate.myqcloud.com"); }

    /// `<bucket>.cos-internal.<region>.tencentcos.cn`; from inside Tencent's network only.
    static endpoint internal(std::string_view region_name)
    {
        return virtual_host(region_name,
                            ".cos-internal." + std::string(region_name) + ".tencentcos.cn");
    }

    /// `<bucket>.cos-internal.accelerate.tencentcos.cn`; from inside Tencent's network only.
    static endpoint internal_accelerate()
    {
        return endpoint(".cos-internal.accelerate.tencentcos.cn");
    }

    /// A domain of one's own that is bound to the bucket.
    static endpoint custom_domain(std::string_view name)
    {
        endpoint result;
        result.fixed_host_ = name;
        if (!detail::is_host_name(name))
            result.problem_ = {errc::invalid_endpoint, "custom domain", name,
                               "must be a host name, without scheme, port or path"};
        return result;
    }

    /// `http://host[:port]` or `https://host[:port]`; IPv6 literals in brackets.
    static endpoint url(std::string_view text)
    {
        endpoint result;
        const auto parsed = detail::parse_origin(text);
        if (!parsed) {
            result.problem_ = {errc::invalid_endpoint, "endpoint", text,
                               "must be http://host[:port] or https://host[:port], nothing more"};
            return result;
        }
        result.scheme_ = parsed->tls ? scheme::https : scheme::http;
        result.fixed_host_ = parsed->host;
        result.port_ = parsed->port;
        return result;
    }

    /// Connects here, but asks in the name of `other`: Host header and signature are those of
    /// `other`. TLS still checks the certificate against this endpoint's host.
    endpoint& stands_for(const endpoint& other)
    {
        suffix_ = other.suffix_;
        presented_host_ = other.fixed_host_;
        if (!problem_)
            problem_ = other.problem_;
        return *this;
    }

    /// Plain HTTP. A client with a TLS transport refuses it (`errc::scheme_mismatch`).
    endpoint& http()
    {
        scheme_ = scheme::http;
        return *this;
    }

    /// Another port than the scheme's own.
    endpoint& port(std::uint16_t number)
    {
        port_ = number;
        return *this;
    }

    cosio::scheme scheme() const noexcept { return scheme_; }

    /// The address of `bucket` here. For the use of operations; `broken()` must be empty.
    service_address address_of(std::string_view bucket) const
    {
        service_address result;
        const std::uint16_t usual = scheme_ == scheme::https ? 443 : 80;
        const std::string virtual_name = std::string(bucket) + suffix_;
        result.scheme = scheme_;
        result.host = fixed_host_.empty() ? virtual_name : fixed_host_;
        result.port = port_ == 0 ? usual : port_;
        if (!suffix_.empty())
            result.authority = virtual_name;
        else
            result.authority = presented_host_.empty() ? detail::bracketed(fixed_host_)
                                                       : detail::bracketed(presented_host_);
        const bool own_name = presented_host_.empty() && (suffix_.empty() || fixed_host_.empty());
        if (own_name && result.port != usual)
            result.authority += ':' + std::to_string(result.port);
        return result;
    }

    /// What is wrong with it, if anything.
    const detail::invalid_input& broken() const noexcept { return problem_; }

private:
    endpoint() = default;

    explicit endpoint(std::string suffix) : suffix_(std::move(suffix)) {}

    static endpoint virtual_host(std::string_view name, std::string suffix)
    {
        endpoint result(std::move(suffix));
        const auto allowed = [](char c) {
            return detail::is_lower(c) || detail::is_digit(c) || c == '-';
        };
        if (name.empty() || name.size() > 40 || !detail::all_of(name, allowed))
            result.problem_ = {errc::invalid_endpoint, "region", name,
                               "must be a name of a-z, 0-9 and -, such as ap-beijing"};
        return result;
    }

    cosio::scheme scheme_ = scheme::https;
    std::uint16_t port_ = 0;
    std::string suffix_;         // of <bucket>.suffix; empty for a fixed host
    std::string fixed_host_;     // connect here; empty to connect to <bucket>.suffix
    std::string presented_host_; // Host header of a custom domain that a URL stands for
    detail::invalid_input problem_;
};

} // namespace cosio

#endif
