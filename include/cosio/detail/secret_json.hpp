// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_SECRET_JSON_HPP
#define COSIO_DETAIL_SECRET_JSON_HPP

#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/memory_buffer.hpp>
#include <cosio/detail/wipe.hpp>

#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <istream>
#include <string>
#include <string_view>

namespace cosio::detail {

/// A string that wipes its heap. Short text stands in the object itself, which is wiped by hand.
using secret_string = std::basic_string<char, std::char_traits<char>, cleansing_allocator<char>>;

/// A JSON document that holds secrets; wiped when it goes.
class secret_json {
    using tree_type = boost::property_tree::basic_ptree<secret_string, secret_string>;

public:
    /// Empty if `text` is no JSON, or nested deeper than any answer of Tencent Cloud: PropertyTree
    /// recurses as deep as its input.
    explicit secret_json(std::string_view text)
    {
        if (too_deep(text))
            return;
        memory_buffer buffer(text);
        std::istream stream(&buffer);
        try {
            boost::property_tree::read_json(stream, tree_);
        } catch (const std::exception&) { // its words may quote the text
            wipe(tree_);
            tree_.clear();
        }
    }

    secret_json(const secret_json&) = delete;
    secret_json& operator=(const secret_json&) = delete;

    ~secret_json() { wipe(tree_); }

    /// Whether there is nothing in it.
    bool empty() const noexcept { return tree_.empty(); }

    /// The text of a value by its path, `a.b`; empty if it is not there. Valid as long as this is.
    std::string_view text(const char* path) const
    {
        const auto found = tree_.get_child_optional(path);
        return found ? std::string_view(found->data()) : std::string_view();
    }

    /// Whether there is something at that path.
    bool has(const char* path) const { return tree_.get_child_optional(path).has_value(); }

private:
    static bool too_deep(std::string_view text)
    {
        constexpr std::ptrdiff_t most = 64; // brackets in strings are counted too, and do no harm
        return std::count_if(text.begin(), text.end(),
                             [](char c) { return c == '{' || c == '['; }) > most;
    }

    static void wipe(tree_type& tree)
    {
        detail::wipe(tree.data().data(), tree.data().size());
        for (auto& [name, child] : tree)
            wipe(child);
    }

    tree_type tree_;
};

} // namespace cosio::detail

#endif
