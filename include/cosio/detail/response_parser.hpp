// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_RESPONSE_PARSER_HPP
#define COSIO_DETAIL_RESPONSE_PARSER_HPP

#include <cosio/detail/plain_answer.hpp>
#include <cosio/http_message.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cosio::detail {

/// Beast's parser over our own response: no field container of Beast, no composed operation, and so
/// no allocation a header and a third of the compile time. It is spared a plain answer.
class response_parser final : public boost::beast::http::basic_parser<false> {
public:
    response_parser(http_response& response, std::uint32_t header_limit, std::uint64_t body_limit)
        : response_(response), header_left_(header_limit), body_limit_(body_limit),
          chunks_left_(body_limit)
    {
        this->header_limit(header_limit);
        this->body_limit(body_limit);
    }

    using error_code = boost::beast::error_code;

    /// Beast asserts that it sees five bytes of the last chunk at once, which no peer promises
    /// (boostorg/beast, pull request 2861). A chunked body never ends within four more bytes, so as
    /// many may wait.
    std::size_t put(boost::asio::const_buffer bytes, error_code& code)
    {
        if (!got_some()) {
            const std::string_view text(static_cast<const char*>(bytes.data()), bytes.size());
            const auto taken = plain_answer::take(text, response_, header_left_, body_limit_);
            plain_ = taken > 0;
            if (plain_)
                return taken;
        }
        if (!is_header_done())
            return put_header(bytes, code);
        if (is_header_done() && !is_done() && chunked() && bytes.size() < 5) {
            code = boost::beast::http::error::need_more;
            return 0;
        }
        return basic_parser::put(bytes, code);
    }

    /// Whether a byte of the answer came.
    bool got_some() const noexcept { return plain_ || basic_parser::got_some(); }
    /// Whether it is here as a whole.
    bool is_done() const noexcept { return plain_ || basic_parser::is_done(); }
    /// Whether the connection can be used again.
    bool keep_alive() const { return plain_ || basic_parser::keep_alive(); }

private:
    using string_view = boost::beast::string_view;

    /// Beast holds the status line and the fields to the limit one by one; we hold both together.
    std::size_t put_header(boost::asio::const_buffer bytes, error_code& code)
    {
        const auto shown = std::min(bytes.size(), header_left_);
        const auto taken = basic_parser::put(boost::asio::buffer(bytes, shown), code);
        if (!is_header_done() && shown == header_left_ &&
            (!code || code == boost::beast::http::error::need_more))
            code = boost::beast::http::error::header_limit;
        header_left_ -= taken;
        const bool more = taken < bytes.size() && shown < bytes.size();
        if (!is_header_done() || is_done() || !more ||
            (code && code != boost::beast::http::error::need_more))
            return taken;
        code = {};
        return taken + put(bytes + taken, code);
    }

    void on_request_impl(boost::beast::http::verb, string_view, string_view, int,
                         error_code&) override
    {
    }

    void on_response_impl(int status, string_view, int, error_code& code) override
    {
        if (status < 100)
            code = boost::beast::http::error::bad_status;
        response_.status = static_cast<unsigned>(status);
        response_.headers.clear();
        response_.headers.reserve(512);
        response_.body.clear();
    }

    void on_field_impl(boost::beast::http::field, string_view name, string_view value,
                       error_code&) override
    {
        // The first of two equal names counts; a list of equal headers means nothing to COS.
        if (!response_.headers.contains({name.data(), name.size()}))
            response_.headers.insert(response_.headers.size(), {name.data(), name.size()},
                                     {value.data(), value.size()});
    }

    /// Beast would count the size of a chunk again each time it looks at an extension that is not
    /// whole, so chunks are held to the limit here.
    void on_header_impl(error_code&) override
    {
        if (chunked())
            this->body_limit(boost::none);
    }

    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override
    {
        constexpr std::uint64_t most = 4096; // a promise of the peer
        response_.body.reserve(static_cast<std::size_t>(std::min(length.value_or(0), most)));
    }

    std::size_t on_body_impl(string_view bytes, error_code&) override
    {
        response_.body.append(bytes.data(), bytes.size());
        return bytes.size();
    }

    void on_chunk_header_impl(std::uint64_t size, string_view, error_code& code) override
    {
        if (size > chunks_left_)
            code = boost::beast::http::error::body_limit;
        else
            chunks_left_ -= size;
    }

    std::size_t on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) override
    {
        response_.body.append(bytes.data(), bytes.size());
        return bytes.size();
    }

    void on_finish_impl(error_code&) override {}

    http_response& response_;
    std::size_t header_left_;
    std::uint64_t body_limit_;
    std::uint64_t chunks_left_;
    bool plain_ = false; ///< It was one, and Beast saw nothing of it.
};

/// Feeds the first `filled` bytes of `in`; leaves there what the parser did not take.
template <class Buffer>
boost::beast::error_code feed(response_parser& parser, Buffer& in, std::size_t& filled)
{
    boost::beast::error_code code;
    std::size_t taken = 0;
    while (taken < filled && !parser.is_done() && !code)
        taken += parser.put(boost::asio::buffer(in.data() + taken, filled - taken), code);
    filled -= taken;
    std::memmove(in.data(), in.data() + taken, filled);
    return code == boost::beast::http::error::need_more ? boost::beast::error_code() : code;
}

} // namespace cosio::detail

#endif
