// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_STRING_MAP_JSON_HPP
#define COSIO_DETAIL_STRING_MAP_JSON_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

// The one piece of JSON that COS wants: an object of strings, the encryption context of KMS.
// Own code, because PropertyTree forgets whether a value was a string and Boost.JSON must be
// linked.
namespace cosio::detail {

template <class String>
void append_json_string(String& out, std::string_view text)
{
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00";
            out += hex[static_cast<unsigned char>(c) >> 4];
            out += hex[static_cast<unsigned char>(c) & 15];
        } else {
            if (c == '"' || c == '\\')
                out += '\\';
            out += c;
        }
    }
    out += '"';
}

/// Reads just enough of JSON (RFC 8259) to tell whether a text is an object of strings.
class string_map_reader {
public:
    explicit string_map_reader(std::string_view text) : text_(text) {}

    bool valid()
    {
        if (!utf8_length(text_) || !take('{'))
            return false;
        if (take('}'))
            return at_end();
        do {
            if (!string() || !take(':') || !string())
                return false;
        } while (take(','));
        return take('}') && at_end();
    }

private:
    void skip_space()
    {
        text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n"), text_.size()));
    }

    bool at_end()
    {
        skip_space();
        return text_.empty();
    }

    bool take(char wanted)
    {
        skip_space();
        if (!text_.starts_with(wanted))
            return false;
        text_.remove_prefix(1);
        return true;
    }

    bool string()
    {
        if (!take('"'))
            return false;
        while (!text_.empty()) {
            const char c = text_.front();
            text_.remove_prefix(1);
            if (c == '"')
                return true;
            if (static_cast<unsigned char>(c) < 0x20 || (c == '\\' && !escape()))
                return false;
        }
        return false;
    }

    bool escape()
    {
        const std::size_t size = text_.starts_with('u') ? 5 : 1;
        if (text_.size() < size)
            return false;
        const std::string_view body = text_.substr(0, size);
        text_.remove_prefix(size);
        constexpr std::string_view digits = "0123456789abcdefABCDEF";
        return size == 1 ? std::string_view("\"\\/bfnrt").find(body) != body.npos
                         : body.find_first_not_of(digits, 1) == body.npos;
    }

    std::string_view text_;
};

inline bool is_json_string_map(std::string_view text)
{
    return string_map_reader(text).valid();
}

} // namespace cosio::detail

#endif
