// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_FLAT_DOCUMENT_HPP
#define COSIO_DETAIL_FLAT_DOCUMENT_HPP

#include <cosio/detail/append.hpp>
#include <cosio/xml/concept.hpp>

#include <boost/container/small_vector.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace cosio::detail {

/// The name of the root and the text of its direct children: all of an answer of COS that is not a
/// list. Names are compared without their namespace prefix; of two equal children the first counts.
class flat_document final : public xml_sink {
public:
    std::string_view root() const noexcept { return view(0, root_size_); }

    /// The text of a child, if it is there. Valid as long as the document.
    std::optional<std::string_view> find(std::string_view name) const noexcept
    {
        const auto at = index_of(name);
        return at < count_ ? std::optional(view(children_[at].text_at, children_[at].text_size))
                           : std::nullopt;
    }

    std::string_view text_of(std::string_view name) const noexcept
    {
        return find(name).value_or(std::string_view());
    }

    void enter(std::string_view name) override
    {
        name.remove_prefix(name.find(':') + 1); // npos + 1 is 0
        if (++depth_ == 1) {
            append(name);
            root_size_ = name.size();
        } else if (depth_ == 2) {
            // Children beyond the array are dropped: no answer has so many, and a hostile one
            // gains nothing.
            open_ = count_ < children_.size() && index_of(name) == count_;
            if (!open_)
                return;
            const auto at = append(name);
            children_[count_++] = {at, name.size(), text_.size(), 0};
        }
    }

    void text(std::string_view piece) override
    {
        if (depth_ != 2 || !open_)
            return;
        append(piece);
        children_[count_ - 1].text_size += piece.size();
    }

    void leave() override { --depth_; }

private:
    struct child {
        std::size_t name_at, name_size, text_at, text_size;
    };

    std::string_view view(std::size_t at, std::size_t size) const noexcept
    {
        return {text_.data() + at, size};
    }

    std::size_t index_of(std::string_view name) const noexcept
    {
        std::size_t at = 0;
        while (at < count_ && view(children_[at].name_at, children_[at].name_size) != name)
            ++at;
        return at;
    }

    std::size_t append(std::string_view piece)
    {
        const auto at = text_.size();
        detail::append(text_, piece);
        return at;
    }

    boost::container::small_vector<char, 512> text_; ///< All names and texts, as they came.
    std::array<child, 16> children_;
    std::size_t count_ = 0;
    std::size_t root_size_ = 0;
    std::size_t depth_ = 0;
    bool open_ = false;
};

} // namespace cosio::detail

#endif
