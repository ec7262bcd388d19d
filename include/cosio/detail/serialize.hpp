// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_SERIALIZE_HPP
#define COSIO_DETAIL_SERIALIZE_HPP

#include <cosio/detail/append.hpp>
#include <cosio/detail/percent.hpp>
#include <cosio/detail/text_writer.hpp>
#include <cosio/http_message.hpp>

#include <string_view>

namespace cosio::detail {

template <class Container>
void append_query(Container& out, const http_request& request)
{
    for (std::size_t i = 0; i < request.params().size(); ++i) {
        const auto [name, value] = request.params()[i];
        out.push_back(i == 0 ? '?' : '&');
        append_percent_encoded(out, name);
        if (!value.empty()) {
            out.push_back('=');
            append_percent_encoded(out, value);
        }
    }
}

/// Path and query as they stand in the request line; the slashes of the key stay slashes.
template <class Container>
void append_target(Container& out, const http_request& request)
{
    append_percent_encoded(out, request.path(), unreserved_or_slash);
    append_query(out, request);
}

/// The bytes of a request. Names and values were checked when it was built.
template <class Container>
void serialize(Container& out, const http_request& request, bool keep_alive)
{
    append(out, request.method());
    out.push_back(' ');
    append_target(out, request);
    append(out, " HTTP/1.1\r\n");
    for (std::size_t i = 0; i < request.headers().size(); ++i) {
        const auto [name, value] = request.headers()[i];
        append(out, name);
        append(out, ": ");
        append(out, value);
        append(out, "\r\n");
    }
    append(out, keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
    append(out, request.body());
}

inline void serialize(secure_bytes& out, const http_request& request, bool keep_alive)
{
    text_writer writer(out, request.longest());
    serialize(writer, request, keep_alive);
}

} // namespace cosio::detail

#endif
