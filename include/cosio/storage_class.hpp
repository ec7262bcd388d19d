// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_STORAGE_CLASS_HPP
#define COSIO_STORAGE_CLASS_HPP

#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/** Where COS keeps an object. Unset means `STANDARD`.

    The list of COS grows: `storage_class("NEW_CLASS")` is the way out for one that has no name
    here; COS judges whether it exists.

    @par Source
    COS manual, document 33417 (storage classes).

    @par Thread-safety
    A value; distinct objects are independent.

    @par Example
    @code
    request.storage_class(cosio::storage_class::archive());
    @endcode
*/
class storage_class {
public:
    /// A class by COS's own word: capital letters, digits and `_`. Another character ends the
    /// operation with `errc::invalid_storage_class`.
    explicit storage_class(std::string word) : word_(std::move(word)) {}

    /// For what is read often.
    static storage_class standard() { return storage_class("STANDARD"); }
    /// Infrequent access; billed for at least 30 days and 64 KB.
    static storage_class standard_ia() { return storage_class("STANDARD_IA"); }
    /// COS moves the object between tiers as it is read.
    static storage_class intelligent_tiering() { return storage_class("INTELLIGENT_TIERING"); }
    /// Billed for at least 90 days.
    static storage_class archive() { return storage_class("ARCHIVE"); }
    /// Billed for at least 180 days.
    static storage_class deep_archive() { return storage_class("DEEP_ARCHIVE"); }
    /// `standard()` in several zones. The `maz_` classes want a multi-zone bucket, the others
    /// (but `rapid()`) a single-zone one.
    static storage_class maz_standard() { return storage_class("MAZ_STANDARD"); }
    /// `standard_ia()` in several zones.
    static storage_class maz_standard_ia() { return storage_class("MAZ_STANDARD_IA"); }
    /// `intelligent_tiering()` in several zones.
    static storage_class maz_intelligent_tiering()
    {
        return storage_class("MAZ_INTELLIGENT_TIERING");
    }
    /// `archive()` in several zones.
    static storage_class maz_archive() { return storage_class("MAZ_ARCHIVE"); }
    /// Rapid buckets only.
    static storage_class rapid() { return storage_class("RAPID"); }

    /// COS's own word, as it is sent.
    const std::string& word() const noexcept { return word_; }

    /// Whether the word is one of those above; for programs that read it from their user.
    bool known() const noexcept
    {
        for (const std::string_view name :
             {"STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING", "ARCHIVE", "DEEP_ARCHIVE",
              "MAZ_STANDARD", "MAZ_STANDARD_IA", "MAZ_INTELLIGENT_TIERING", "MAZ_ARCHIVE", "RAPID"})
            if (word_ == name)
                return true;
        return false;
    }

    /// Whether the words are the same, with case.
    friend bool operator==(const storage_class&, const storage_class&) = default;

private:
    std::string word_;
};

} // namespace cosio

#endif
