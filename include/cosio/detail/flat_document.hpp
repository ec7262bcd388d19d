// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_FLAT_DOCUMENT_HPP
#define COSIO_DETAIL_FLAT_DOCUMENT_HPP

#include <cosio/xml/concept.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace cosio::detail {

/// The name of the root and the text of its direct children: all of an answer of COS that is not a
/// list. Names are compared without their namespace prefix; of two equal children the first counts.
class flat_document final : public xml_sink {
public:
    const std::string& root() const noexcept { return root_; }

    /// The text of a child, if it is there.
    const std::string* find(std::string_view name) const noexcept
    {
        for (std::size_t i = 0; i < count_; ++i)
            if (children_[i].name == name)
                return &children_[i].text;
        return nullptr;
    }

    std::string text_of(std::string_view name) const
    {
        const std::string* text = find(name);
        return text ? *text : std::string();
    }

    void enter(std::string_view name) override
    {
        name.remove_prefix(name.find(':') + 1); // npos + 1 is 0
        if (++depth_ == 1)
            root_ = name;
        else if (depth_ == 2)
            open_ = find(name) == nullptr ? add(name) : nullptr;
    }

    void text(std::string_view piece) override
    {
        if (depth_ == 2 && open_ != nullptr)
            open_->append(piece);
    }

    void leave() override { --depth_; }

private:
    struct child {
        std::string name;
        std::string text;
    };

    /// Children beyond the array are dropped: no answer has so many, and a hostile one gains
    /// nothing.
    std::string* add(std::string_view name)
    {
        if (count_ == children_.size())
            return nullptr;
        children_[count_].name = name;
        return &children_[count_++].text;
    }

    std::string root_;
    std::array<child, 16> children_;
    std::size_t count_ = 0;
    std::size_t depth_ = 0;
    std::string* open_ = nullptr;
};

} // namespace cosio::detail

#endif
