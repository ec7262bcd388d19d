// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_XML_SCANNER_HPP
#define COSIO_DETAIL_XML_SCANNER_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/xml_chars.hpp>
#include <cosio/error.hpp>

#include <algorithm>
#include <array>
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

    Stricter than the parsers of Boost and pugixml: no document type, no encoding but UTF-8, bounded
    depth, one root, every element closed by its own name, known entities only, no attribute twice,
    characters XML allows, nothing but white space, comments and processing instructions around the
    root. So it is the guard before those parsers too, which forgive some of that or recurse over
    what they read.
*/
template <class Sink>
class xml_scanner {
public:
    static constexpr std::size_t max_depth = 32;
    /// Of one element. A bound, so that two equal ones are found without memory or much time.
    static constexpr std::size_t max_attributes = 32;

    xml_scanner(std::string_view document, Sink& sink)
        : rest_(document),
          simple_(document.find('&') == document.npos && document.find('\r') == document.npos &&
                  document.find("]]>") == document.npos),
          sink_(sink)
    {
    }

    error_code run()
    {
        if (!is_xml_text(rest_))
            return broken_;
        if (rest_.starts_with("\xef\xbb\xbf"))
            rest_.remove_prefix(3);
        if (!skip_usual_declaration() && rest_.starts_with("<?xml") && rest_.size() > 5 &&
            is_xml_space(rest_[5]) && !declaration())
            return broken_;
        while (!rest_.empty())
            if (!(rest_.front() == '<' ? markup() : characters()))
                return broken_;
        return depth_ == 0 && root_seen_ ? error_code() : broken_;
    }

private:
    struct attribute {
        std::string_view name;
        std::string_view value;
    };

    // Those that follow tell whether what they found is as it should be; if not, `broken_` says why.

    bool characters()
    {
        const auto run = take_front(std::min(rest_.find('<'), rest_.size()));
        if (depth_ == 0)
            return all_of(run, is_xml_space);
        if (!simple_)
            return run.find("]]>") == run.npos && resolve(run, sink_);
        sink_.text(run);
        return true;
    }

    /// Tells text with its references resolved; false if one of them is none.
    template <class Hearer>
    static bool resolve(std::string_view text, Hearer& hearer)
    {
        while (true) {
            const auto plain = text.substr(0, text.find('&'));
            tell(plain, hearer);
            text.remove_prefix(plain.size());
            if (text.empty())
                return true;
            const auto end = text.find(';');
            if (end == text.npos)
                return false;
            std::array<char, 4> memory{};
            const auto meant = resolve_reference(text.substr(1, end - 1), memory);
            if (meant.empty())
                return false;
            hearer.text(meant); // a CR that was written as a reference stays one
            text.remove_prefix(end + 1);
        }
    }

    /// Tells characters as they are, but for their line ends (see `with_xml_line_ends`).
    template <class Hearer>
    static void tell(std::string_view text, Hearer& hearer)
    {
        while (!text.empty()) {
            const auto line = text.substr(0, text.find('\r'));
            if (!line.empty())
                hearer.text(line);
            text.remove_prefix(line.size());
            if (text.empty())
                return;
            hearer.text("\n");
            text.remove_prefix(text.starts_with("\r\n") ? 2 : 1);
        }
    }

    bool markup()
    {
        switch (rest_.size() > 1 ? rest_[1] : '>') {
        case '/': return end_tag();
        case '?': return instruction();
        case '!': break;
        default: return start_tag();
        }
        if (rest_.starts_with("<!--"))
            return comment();
        if (rest_.starts_with("<![CDATA[") && depth_ > 0)
            return cdata();
        if (rest_.size() > 2 && is_alnum(rest_[2]))
            broken_ = errc::forbidden_xml;
        return false;
    }

    /// Goes past the first `size` characters, which are there.
    std::string_view take_front(std::size_t size) noexcept
    {
        const std::string_view front(rest_.data(), size);
        rest_.remove_prefix(size);
        return front;
    }

    /// Takes what stands from `from` up to `end`, and goes past it.
    bool take(std::size_t from, std::string_view end, std::string_view& taken)
    {
        const auto at = rest_.find(end, from);
        if (at == rest_.npos)
            return false;
        taken = rest_.substr(from, at - from);
        rest_.remove_prefix(at + end.size());
        return true;
    }

    /// The two that COS and S3 servers write need not be taken apart.
    bool skip_usual_declaration() noexcept
    {
        for (const std::string_view usual : {"<?xml version=\"1.0\" encoding=\"utf-8\" ?>",
                                             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"})
            if (rest_.starts_with(usual)) {
                rest_.remove_prefix(usual.size());
                return true;
            }
        return false;
    }

    /// `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`; the last two may be missing.
    bool declaration()
    {
        constexpr std::array<std::string_view, 3> names{"version", "encoding", "standalone"};
        rest_.remove_prefix(5);
        std::size_t next = 0; // in this order, and so none comes twice
        while (skip_space() && !rest_.starts_with("?>")) {
            const auto [name, value] = take_attribute();
            const auto at = std::find(names.begin() + next, names.end(), name);
            const auto which = static_cast<std::size_t>(at - names.begin());
            const bool good = which == 0 ? value.size() > 2 && value.starts_with("1.") &&
                                               all_of(value.substr(2), is_digit)
                              : which == 1
                                  ? next == 1 && iequals(value, "utf-8")
                                  : which == 2 && next > 0 && (value == "yes" || value == "no");
            if (!good)
                return false;
            next = which + 1;
        }
        std::string_view nothing;
        return next > 0 && rest_.starts_with("?>") && take(0, "?>", nothing);
    }

    bool instruction()
    {
        std::string_view body;
        if (!take(2, "?>", body) || body.empty() || !is_xml_name_start(body.front()))
            return false;
        const auto target = body.substr(0, body.find_first_of(xml_space));
        return all_of(target, is_xml_name) && !iequals(target, "xml");
    }

    bool comment()
    {
        std::string_view body;
        return take(4, "-->", body) && body.find("--") == body.npos && !body.ends_with('-');
    }

    bool cdata()
    {
        std::string_view body;
        if (!take(9, "]]>", body))
            return false;
        tell(body, sink_);
        return true;
    }

    bool end_tag()
    {
        rest_.remove_prefix(2);
        if (depth_ == 0 || !rest_.starts_with(open_[depth_ - 1]))
            return false;
        rest_.remove_prefix(open_[depth_ - 1].size());
        skip_space();
        if (!rest_.starts_with('>'))
            return false;
        rest_.remove_prefix(1);
        --depth_;
        sink_.leave();
        return true;
    }

    bool start_tag()
    {
        rest_.remove_prefix(1);
        const auto name = take_name();
        if (name.empty() || (depth_ == 0 && root_seen_) || !skip_attributes())
            return false;
        const bool empty = rest_.front() == '/';
        rest_.remove_prefix(empty ? 2 : 1);
        if (depth_ == max_depth) {
            broken_ = errc::xml_too_deep;
            return false;
        }
        root_seen_ = true;
        sink_.enter(name);
        if (empty)
            sink_.leave();
        else
            open_[depth_++] = name;
        return true;
    }

    /// Goes to the `>` or `/>` of a start tag.
    bool skip_attributes()
    {
        if (rest_.starts_with('>'))
            return true;
        std::array<std::string_view, max_attributes> names;
        auto free = names.begin();
        while (true) {
            const bool spaced = skip_space();
            if (rest_.starts_with("/>") || rest_.starts_with('>'))
                return true;
            const auto [name, value] = take_attribute();
            deaf_sink nobody;
            if (!spaced || name.empty() || !resolve(value, nobody) || free == names.end() ||
                std::find(names.begin(), free, name) != free)
                return false;
            *free++ = name;
        }
    }

    bool skip_space()
    {
        const auto before = rest_.size();
        while (!rest_.empty() && is_xml_space(rest_.front()))
            rest_.remove_prefix(1);
        return rest_.size() < before;
    }

    /// Empty if there is none.
    std::string_view take_name()
    {
        if (rest_.empty() || !is_xml_name_start(rest_.front()))
            return {};
        static constexpr char_table in_name(is_xml_name);
        std::size_t size = 1;
        while (size < rest_.size() && in_name[rest_[size]])
            ++size;
        return take_front(size);
    }

    /// Without a name if there is none, or it is broken.
    attribute take_attribute()
    {
        attribute found{take_name(), {}};
        skip_space();
        if (!rest_.starts_with('='))
            return {};
        rest_.remove_prefix(1);
        skip_space();
        const bool quoted = rest_.starts_with('"') || rest_.starts_with('\'');
        const bool good = quoted && take(1, rest_.substr(0, 1), found.value) &&
                          found.value.find('<') == found.value.npos;
        return good ? found : attribute();
    }

    std::string_view rest_;
    bool simple_; ///< No reference, no end of a line to be changed, no `]]>`.
    Sink& sink_;
    std::array<std::string_view, max_depth> open_;
    std::size_t depth_ = 0;
    bool root_seen_ = false;
    errc broken_ = errc::malformed_xml; ///< Why, if it is.
};

/// Whether a document may go to a parser that trusts its input.
inline error_code check_xml_document(std::string_view document)
{
    deaf_sink nobody;
    return xml_scanner<deaf_sink>(document, nobody).run();
}

} // namespace cosio::detail

#endif
