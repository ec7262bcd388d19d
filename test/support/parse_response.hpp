// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_PARSE_RESPONSE_HPP
#define COSIO_TEST_SUPPORT_PARSE_RESPONSE_HPP

#include <cosio/detail/response_parser.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cosio_test {

struct parsed_response {
    cosio::http_response response;
    boost::beast::error_code code;
    bool done = false;
};

struct parser_limits {
    std::uint32_t header = 16 * 1024;
    std::uint64_t body = 64 * 1024;
};

/// Feeds an answer to the parser `step` bytes at a time, as a connection would; the end of the
/// bytes is the end of the stream. There must be at least one.
inline parsed_response parse_response(std::string_view bytes, std::size_t step,
                                      parser_limits limits = {})
{
    namespace http = boost::beast::http;
    parsed_response result;
    cosio::detail::response_parser parser(result.response, limits.header, limits.body);
    parser.eager(true);
    std::size_t taken = 0, given = 0;
    while (!parser.is_done() && given < bytes.size()) {
        given = std::min(bytes.size(), given + step);
        const auto piece = bytes.substr(taken, given - taken);
        taken += parser.put(boost::asio::const_buffer(piece.data(), piece.size()), result.code);
        if (result.code == http::error::need_more)
            result.code = {};
        if (result.code)
            return result;
    }
    if (!parser.is_done())
        parser.put_eof(result.code);
    result.done = parser.is_done();
    return result;
}

} // namespace cosio_test

#endif
