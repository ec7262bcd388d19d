// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_XML_CONCEPT_HPP
#define COSIO_XML_CONCEPT_HPP

#include <cosio/error.hpp>

#include <concepts>
#include <string_view>

namespace cosio {

/** What an XML policy tells while it reads, in document order.

    Elements nest; `text` belongs to the innermost open element, has its entities resolved, keeps
    its white space, line ends as LF, and may come in several pieces. Attributes, comments and
    processing instructions are not told. No shape of any XML library shows here, so any library can
    be behind it.
*/
class xml_sink {
public:
    /// An element begins. `name` with its prefix, if it has one. Valid during the call only.
    virtual void enter(std::string_view name) = 0;
    /// Text of the innermost open element, or a piece of it. Valid during the call only.
    virtual void text(std::string_view piece) = 0;
    /// The innermost element ends.
    virtual void leave() = 0;

protected:
    ~xml_sink() = default;
};

/** An XML policy reads one document from bytes.

    `policy.read(document, sink)` on a const policy returns the error, or none after the root's end
    was told. It must not throw, whatever the bytes; it must end for every input, refuse document
    type declarations (`errc::forbidden_xml`) and bound its depth (`errc::xml_too_deep`). All else
    that is not well-formed is `errc::malformed_xml`. It is called from many threads at once. What
    the sink heard before an error counts for nothing.

    @par Example
    @code
    struct short_xml { // refuses long documents before it looks at them
        cosio::error_code read(std::string_view document, cosio::xml_sink& sink) const
        {
            if (document.size() > 4096)
                return cosio::errc::malformed_xml;
            return cosio::scanner_xml().read(document, sink);
        }
    };
    static_assert(cosio::check_xml<short_xml>());
    @endcode
*/
template <class T>
concept xml_policy = std::copy_constructible<T> &&
    requires(const T& policy, std::string_view document, xml_sink& sink) {
        { policy.read(document, sink) } -> std::same_as<error_code>;
    };

/// For those who write an XML policy: call it in a test, and the compiler says what is missing.
template <class T>
constexpr bool check_xml()
{
    static_assert(std::copy_constructible<T>,
                  "An XML policy must be copyable: every client keeps one of its own.");
    static_assert(
        requires(const T& policy, std::string_view document, xml_sink& sink) {
            policy.read(document, sink);
        },
        "An XML policy must have read(std::string_view document, cosio::xml_sink& sink) const.");
    static_assert(
        requires(const T& policy, std::string_view document, xml_sink& sink) {
            { policy.read(document, sink) } -> std::same_as<error_code>;
        },
        "read of an XML policy must return cosio::error_code.");
    return true;
}

} // namespace cosio

#endif
