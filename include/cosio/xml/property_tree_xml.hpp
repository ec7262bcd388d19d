// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_XML_PROPERTY_TREE_XML_HPP
#define COSIO_XML_PROPERTY_TREE_XML_HPP

#include <cosio/xml/concept.hpp>

#include <string_view>

namespace cosio {

namespace detail {

class element_tree;

#ifdef BOOST_NO_RTTI
template <class Tree>
[[gnu::error("PropertyTree needs RTTI: use scanner_xml")]] error_code
read_tree(std::string_view document, xml_sink& sink) noexcept;
#else
/// Reads `document` with PropertyTree, once it was checked.
template <class Tree>
error_code read_tree(std::string_view document, xml_sink& sink) noexcept;
#endif

} // namespace detail

/** Reads XML with Boost.PropertyTree: nothing but Boost is needed, and RTTI.

    PropertyTree recurses as deep as the document nests and does not check it, so every document is
    looked over first, which refuses whatever `scanner_xml` refuses, and for the same reason. White
    space is kept.

    @par Thread-safety
    Has no state; one object serves any number of threads.

    @par Example
    @code
    cosio::client cos(io, cosio::endpoint::region("ap-beijing"), who); // reads with it by default
    @endcode
*/
class property_tree_xml {
public:
    /// Tells `document` to `sink`; nothing of a document it refuses. Errors: see `xml_policy`; want
    /// of memory is `errc::malformed_xml` too. `sink` must not throw.
    error_code read(std::string_view document, xml_sink& sink) const noexcept
    {
        return detail::read_tree<detail::element_tree>(document, sink);
    }
};

} // namespace cosio

#if !defined(COSIO_SEPARATE_COMPILATION) && !defined(BOOST_NO_RTTI)
#include <cosio/detail/read_tree.hpp>
#endif

#endif
