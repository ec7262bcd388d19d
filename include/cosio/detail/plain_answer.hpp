// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_PLAIN_ANSWER_HPP
#define COSIO_DETAIL_PLAIN_ANSWER_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/http_message.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
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
        const auto header_size = bytes.substr(0, header_limit).find("\r\n\r\n") + 4;
        if (header_size < 4 || !bytes.starts_with(version)) // npos + 4 is 3
            return 0;
        plain_answer reader(bytes.substr(version.size(), header_size - version.size() - 2));
        if (!reader.status_line())
            return 0;
        while (!reader.rest_.empty())
            if (!reader.header())
                return 0;
        const auto size = reader.body_size_;
        if (!size || *size > body_limit || *size > bytes.size() - header_size)
            return 0;
        out.status = reader.status_;
        out.headers.assign(bytes.substr(0, header_size), reader.fields_);
        out.body.assign(bytes.substr(header_size, *size));
        return header_size + *size;
    }

private:
    explicit plain_answer(std::string_view lines) : rest_(lines) {}

    /// `200 OK`. Those without a body are not plain.
    bool status_line()
    {
        const auto line = next_line();
        if (line.size() < 4 || line[3] != ' ' || !all_of(line.substr(0, 3), is_digit))
            return false;
        std::from_chars(line.data(), line.data() + 3, status_);
        return status_ >= 200 && status_ != 204 && status_ != 304 && is_visible(line);
    }

    bool header()
    {
        static constexpr char_table in_name(is_token);
        const auto line = next_line();
        std::size_t colon = 0;
        while (colon < line.size() && in_name[line[colon]])
            ++colon;
        if (colon == 0 || colon == line.size() || line[colon] != ':')
            return false;
        const auto name = line.substr(0, colon);
        auto value = line.substr(colon + 1);
        value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
        value.remove_suffix(value.size() - (value.find_last_not_of(' ') + 1));
        if (!is_visible(value) || !framing(name, value))
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
        case 7: return !iequals(name, "upgrade");
        case 10: return !iequals(name, "connection") || iequals(value, "keep-alive");
        case 14: return !iequals(name, "content-length") || length(value);
        case 16: return !iequals(name, "proxy-connection");
        case 17: return !iequals(name, "transfer-encoding");
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

    /// Without its CR LF. A lone CR or LF stays in it.
    std::string_view next_line()
    {
        const auto end = rest_.find("\r\n");
        const auto line = rest_.substr(0, end);
        rest_.remove_prefix(end + 2);
        return line;
    }

    /// Whether there are no characters but those of visible ASCII and spaces, eight at a time.
    static bool is_visible(std::string_view text) noexcept
    {
        static constexpr char_table visible([](char c) { return c >= ' ' && c < 0x7f; });
        constexpr std::uint64_t each = 0x0101010101010101;
        std::uint64_t others = 0, eight = 0;
        if (text.size() < sizeof eight)
            return all_of(text, [](char c) { return visible[c]; });
        const auto look_at = [&](const char* from) {
            std::memcpy(&eight, from, sizeof eight);
            others |= eight | (eight - 0x20 * each) | (eight + each);
        };
        const char* const last = text.data() + (text.size() - sizeof eight);
        for (const char* at = text.data(); at < last; at += sizeof eight)
            look_at(at);
        look_at(last);
        return (others & (0x80 * each)) == 0;
    }

    std::string_view rest_; ///< Lines that are not read yet, each with its CR LF.
    unsigned status_ = 0;
    boost::container::small_vector<field, 24> fields_;
    std::optional<std::size_t> body_size_;
};

} // namespace cosio::detail

#endif
