// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_XML_PROPERTY_TREE_XML_HPP
#define COSIO_XML_PROPERTY_TREE_XML_HPP

#include <cosio/detail/xml_chars.hpp>
#include <cosio/detail/xml_scanner.hpp>
#include <cosio/xml/concept.hpp>

#include <boost/throw_exception.hpp> // first: rapidxml.hpp uses it and does not include it

#include <boost/property_tree/detail/rapidxml.hpp>

#include <exception>
#include <string>
#include <string_view>

namespace cosio {

namespace detail {
namespace rapidxml = boost::property_tree::detail::rapidxml;
}

/** Reads XML with Boost.PropertyTree's parser: nothing but Boost is needed.

    The parser is the RapidXML that stands behind `boost::property_tree::read_xml`, the same in Boost
    for years. It is asked directly: what `read_xml` puts around it, a stream, a copy made character
    by character, and a `ptree`, takes several times as long as the parser, and joins texts that
    elements divide.

    It recurses as deep as the document nests and does not check it, so every document is looked over
    first, which refuses whatever `scanner_xml` refuses, and for the same reason. White space is
    kept. Takes 64 KB of the stack, as `read_xml` does.

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
        if (const error_code broken = detail::check_xml_document(document))
            return broken;
        try {
            std::string text = detail::with_xml_line_ends(document); // which the parser writes to
            detail::rapidxml::xml_document<char> tree;
            tree.parse<detail::rapidxml::parse_default>(text.data());
            tell(tree, sink);
        } catch (const std::exception&) {
            return errc::malformed_xml;
        }
        return {};
    }

private:
    /// There are elements, texts and CDATA; the parser keeps nothing else unless it is told to.
    static void tell(const detail::rapidxml::xml_node<char>& parent, xml_sink& sink)
    {
        for (auto child = parent.first_node(); child; child = child->next_sibling()) {
            if (child->type() == detail::rapidxml::node_element) {
                sink.enter({child->name(), child->name_size()});
                tell(*child, sink);
                sink.leave();
            } else {
                sink.text({child->value(), child->value_size()});
            }
        }
    }
};

} // namespace cosio

#endif
