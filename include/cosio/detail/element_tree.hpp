// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_ELEMENT_TREE_HPP
#define COSIO_DETAIL_ELEMENT_TREE_HPP

#include <cosio/xml/concept.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cosio::detail {

/** What PropertyTree's XML parser fills instead of a `ptree`: the elements and texts of a document
    in their order.

    A `ptree` joins the texts that its children split, and keeps for each child an index by name,
    which nobody asks here: some seven allocations an element, where this takes one for all of its
    children. `read_xml` asks no more of a tree than what is here, in Boost 1.81 as in 2025.
*/
class element_tree {
public:
    using key_type = std::string;

    element_tree() = default;

    /// The value of an attribute; or a text, where it stands alone.
    element_tree(key_type text) : text_(std::move(text)) {}

    /// Where the child added last is, until there is another.
    struct last_child {
        element_tree& second;
        last_child* operator->() noexcept { return this; }
    };

    template <class Name>
    last_child push_back(std::pair<Name, element_tree>&& added)
    {
        if (children_.empty())
            children_.reserve(4); // the answers of COS have three, and errors a few more
        element_tree& child = children_.emplace_back(std::move(added.second));
        child.name_ = std::move(added.first);
        return {child};
    }

    /// What texts are added to.
    element_tree& data() noexcept { return *this; }

    void operator+=(key_type&& text)
    {
        if (!children_.empty())
            children_.emplace_back(std::move(text));
        else if (text_.empty())
            text_ = std::move(text);
        else
            text_ += text;
    }

    void swap(element_tree& other) noexcept { std::swap(*this, other); }

    /// Tells what is in it.
    void tell(xml_sink& sink) const
    {
        if (!text_.empty())
            sink.text(text_);
        for (const element_tree& child : children_) {
            if (child.name_ == "<xmlattr>") // the attributes; no element can have that name
                continue;
            if (!child.name_.empty())
                sink.enter(child.name_);
            child.tell(sink);
            if (!child.name_.empty())
                sink.leave();
        }
    }

private:
    std::string name_; ///< Of an element; a text has none.
    std::string text_; ///< What stands before the first child.
    std::vector<element_tree> children_;
};

} // namespace cosio::detail

#endif
