// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_ANSWER_READER_HPP
#define COSIO_DETAIL_ANSWER_READER_HPP

#include <cosio/config.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/response_parser.hpp>
#include <cosio/error.hpp>
#include <cosio/http_message.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/http/error.hpp>

#include <cstddef>
#include <optional>

namespace cosio::detail {

/// Reads one answer out of what a connection receives, and passes over those that come before it
/// (1xx). No I/O.
class answer_reader {
public:
    /// Both have to last as long as the reader.
    answer_reader(http_response& into, const config& limits) : into_(into), limits_(limits)
    {
        expect();
    }

    /// Where the next bytes go; grows `in` as it needs to.
    boost::asio::mutable_buffer room(secure_bytes& in, error_code& code) const
    {
        if (filled_ > limits_.max_header_bytes + most_read) { // an endless chunk header, say
            code = boost::beast::http::error::header_limit;
            return {};
        }
        if (in.size() < filled_ + least_read)
            in.resize(filled_ + most_read);
        return boost::asio::buffer(in) + filled_;
    }

    /// Takes `size` bytes more, which may be the last. Whether the answer is complete; if not, more
    /// has to come, or `code` tells why not.
    bool take(secure_bytes& in, std::size_t size, bool last, error_code& code)
    {
        filled_ += size;
        received_ += size;
        do {
            if ((code = feed(*parser_, in, filled_)))
                return false;
            if (parser_->is_done() && into_.status / 100 != 1)
                return true;
        } while (parser_->is_done() && next());
        if (interim_ > most_interim)
            code = boost::beast::http::error::bad_status;
        else if (last)
            end(code);
        return last && !code;
    }

    /// How many bytes came, of HTTP.
    std::size_t received() const noexcept { return received_; }
    /// Whether an answer began, be it one that comes before.
    bool begun() const noexcept { return interim_ > 0 || parser_->got_some(); }
    /// Whether what is being read began.
    bool got_some() const noexcept { return parser_->got_some(); }
    /// After a complete answer: whether the connection can be used again.
    bool keep_alive() const { return filled_ == 0 && parser_->keep_alive(); }

private:
    static constexpr std::size_t least_read = 512, most_read = 4096;
    static constexpr unsigned most_interim = 8;

    void expect()
    {
        into_.clear();
        parser_.emplace(into_, limits_.max_header_bytes, limits_.max_body_bytes);
        parser_->eager(true);
    }

    bool next()
    {
        expect();
        return ++interim_ <= most_interim && filled_ > 0;
    }

    /// An answer may end with the connection, or be cut by its end.
    void end(error_code& code)
    {
        parser_->put_eof(code);
        if (code == boost::beast::http::error::partial_message)
            code = boost::asio::error::eof;
    }

    http_response& into_;
    const config& limits_;
    std::optional<response_parser> parser_;
    std::size_t filled_ = 0, received_ = 0;
    unsigned interim_ = 0;
};

} // namespace cosio::detail

#endif
