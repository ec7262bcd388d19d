// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CANONICAL_FIELDS_HPP
#define COSIO_DETAIL_CANONICAL_FIELDS_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/percent.hpp>
#include <cosio/detail/text_writer.hpp>
#include <cosio/field_list.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace cosio::detail {

/// Whether the names of fields are lower-cased.
enum class name_case { lower, kept };

/** Headers or parameters as signatures want them: names percent-encoded; values percent-encoded;
    sorted by the encoded name. COS lower-cases the encoded names (document 7778, steps 3 to 5), the
    S3 signature does not.
*/
class canonical_fields {
public:
    /// `fields` must stay as they are until the values were appended.
    template <class Predicate>
    canonical_fields(const field_list& fields, Predicate wanted, name_case names = name_case::lower)
    {
        std::size_t most = 0;
        for (std::size_t i = 0; i < fields.size(); ++i)
            most += 3 * fields[i].name.size();
        text_writer text(names_, most);
        for (auto i = fields.size(); i-- > 0;) // backwards they are nearly sorted: Host is the first
            if (wanted(fields[i].name))
                add(fields[i], names, text);
    }

    /// `name=value&name=value`.
    template <class Container>
    void append_pairs(Container& out) const
    {
        for (const entry& e : entries_) {
            if (&e != &entries_.front())
                out.push_back('&');
            append(out, name(e));
            out.push_back('=');
            append_percent_encoded(out, e.value);
        }
    }

    /// What `append_names` appends at most.
    std::size_t longest_names() const noexcept { return names_.size() + entries_.size(); }

    /// `name;name`.
    template <class Container>
    void append_names(Container& out) const
    {
        for (const entry& e : entries_) {
            if (&e != &entries_.front())
                out.push_back(';');
            append(out, name(e));
        }
    }

private:
    struct entry {
        std::size_t at, size;
        std::string_view value;
    };

    using names_type = boost::container::small_vector<char, 256>;

    void add(const field& f, name_case names, text_writer<names_type>& text)
    {
        const auto begin = text.written();
        append_percent_encoded(text, f.name);
        const entry added{begin, text.written() - begin, f.value};
        if (char* const at = names_.data() + begin; names == name_case::lower)
            std::transform(at, at + added.size, at, to_lower);
        place(added);
    }

    /// They are few, and nearly sorted.
    void place(const entry& added)
    {
        entries_.push_back(added);
        for (auto at = entries_.size() - 1; at > 0 && name(added) < name(entries_[at - 1]); --at)
            std::swap(entries_[at], entries_[at - 1]);
    }

    std::string_view name(const entry& e) const noexcept { return {names_.data() + e.at, e.size}; }

    names_type names_;
    boost::container::small_vector<entry, 16> entries_;
};

} // namespace cosio::detail

#endif
