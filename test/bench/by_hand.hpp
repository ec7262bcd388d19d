// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_BY_HAND_HPP
#define COSIO_TEST_BENCH_BY_HAND_HPP

#include "content.hpp"

#include <cosio/detail/digest.hpp>
#include <cosio/detail/http_date.hpp>
#include <cosio/detail/percent.hpp>

#include <boost/asio/buffer.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bench {

/// The whole job, written by hand for this one request: signed, sent, received and searched for what
/// it tells. Whatever stays the same for a second is kept for it. The request is not checked, nothing
/// of it can be chosen, and whatever goes wrong is an exception.
class handwritten_content {
public:
    static constexpr bool looks = true;

    /// Signs for all connections.
    class shared {
    public:
        explicit shared(const job& wanted) : what(wanted), host_(wanted.address().authority) {}

        void write(std::string& out)
        {
            const auto now = std::chrono::floor<std::chrono::seconds>(clock::now());
            if (now != second_)
                begin_second(now);
            join(text_, {"post\n/", key, "\nuploads=\ncontent-length=0&content-type=application%2F",
                         "octet-stream&date=", encoded_date_, "&host=", host_, "\n"});
            const auto digest = sha1_->hash(text_);
            join(text_,
                 {"sha1\n", key_time_, "\n", cosio::detail::hex(digest.value()).view(), "\n"});
            const auto mac = sha1_->hmac(sign_key_, text_);
            join(out,
                 {"POST /", key, "?uploads HTTP/1.1\r\nHost: ", host_, "\r\nDate: ", date_,
                  "\r\nContent-Type: application/octet-stream\r\nUser-Agent: by hand\r\n",
                  "Content-Length: 0\r\nAuthorization: q-sign-algorithm=sha1&q-ak=", what.secret_id,
                  "&q-sign-time=", key_time_, "&q-key-time=", key_time_,
                  "&q-header-list=content-length;content-type;date;host",
                  "&q-url-param-list=uploads&q-signature=", cosio::detail::hex(mac.value()).view(),
                  what.new_connection ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n"});
        }

        const job what;

    private:
        using clock = std::chrono::system_clock;

        static void join(std::string& out, std::initializer_list<std::string_view> pieces)
        {
            out.clear();
            for (const auto piece : pieces)
                out += piece;
        }

        void begin_second(std::chrono::sys_seconds now)
        {
            second_ = now;
            date_ = cosio::detail::http_date_text(now).view();
            encoded_date_.clear();
            cosio::detail::append_percent_encoded(encoded_date_, date_);
            const auto time = now.time_since_epoch().count();
            key_time_ = std::to_string(time - 60) + ';' + std::to_string(time + 3600);
            sign_key_ = cosio::detail::hex(sha1_->hmac(what.secret_key, key_time_).value()).view();
        }

        const std::string host_;
        const cosio::detail::digest_engine engine_{"SHA1"};
        const cosio::detail::digest_engine::lease sha1_ = engine_.borrow();
        std::chrono::sys_seconds second_{};
        std::string date_, encoded_date_, key_time_, sign_key_, text_;
    };

    explicit handwritten_content(shared& all) : all_(all) {}

    boost::asio::const_buffer request()
    {
        filled_ = 0;
        all_.write(out_);
        return boost::asio::buffer(out_);
    }

    boost::asio::mutable_buffer room() { return boost::asio::buffer(in_) + filled_; }

    /// Whether the answer is complete.
    bool take(std::size_t size)
    {
        filled_ += size;
        const std::string_view in(in_.data(), filled_);
        const auto whole = size_of_answer(in);
        if (whole == 0 || filled_ < whole)
            return false;
        if (filled_ != whole || !in.starts_with("HTTP/1.1 200"))
            throw std::runtime_error("by hand: not the answer that is due");
        bucket_ = between(in, "<Bucket>", "</Bucket>");
        key_ = between(in, "<Key>", "</Key>");
        upload_id_ = between(in, "<UploadId>", "</UploadId>");
        if (bucket_ != bucket || key_ != key)
            throw std::runtime_error("by hand: an answer to another request");
        all_.what.check(upload_id_);
        return true;
    }

private:
    static std::string_view between(std::string_view text, std::string_view begin,
                                    std::string_view end)
    {
        const auto from = text.find(begin);
        const auto to = text.find(end, from);
        if (to == text.npos)
            throw std::runtime_error("by hand: the answer lacks " + std::string(begin));
        return text.substr(from + begin.size(), to - from - begin.size());
    }

    shared& all_;
    std::string out_, bucket_, key_, upload_id_;
    std::array<char, 4096> in_;
    std::size_t filled_ = 0;
};

} // namespace bench

#endif
