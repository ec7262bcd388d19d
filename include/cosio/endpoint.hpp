// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_ENDPOINT_HPP
#define COSIO_ENDPOINT_HPP

#include <cosio/detail/host_rules.hpp>
#include <cosio/detail/invalid_input.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/// How a request travels: plain, or over TLS. It decides which transport can carry it.
enum class scheme {
    http, ///< Plain.
    https ///< Over TLS.
};

/// Where one request goes: where to connect, and what it says in its Host header.
/// A value, made by `endpoint::address_of`.
struct service_address {
    /// Over TLS or not.
    cosio::scheme scheme = scheme::https;

    /// A name or an IP literal (IPv6 without brackets): resolved, connected to, and compared with
    /// the certificate.
    std::string host;

    /// The port to connect to, never 0.
    std::uint16_t port = 443;

    /// The Host header: host, and the port unless it is the scheme's own; that of the other endpoint
    /// after `stands_for`.
    std::string authority;

    /// What stands before the key in the path: `/`, or `/<bucket>/` in the path style.
    std::string root = "/";

    /// Whether host or path say which bucket is meant, as far as one can tell from the endpoint.
    bool names_bucket = true;

    /// The scheme that goes with `authority`, in a URL for somebody else.
    cosio::scheme presented_scheme = cosio::scheme::https;

    /// Whether both lead to the same server, under the same name. Connections do not depend on
    /// `authority`.
    friend bool operator==(const service_address& a, const service_address& b)
    {
        return a.scheme == b.scheme && a.host == b.host && a.port == b.port &&
               a.authority == b.authority;
    }
};

/** Where COS is: one of its host forms, or a server of one's own.

    A value without I/O: nothing is resolved or checked until a request starts. A region or URL that
    breaks a rule ends each operation with `errc::invalid_endpoint`. TLS is the default; `http()`
    turns it off.

    @par Thread-safety
    A value; distinct objects are independent. Const calls may run at once.

    @par Example
    @code
    cosio::endpoint::region("ap-beijing");             // <bucket>.cos.ap-beijing.myqcloud.com
    cosio::endpoint::accelerate();                     // <bucket>.cos.accelerate.myqcloud.com
    cosio::endpoint::url("http://127.0.0.1:8080");     // a server of one's own
    cosio::endpoint::url("https://127.0.0.1:8443")     // the same, that answers for a region
        .stands_for(cosio::endpoint::region("ap-beijing"));
    cosio::endpoint::url("https://s3.example.com").path_style();         // s3.example.com/<bucket>
    cosio::endpoint::url("https://s3.example.com").virtual_host_style(); // <bucket>.s3.example.com
    @endcode

    @par Source
    COS manual, document 6224 (regions and hosts), and the acceleration document.
*/
class endpoint {
public:
    /// A region of COS. The host is `<bucket>.cos.<region>.myqcloud.com`; the region names of the
    /// first generation (`cn-north`, `sg`, ...) get the host without `cos.` that they were given.
    static endpoint region(std::string_view name)
    {
        const bool old = detail::is_old_region(name);
        auto result = virtual_host(name, (old ? "" : "cos.") + std::string(name) + ".myqcloud.com");
        result.has_second_ = !old && name != "accelerate";
        return result;
    }

    /// The same service under its second domain. The host is `<bucket>.cos.<region>.tencentcos.cn`;
    /// acceleration is `backup("accelerate")` there.
    static endpoint backup(std::string_view region_name)
    {
        return virtual_host(region_name, "cos." + std::string(region_name) + ".tencentcos.cn");
    }

    /// `<bucket>.cos.accelerate.myqcloud.com`; must be switched on for the bucket.
    static endpoint accelerate() { return endpoint("cos.accelerate.myqcloud.com"); }

    /// `<bucket>.cos-internal.<region>.tencentcos.cn`; from inside Tencent's network only.
    static endpoint internal(std::string_view region_name)
    {
        return virtual_host(region_name,
                            "cos-internal." + std::string(region_name) + ".tencentcos.cn");
    }

    /// `<bucket>.cos-internal.accelerate.tencentcos.cn`; from inside Tencent's network only.
    static endpoint internal_accelerate()
    {
        return endpoint("cos-internal.accelerate.tencentcos.cn");
    }

    /// A domain of one's own that is bound to the bucket: a host name, without port or path.
    static endpoint custom_domain(std::string_view name)
    {
        endpoint result{std::string(name)};
        result.here_.bucket_in = part::own_domain;
        if (!detail::is_host_name(name))
            result.problem_ = {errc::invalid_endpoint, "custom domain", name,
                               "must be a host name, without scheme, port or path"};
        return result;
    }

    /// `http://host[:port]` or `https://host[:port]`; IPv6 literals in brackets. The host stands for
    /// the bucket, unless a style is chosen; with the S3 signature one has to be, if the host does
    /// not begin with the bucket's name.
    static endpoint url(std::string_view text)
    {
        endpoint result;
        const auto parsed = detail::parse_origin(text);
        if (!parsed) {
            const auto user_info = text.rfind('@'); // may hold a password
            const auto shown = user_info == text.npos
                                   ? std::string(text)
                                   : "<secret>" + std::string(text.substr(user_info));
            result.problem_ = {errc::invalid_endpoint, "endpoint", shown,
                               "must be http://host[:port] or https://host[:port], nothing more"};
            return result;
        }
        result.here_.scheme = parsed->tls ? scheme::https : scheme::http;
        result.here_.fixed_host = parsed->host;
        result.here_.bucket_in = part::unknown;
        result.here_.port = parsed->port;
        return result;
    }

    /// Connects here, but asks in the name of `other`: Host header, style and signature are those of
    /// `other`. TLS still checks the certificate against this endpoint's host.
    endpoint& stands_for(const endpoint& other)
    {
        presented_ = other.presented_.value_or(other.here_);
        if (!problem_)
            problem_ = other.problem_;
        return *this;
    }

    /// The bucket stands first in the path, not in the host: for S3 servers without wildcard names.
    /// Styles are of the place that is asked by name, so they come after `stands_for`.
    /// COS has ended this style; a client with COS's own signature refuses it
    /// (`errc::invalid_endpoint`).
    endpoint& path_style()
    {
        presented().bucket_in = part::path;
        style_problem_ = {};
        return *this;
    }

    /// The bucket stands before the host of `url`, `<bucket>.s3.example.com`. The other forms have
    /// it there already.
    endpoint& virtual_host_style()
    {
        presented().bucket_in = part::host;
        if (detail::is_ip_literal(presented().fixed_host))
            style_problem_ = {errc::invalid_endpoint, "endpoint", presented().fixed_host,
                              "an IP literal cannot carry a bucket; use path_style()"};
        return *this;
    }

    /// Plain HTTP. A client with a TLS transport refuses it (`errc::scheme_mismatch`).
    endpoint& http()
    {
        here_.scheme = scheme::http;
        return *this;
    }

    /// The port to connect to. 0 means the scheme's own, 80 or 443, as if nothing was set.
    endpoint& port(std::uint16_t number)
    {
        here_.port = number;
        return *this;
    }

    /// `https` unless `http()` or the URL says otherwise.
    cosio::scheme scheme() const noexcept { return here_.scheme; }

    /// What `second_domain::for_last_attempt` turns to: `backup()` of the same region. Nothing
    /// unless this is a `region()`, in COS's own style.
    std::optional<endpoint> second_domain() const
    {
        if (!has_second_ || presented_ || here_.bucket_in != part::host)
            return std::nullopt;
        endpoint result(*this);
        constexpr std::string_view first = ".myqcloud.com";
        auto& host = result.here_.fixed_host;
        host.replace(host.size() - first.size(), first.size(), ".tencentcos.cn");
        result.has_second_ = false;
        return result;
    }

    /// The address of `bucket` here. For the use of operations; `broken()` must be empty.
    service_address address_of(std::string_view bucket) const
    {
        const place& named = presented_ ? *presented_ : here_;
        return {here_.scheme,
                here_.host(bucket),
                here_.port_number(),
                named.authority(bucket),
                named.bucket_in == part::path ? '/' + std::string(bucket) + '/' : "/",
                named.names(bucket),
                named.scheme};
    }

    /// What is wrong with it, if anything.
    const detail::invalid_input& broken() const noexcept
    {
        return problem_ ? problem_ : style_problem_;
    }

private:
    /// Where a bucket is named.
    enum class part { host, own_domain, unknown, path };

    struct place {
        cosio::scheme scheme = cosio::scheme::https;
        std::uint16_t port = 0; // the scheme's own
        std::string fixed_host; // without the bucket
        part bucket_in = part::host;

        std::string host(std::string_view bucket) const
        {
            return bucket_in == part::host ? std::string(bucket) + '.' + fixed_host : fixed_host;
        }

        /// A URL may be of a virtual host already.
        bool names(std::string_view bucket) const
        {
            return bucket_in != part::unknown || fixed_host.starts_with(std::string(bucket) + '.');
        }

        std::uint16_t usual_port() const noexcept
        {
            return scheme == cosio::scheme::https ? 443 : 80;
        }

        std::uint16_t port_number() const noexcept { return port == 0 ? usual_port() : port; }

        std::string authority(std::string_view bucket) const
        {
            const std::string name = detail::bracketed(host(bucket));
            return port_number() == usual_port() ? name : name + ':' + std::to_string(port);
        }
    };

    endpoint() = default;

    explicit endpoint(std::string host) { here_.fixed_host = std::move(host); }

    place& presented() noexcept { return presented_ ? *presented_ : here_; }

    static endpoint virtual_host(std::string_view name, std::string host)
    {
        endpoint result(std::move(host));
        const auto allowed = [](char c) {
            return detail::is_lower(c) || detail::is_digit(c) || c == '-';
        };
        if (name.empty() || name.size() > 40 || !detail::all_of(name, allowed))
            result.problem_ = {errc::invalid_endpoint, "region", name,
                               "must be a name of a-z, 0-9 and -, such as ap-beijing"};
        return result;
    }

    place here_;
    bool has_second_ = false;
    std::optional<place> presented_; // whose name the Host header bears, if not its own
    detail::invalid_input problem_, style_problem_;
};

} // namespace cosio

#endif
