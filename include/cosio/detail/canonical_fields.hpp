// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CANONICAL_FIELDS_HPP
#define COSIO_DETAIL_CANONICAL_FIELDS_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/percent.hpp>
#include <cosio/detail/serialize.hpp>
#include <cosio/field_list.hpp>

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

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
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (wanted(fields[i].name))
                add(fields[i], names);
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

    void add(const field& f, name_case names)
    {
        const auto at = names_.size();
        append_percent_encoded(names_, f.name);
        if (names == name_case::lower)
            for (auto i = at; i < names_.size(); ++i)
                names_[i] = to_lower(names_[i]);
        const entry added{at, names_.size() - at, f.value};
        auto place = entries_.end(); // few, and nearly sorted
        while (place != entries_.begin() && name(added) < name(*(place - 1)))
            --place;
        entries_.insert(place, added);
    }

    std::string_view name(const entry& e) const noexcept { return {names_.data() + e.at, e.size}; }

    boost::container::small_vector<char, 256> names_;
    boost::container::small_vector<entry, 16> entries_;
};

} // namespace cosio::detail

#endif
