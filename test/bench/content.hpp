// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_CONTENT_HPP
#define COSIO_TEST_BENCH_CONTENT_HPP

#include "job.hpp"

#include <cosio/detail/answer_reader.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/redact.hpp>
#include <cosio/detail/serialize.hpp>
#include <cosio/initiate.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/asio/buffer.hpp>

#include <array>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string_view>

// What a bare loop sends and receives over one connection. One that `looks` begins to receive before
// it sends, as cosio does: whatever comes at once was not asked for, or is the end of the connection.
namespace bench {

/// Header and body together; 0 if that is not known yet.
inline std::size_t size_of_answer(std::string_view begin)
{
    constexpr std::string_view name = "Content-Length: ", blank = "\r\n\r\n";
    const auto header = begin.find(blank);
    const auto length = begin.find(name);
    if (header == begin.npos)
        return 0;
    if (length > header)
        throw std::runtime_error("bare: the answer has no Content-Length");
    return header + blank.size() + std::strtoul(begin.data() + length + name.size(), nullptr, 10);
}

/// Prepared bytes, a fixed buffer, and a length that the first answer tells.
class prepared_content {
public:
    static constexpr bool looks = false;

    struct shared {
        explicit shared(const job& what) : request(what) {}

        prepared_request request;
        std::size_t answer_size = 0;
    };

    explicit prepared_content(shared& all) : all_(all) {}

    boost::asio::const_buffer request()
    {
        filled_ = 0;
        return boost::asio::buffer(all_.request.bytes);
    }

    boost::asio::mutable_buffer room() { return boost::asio::buffer(in_) + filled_; }

    /// Whether the answer is complete.
    bool take(std::size_t size)
    {
        filled_ += size;
        const std::string_view in(in_.data(), filled_);
        if (all_.answer_size == 0)
            all_.answer_size = size_of_answer(in);
        const bool whole = all_.answer_size != 0 && filled_ >= all_.answer_size;
        if (!whole && filled_ < in_.size())
            return false;
        if (!whole || filled_ != all_.answer_size || !in.starts_with("HTTP/1.1 200"))
            throw std::runtime_error("bare: not the answer that is due");
        return true;
    }

private:
    shared& all_;
    std::array<char, 4096> in_;
    std::size_t filled_ = 0;
};

/// Every stage of an initiate that is no I/O, one function after the other: build, sign, serialize,
/// receive, read with the scanner, judge, redact. What a client needs beside that is missing.
class staged_content {
public:
    static constexpr bool looks = true;

    struct shared {
        explicit shared(const job& wanted)
            : what(wanted), to(what.address()),
              signing(cosio::credentials(what.secret_id, what.secret_key))
        {
        }

        job what;
        cosio::service_address to;
        cosio::config settings;
        cosio::q_signing signing;
    };

    explicit staged_content(shared& all) : all_(all) {}

    boost::asio::const_buffer request()
    {
        asked_.emplace(bucket, key);
        result_ = {};
        require(!operation::build(message_, *asked_, all_.to, all_.settings), "build");
        require(!all_.signing.sign(message_, result_.diagnostics), "sign");
        out_.clear();
        cosio::detail::serialize(out_, message_, !all_.what.new_connection);
        reader_.emplace(response_, all_.settings);
        return boost::asio::buffer(out_);
    }

    boost::asio::mutable_buffer room()
    {
        cosio::error_code code;
        const auto where = reader_->room(in_, code);
        require(!code, "room");
        return where;
    }

    /// Whether the answer is complete.
    bool take(std::size_t size)
    {
        cosio::error_code code;
        const bool complete = reader_->take(in_, size, false, code);
        require(!code, "receive");
        if (!complete)
            return false;
        require(!operation::judge(result_, *asked_, response_, cosio::scanner_xml()), "judge");
        cosio::detail::redact(result_.diagnostics, message_);
        all_.what.check(result_.upload_id);
        return true;
    }

private:
    using operation = cosio::detail::initiate_operation;

    static void require(bool good, const char* stage)
    {
        if (!good)
            throw std::runtime_error(std::string("stages: ") + stage + " failed");
    }

    shared& all_;
    std::optional<cosio::initiate_request> asked_;
    cosio::http_request message_;
    cosio::http_response response_;
    std::optional<cosio::detail::answer_reader> reader_;
    cosio::detail::secure_bytes out_, in_;
    cosio::initiate_result result_;
};

} // namespace bench

#endif
