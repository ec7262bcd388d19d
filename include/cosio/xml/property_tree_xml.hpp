// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_XML_PROPERTY_TREE_XML_HPP
#define COSIO_XML_PROPERTY_TREE_XML_HPP

#include <cosio/detail/xml_chars.hpp>
#include <cosio/detail/xml_scanner.hpp>
#include <cosio/xml/concept.hpp>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include <exception>
#include <sstream>
#include <string_view>

namespace cosio {

namespace detail {

inline void tell_tree(const boost::property_tree::ptree& parent, xml_sink& sink)
{
    for (const auto& [name, child] : parent) {
        if (name == "<xmlattr>")
            continue;
        sink.enter(name);
        sink.text(child.data());
        tell_tree(child, sink);
        sink.leave();
    }
}

/// A template, so that PropertyTree's parser can be compiled elsewhere (src.hpp).
template <class Tree>
error_code read_tree(std::string_view document, xml_sink& sink) noexcept
{
    if (const error_code broken = check_xml_document(document))
        return broken;
    try {
        Tree tree;
        std::istringstream stream(with_xml_line_ends(document));
        boost::property_tree::read_xml(stream, tree, boost::property_tree::xml_parser::no_comments);
        tell_tree(tree, sink);
    } catch (const std::exception&) {
        return errc::malformed_xml;
    }
    return {};
}

} // namespace detail

/** Reads XML with Boost.PropertyTree: nothing but Boost is needed.

    PropertyTree recurses as deep as the document nests and does not check it, so every document is
    looked over first, which refuses whatever `scanner_xml` refuses, and for the same reason. White
    space is kept. Where comments or elements split a text, its pieces come together, before the
    children; in all else the three readers tell the same.

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
        return detail::read_tree<boost::property_tree::ptree>(document, sink);
    }
};

} // namespace cosio

#endif
