// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_FIELD_LIST_HPP
#define COSIO_FIELD_LIST_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/wipe.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace cosio {

/// One header or one query parameter. The views live as long as the list is not changed.
struct field {
    std::string_view name;  ///< As it was given, with its case.
    std::string_view value; ///< May be empty.
};

/** Names and values in the order they were added: the headers or the parameters of a message.

    All text stands in one buffer that is wiped when it is released, because a header may carry a
    key. Names are compared without case, as HTTP compares header names; for the query parameters of
    COS, whose signature lower-cases them, that is the right rule too. A name stands once: `set`
    replaces. Arguments must not be views of the same list.

    @par Thread-safety
    Distinct objects: safe. One object: safe while nobody changes it.

    @par Example
    @code
    cosio::field_list headers;
    headers.set("Content-Type", "video/mp4").set("x-cos-acl", "private");
    assert(headers.find("content-type") == "video/mp4");
    @endcode
*/
class field_list {
public:
    /// How many fields there are.
    std::size_t size() const noexcept { return entries_.size(); }
    /// Whether there is no field.
    bool empty() const noexcept { return entries_.empty(); }

    /// The field at `index`, which must be below `size()`.
    field operator[](std::size_t index) const noexcept
    {
        const entry& e = entries_[index];
        return {view(e.name_at, e.name_size), view(e.value_at, e.value_size)};
    }

    /// The value of `name`, if it is there.
    std::optional<std::string_view> find(std::string_view name) const noexcept
    {
        const auto index = index_of(name);
        return index < size() ? std::optional((*this)[index].value) : std::nullopt;
    }

    /// Whether a field has this name, without regard to case.
    bool contains(std::string_view name) const noexcept { return index_of(name) < size(); }

    /// Whether a field's name begins with `prefix`, without regard to case.
    bool contains_prefix(std::string_view prefix) const noexcept
    {
        return std::any_of(entries_.begin(), entries_.end(), [&](const entry& e) {
            return e.name_size >= prefix.size() &&
                   detail::istarts_with(view(e.name_at, e.name_size), prefix);
        });
    }

    /// Replaces the value of `name`, or adds the field at the end.
    field_list& set(std::string_view name, std::string_view value)
    {
        const auto index = index_of(name);
        if (index == size())
            return insert(index, name, value);
        const entry old = entries_[index];
        entries_[index] = {old.name_at, old.name_size, append({value}), narrow(value.size())};
        return *this;
    }

    /// The same, where the value is all `pieces` one after the other.
    field_list& set(std::string_view name, std::initializer_list<std::string_view> pieces)
    {
        const auto index = index_of(name);
        if (index == size())
            insert(index, name, {});
        const auto at = append(pieces);
        entries_[index].value_at = at;
        entries_[index].value_size = narrow(text_.size() - at);
        return *this;
    }

    /// Adds a field before the one at `index`. The caller knows that the name is not there yet.
    field_list& insert(std::size_t index, std::string_view name, std::string_view value)
    {
        const auto at = append({name, value});
        const entry added{at, narrow(name.size()), narrow(at + name.size()), narrow(value.size())};
        if (index == size())
            entries_.push_back(added);
        else
            entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(index), added);
        return *this;
    }

    /// Makes these all the fields. They stand in `text`, which is copied in one piece. The caller
    /// knows that no name is there twice.
    template <class Fields>
    field_list& assign(std::string_view text, const Fields& fields)
    {
        clear();
        const auto place = [&](std::string_view part) {
            return narrow(static_cast<std::size_t>(part.data() - text.data()));
        };
        append({text});
        for (const field& f : fields)
            entries_.push_back(
                {place(f.name), narrow(f.name.size()), place(f.value), narrow(f.value.size())});
        return *this;
    }

    /// Removes the field of this name, if it is there.
    void erase(std::string_view name)
    {
        if (const auto index = index_of(name); index < size())
            entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(index));
    }

    /// Removes every field whose name begins with `prefix`, without regard to case.
    void erase_prefix(std::string_view prefix)
    {
        const auto doomed = std::remove_if(entries_.begin(), entries_.end(), [&](const entry& e) {
            return detail::istarts_with(view(e.name_at, e.name_size), prefix);
        });
        entries_.erase(doomed, entries_.end());
    }

    /// Makes room for `bytes` of text in all, names and values, so that adding them moves nothing.
    void reserve(std::size_t bytes) { text_.reserve(bytes); }

    /// How long all names and values are at most, with a few characters around each.
    std::size_t longest() const noexcept { return text_.size() + 4 * size(); }

    /// Removes every field, and wipes the text.
    void clear() noexcept
    {
        entries_.clear();
        detail::wipe(text_.data(), text_.size());
        text_.clear();
    }

private:
    struct entry {
        std::uint32_t name_at, name_size, value_at, value_size;
    };

    static std::uint32_t narrow(std::size_t n) noexcept { return static_cast<std::uint32_t>(n); }

    std::string_view view(std::uint32_t at, std::uint32_t size) const noexcept
    {
        return {text_.data() + at, size};
    }

    std::size_t index_of(std::string_view name) const noexcept
    {
        std::size_t index = 0;
        for (const entry& e : entries_) {
            if (e.name_size == name.size() && detail::iequals(view(e.name_at, e.name_size), name))
                break;
            ++index;
        }
        return index;
    }

    /// Where the pieces begin, which stand one after the other.
    std::uint32_t append(std::initializer_list<std::string_view> pieces)
    {
        const auto begin = text_.size();
        auto end = begin;
        for (const auto piece : pieces)
            end += piece.size();
        if (end > text_.capacity())
            text_.reserve(std::max(end, 2 * text_.capacity()));
        text_.resize(end, boost::container::default_init);
        char* at = text_.data() + begin;
        for (const auto piece : pieces)
            at = std::copy(piece.begin(), piece.end(), at);
        return narrow(begin);
    }

    detail::secure_bytes text_;
    boost::container::small_vector<entry, 4> entries_;
};

} // namespace cosio

#endif
