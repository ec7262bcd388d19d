// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_HTTP_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_HTTP_HPP

#include <cosio/testing/local_cos/message.hpp>
#include <cosio/testing/local_cos/service.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cosio::testing::local_detail {

namespace http = boost::beast::http;

/** Reads requests out of a stream of bytes.

    Beast's parser is fed with put(): its composed read operations would take two thirds of the
    compile time of every test that includes this.
*/
class request_reader {
public:
    static constexpr std::uint32_t header_limit = 32 * 1024;
    static constexpr std::uint64_t body_limit = 1024 * 1024;

    request_reader() { reset(); }

    /// Makes ready for the next request.
    void reset()
    {
        parser_.emplace();
        parser_->eager(true);
        parser_->header_limit(header_limit);
        parser_->body_limit(body_limit);
    }

    /** Takes bytes from the front of a text, as many as belong to the request.
        @return Whether the request is complete; on an error it never will be.
    */
    bool feed(std::string& bytes, boost::system::error_code& error)
    {
        while (!bytes.empty() && !parser_->is_done()) {
            const auto used = parser_->put(boost::asio::buffer(bytes), error);
            bytes.erase(0, used);
            if (error == http::error::need_more) {
                error = {};
                break;
            }
            if (error)
                return false;
        }
        return parser_->is_done();
    }

    /// The complete request.
    [[nodiscard]] local_request take(bool tls)
    {
        auto message = parser_->release();
        std::vector<local_header> headers;
        for (const auto& field : message) {
            const auto name = field.name_string();
            const auto value = field.value();
            headers.push_back(
                {std::string(name.data(), name.size()), std::string(value.data(), value.size())});
        }
        // What HTTP/1.0 means by silence is spelled out, so that nobody else needs the version.
        if (message.version() < 11 && !message.keep_alive()) {
            std::erase_if(headers, [](const auto& h) { return iequals(h.name, "Connection"); });
            headers.push_back({"Connection", "close"});
        }
        const auto method = message.method_string();
        const auto target = message.target();
        return local_request(std::string(method.data(), method.size()),
                             std::string(target.data(), target.size()), std::move(headers),
                             std::move(message.body()), tls);
    }

private:
    std::optional<http::request_parser<http::string_body>> parser_;
};

/// The answer to bytes that are no request.
inline local_answer refuse_bytes(local_service& service, const boost::system::error_code& error)
{
    if (error == http::error::header_limit)
        return service.refuse(431, "InvalidRequest", "The header is over 32 KB.");
    if (error == http::error::body_limit)
        return service.refuse(400, "EntityTooLarge", "The body is over 1 MB.");
    return service.refuse(400, "InvalidRequest", "Not HTTP: " + error.message() + '.');
}

/// The bytes of an answer.
inline std::string to_bytes(const local_answer& answer)
{
    if (answer.sent_as() != local_answer::form::complete)
        return answer.body();
    const auto reason = http::obsolete_reason(http::int_to_status(answer.status()));
    std::string out = "HTTP/1.1 " + std::to_string(answer.status()) + ' ';
    out.append(reason.data(), reason.size()).append("\r\n");
    for (const auto& h : answer.headers())
        out.append(h.name).append(": ").append(h.value).append("\r\n");
    return out.append("\r\n").append(answer.body());
}

} // namespace cosio::testing::local_detail

#endif
