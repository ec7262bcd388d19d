// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_BUILD_HPP
#define COSIO_DETAIL_BUILD_HPP

#include <cosio/config.hpp>
#include <cosio/detail/check_fields.hpp>
#include <cosio/dialect.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/http_message.hpp>

#include <string_view>

// The parts of `build` that operations on objects share. Each checks before it writes.
namespace cosio::detail {

/// Method, path and Host.
template <class Dialect>
invalid_input begin_object_request(http_request& out, std::string_view method,
                                   std::string_view bucket, std::string_view key,
                                   const service_address& to)
{
    if (auto broken = Dialect::check_bucket(bucket))
        return broken;
    if (auto broken = Dialect::check_key(key))
        return broken;
    if (to.root != "/" && !Dialect::path_style)
        return {errc::invalid_endpoint, "endpoint", to.root,
                "COS has ended the path style; only the S3 signature has it"};
    if (Dialect::path_style && !to.names_bucket)
        return {errc::invalid_endpoint, "endpoint", to.authority,
                "names no bucket; choose path_style(), virtual_host_style() or custom_domain()"};
    if (to.root != "/" && climbs_out(key))
        return {errc::invalid_key, "key", key, "its .. segments lead out of the bucket"};
    out.restart(method, {to.root, key});
    out.headers().reserve(512); // the signature included
    out.headers().set("Host", to.authority);
    return {};
}

/// What the caller set for the object, Content-Type first, as COS's own samples have it.
template <class Dialect>
invalid_input add_attributes(http_request& out, const field_list& fields, const service_address& to)
{
    if (auto broken = check_fields(fields, to.scheme == scheme::https))
        return broken;
    out.headers().set("Content-Type",
                      fields.find("Content-Type").value_or("application/octet-stream"));
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (auto broken = Dialect::add(out.headers(), fields[i]))
            return broken;
    return {};
}

inline invalid_input add_user_agent(http_request& out, const config& settings)
{
    if (settings.user_agent.empty())
        return {};
    if (const auto broken = header_value_rule(settings.user_agent); !broken.empty())
        return {errc::invalid_header, "User-Agent", settings.user_agent, broken};
    out.headers().set("User-Agent", settings.user_agent);
    return {};
}

} // namespace cosio::detail

#endif
