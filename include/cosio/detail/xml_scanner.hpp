// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_XML_SCANNER_HPP
#define COSIO_DETAIL_XML_SCANNER_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/utf8.hpp>
#include <cosio/error.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string_view>

namespace cosio::detail {

/// Hears nothing: turns the scanner into a check.
struct deaf_sink {
    void enter(std::string_view) const noexcept {}
    void text(std::string_view) const noexcept {}
    void leave() const noexcept {}
};

/** Walks a document once, without recursion and without allocation, and tells the sink.

    Stricter than the parsers of Boost and pugixml: no document type, bounded depth, one root, every
    element closed by its own name, known entities only, characters XML allows, nothing but white
    space, comments and processing instructions around the root. So it is the guard before those
    parsers too, which forgive some of that or recurse over what they read.
*/
template <class Sink>
class xml_scanner {
public:
    static constexpr std::size_t max_depth = 32;

    xml_scanner(std::string_view document, Sink& sink) : rest_(document), sink_(sink) {}

    error_code run()
    {
        if (!utf8_length(rest_))
            return errc::malformed_xml;
        if (rest_.starts_with("\xef\xbb\xbf"))
            rest_.remove_prefix(3);
        if (rest_.starts_with("<?xml"))
            declaration_allowed_ = true;
        while (!rest_.empty()) {
            if (const error_code broken = rest_.front() == '<' ? markup() : characters())
                return broken;
            declaration_allowed_ = false;
        }
        return depth_ == 0 && root_seen_ ? error_code() : errc::malformed_xml;
    }

private:
    static constexpr std::string_view space = " \t\r\n";

    static constexpr bool is_space(char c) noexcept { return space.find(c) != space.npos; }

    static constexpr bool is_name(char c) noexcept
    {
        return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80 || c == '_' || c == ':' ||
               c == '-' || c == '.';
    }

    static constexpr bool is_name_start(char c) noexcept
    {
        return is_name(c) && !is_digit(c) && c != '-' && c != '.';
    }

    static constexpr bool is_allowed(char c) noexcept
    {
        return static_cast<unsigned char>(c) >= 0x20 || is_space(c);
    }

    error_code characters()
    {
        auto run = rest_.substr(0, rest_.find('<'));
        rest_.remove_prefix(run.size());
        if (depth_ == 0)
            return all_of(run, is_space) ? error_code() : errc::malformed_xml;
        if (!all_of(run, is_allowed) || run.find("]]>") != run.npos)
            return errc::malformed_xml;
        while (!run.empty()) {
            const auto plain = run.substr(0, run.find('&'));
            if (!plain.empty())
                sink_.text(plain);
            run.remove_prefix(plain.size());
            if (run.empty())
                break;
            const auto end = run.find(';');
            if (end == run.npos || !entity(run.substr(1, end - 1)))
                return errc::malformed_xml;
            run.remove_prefix(end + 1);
        }
        return {};
    }

    bool entity(std::string_view name)
    {
        constexpr std::array<std::array<std::string_view, 2>, 5> known{
            {{"lt", "<"}, {"gt", ">"}, {"amp", "&"}, {"quot", "\""}, {"apos", "'"}}};
        for (const auto& [word, text] : known)
            if (name == word)
                return sink_.text(text), true;
        if (!name.starts_with('#'))
            return false;
        const bool hex = name.starts_with("#x");
        const char* const first = name.data() + (hex ? 2 : 1);
        const char* const last = name.data() + name.size();
        unsigned long code = 0;
        const auto [end, error] = std::from_chars(first, last, code, hex ? 16 : 10);
        return error == std::errc() && end == last && character(code);
    }

    /// Tells one character by its number.
    bool character(unsigned long code)
    {
        const bool forbidden = (code < 0x20 && code != 0x9 && code != 0xa && code != 0xd) ||
                               (code >= 0xd800 && code <= 0xdfff) || code == 0xfffe ||
                               code == 0xffff || code > 0x10ffff;
        if (forbidden)
            return false;
        const int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        constexpr unsigned long leads[] = {0, 0xc0, 0xe0, 0xf0};
        char bytes[4];
        for (int i = more; i > 0; --i, code >>= 6)
            bytes[i] = static_cast<char>(0x80 | (code & 0x3f));
        bytes[0] = static_cast<char>(leads[more] | code);
        sink_.text({bytes, static_cast<std::size_t>(more) + 1});
        return true;
    }

    error_code markup()
    {
        if (rest_.starts_with("<?"))
            return instruction();
        if (rest_.starts_with("<!--"))
            return comment();
        if (rest_.starts_with("<![CDATA[") && depth_ > 0)
            return cdata();
        if (rest_.starts_with("<!"))
            return errc::forbidden_xml;
        return rest_.starts_with("</") ? end_tag() : start_tag();
    }

    /// Takes what stands from `from` up to `end`, and goes past it.
    bool take(std::size_t from, std::string_view end, std::string_view& taken)
    {
        const auto at = rest_.find(end, from);
        if (at == rest_.npos)
            return false;
        taken = rest_.substr(from, at - from);
        rest_.remove_prefix(at + end.size());
        return all_of(taken, is_allowed);
    }

    error_code instruction()
    {
        std::string_view body;
        if (!take(2, "?>", body) || body.empty() || !is_name_start(body.front()))
            return errc::malformed_xml;
        const auto target = body.substr(0, body.find_first_of(space));
        return iequals(target, "xml") && !declaration_allowed_ ? errc::malformed_xml : error_code();
    }

    error_code comment()
    {
        std::string_view body;
        const bool good =
            take(4, "-->", body) && body.find("--") == body.npos && !body.ends_with('-');
        return good ? error_code() : errc::malformed_xml;
    }

    error_code cdata()
    {
        std::string_view body;
        if (!take(9, "]]>", body))
            return errc::malformed_xml;
        if (!body.empty())
            sink_.text(body);
        return {};
    }

    error_code end_tag()
    {
        std::string_view tag;
        if (!take(2, ">", tag))
            return errc::malformed_xml;
        const auto name = tag.substr(0, tag.find_first_of(space));
        if (depth_ == 0 || name != open_[depth_ - 1] || !all_of(tag.substr(name.size()), is_space))
            return errc::malformed_xml;
        --depth_;
        sink_.leave();
        return {};
    }

    error_code start_tag()
    {
        rest_.remove_prefix(1);
        const auto name = take_name();
        if (name.empty() || (depth_ == 0 && root_seen_))
            return errc::malformed_xml;
        while (true) {
            const bool spaced = skip_space();
            if (rest_.starts_with("/>") || rest_.starts_with('>'))
                break;
            if (!spaced || !attribute())
                return errc::malformed_xml;
        }
        const bool empty = rest_.front() == '/';
        rest_.remove_prefix(empty ? 2 : 1);
        if (depth_ == max_depth)
            return errc::xml_too_deep;
        root_seen_ = true;
        sink_.enter(name);
        if (empty)
            sink_.leave();
        else
            open_[depth_++] = name;
        return {};
    }

    std::string_view take_name()
    {
        std::size_t size = 0;
        while (size < rest_.size() && (size == 0 ? is_name_start(rest_[0]) : is_name(rest_[size])))
            ++size;
        const auto name = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return name;
    }

    bool skip_space()
    {
        const auto size = std::min(rest_.find_first_not_of(space), rest_.size());
        rest_.remove_prefix(size);
        return size > 0;
    }

    bool attribute()
    {
        if (take_name().empty())
            return false;
        skip_space();
        if (!rest_.starts_with('='))
            return false;
        rest_.remove_prefix(1);
        skip_space();
        std::string_view value;
        const bool quoted = rest_.starts_with('"') || rest_.starts_with('\'');
        return quoted && take(1, rest_.substr(0, 1), value) && value.find('<') == value.npos;
    }

    std::string_view rest_;
    Sink& sink_;
    std::array<std::string_view, max_depth> open_;
    std::size_t depth_ = 0;
    bool root_seen_ = false;
    bool declaration_allowed_ = false;
};

/// Whether a document may go to a parser that trusts its input.
inline error_code check_xml_document(std::string_view document)
{
    deaf_sink nobody;
    return xml_scanner<deaf_sink>(document, nobody).run();
}

} // namespace cosio::detail

#endif
