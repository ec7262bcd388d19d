// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_PLAIN_ANSWER_HPP
#define COSIO_DETAIL_PLAIN_ANSWER_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/http_message.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace cosio::detail {

/** Reads an answer in the form that nearly all have: whole, of HTTP/1.1, its length told by one
    Content-Length, and nothing that asks for thought. It takes half the time of Beast's parser.

    Whatever is not of this form, right or wrong, is left to that parser; what is, both read alike.
*/
class plain_answer {
public:
    /// Takes an answer from the beginning of `bytes` into `out`.
    /// @return How many bytes; 0 if it is not of this form, and `out` is as it was.
    static std::size_t take(std::string_view bytes, http_response& out, std::size_t header_limit,
                            std::uint64_t body_limit)
    {
        constexpr std::string_view version = "HTTP/1.1 ";
        const auto head = bytes.substr(0, header_limit);
        if (!head.starts_with(version))
            return 0;
        plain_answer reader(head.substr(version.size()));
        if (!reader.status_line())
            return 0;
        while (!reader.line_ends())
            if (!reader.header())
                return 0;
        const auto header_size = static_cast<std::size_t>(reader.at_ - bytes.data());
        const auto size = reader.body_size_;
        if (!size || *size > body_limit || *size > bytes.size() - header_size)
            return 0;
        out.status = reader.status_;
        out.headers.assign(bytes.substr(0, header_size), reader.fields_);
        out.body.assign(bytes.substr(header_size, *size));
        return header_size + *size;
    }

private:
    explicit plain_answer(std::string_view lines)
        : at_(lines.data()), end_(lines.data() + lines.size())
    {
    }

    /// `200 OK`. Those without a body are not plain.
    bool status_line()
    {
        const auto line = visible();
        if (line.size() < 4 || line[3] != ' ' || !all_of(line.substr(0, 3), is_digit))
            return false;
        std::from_chars(line.data(), line.data() + 3, status_);
        return status_ >= 200 && status_ != 204 && status_ != 304 && line_ends();
    }

    bool header()
    {
        static constexpr char_table in_name(is_token);
        const char* const begin = at_;
        while (at_ != end_ && in_name[*at_])
            ++at_;
        const std::string_view name(begin, at_);
        if (name.empty() || at_ == end_ || *at_ != ':')
            return false;
        ++at_;
        auto value = visible();
        if (!line_ends())
            return false;
        while (value.starts_with(' '))
            value.remove_prefix(1);
        while (value.ends_with(' '))
            value.remove_suffix(1);
        if (!framing(name, value))
            return false;
        // The first of two equal names counts; a list of equal headers means nothing to COS.
        if (std::none_of(fields_.begin(), fields_.end(),
                         [name](const field& f) { return iequals(f.name, name); }))
            fields_.push_back({name, value});
        return true;
    }

    /// Whether the header leaves body and connection as they are in this form.
    bool framing(std::string_view name, std::string_view value)
    {
        switch (name.size()) {
        case 7: return !iequals(name, "Upgrade");
        case 10: return !iequals(name, "Connection") || iequals(value, "keep-alive");
        case 14: return !iequals(name, "Content-Length") || length(value);
        case 16: return !iequals(name, "Proxy-Connection");
        case 17: return !iequals(name, "Transfer-Encoding");
        default: return true;
        }
    }

    bool length(std::string_view value)
    {
        constexpr std::size_t most_digits = 9;
        if (body_size_ || value.empty() || value.size() > most_digits || !all_of(value, is_digit))
            return false;
        std::from_chars(value.data(), value.data() + value.size(), body_size_.emplace());
        return true;
    }

    /// Goes past a CR LF, if one is here.
    bool line_ends() noexcept
    {
        const bool here = end_ - at_ >= 2 && at_[0] == '\r' && at_[1] == '\n';
        at_ += here ? 2 : 0;
        return here;
    }

    /// Goes past what there is of visible ASCII and spaces, eight at a time.
    std::string_view visible() noexcept
    {
        const char* const begin = at_;
        constexpr std::uint64_t each = 0x0101010101010101;
        for (std::uint64_t eight = 0; end_ - at_ >= 8; at_ += sizeof eight) {
            std::memcpy(&eight, at_, sizeof eight);
            // The highest bit of the first that is not, and perhaps of some behind it.
            const auto others = (eight | (eight - 0x20 * each) | (eight + each)) & (0x80 * each);
            if (others == 0)
                continue;
            if constexpr (std::endian::native == std::endian::little)
                return {begin, at_ += std::countr_zero(others) / 8};
            break;
        }
        while (at_ != end_ && *at_ >= ' ' && *at_ < 0x7f)
            ++at_;
        return {begin, at_};
    }

    const char* at_; ///< What is not read yet.
    const char* end_;
    unsigned status_ = 0;
    boost::container::small_vector<field, 24> fields_;
    std::optional<std::size_t> body_size_;
};

} // namespace cosio::detail

#endif
