// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_XML_PUGIXML_XML_HPP
#define COSIO_XML_PUGIXML_XML_HPP

#include <cosio/detail/xml_scanner.hpp>
#include <cosio/xml/concept.hpp>

#include <pugixml.hpp>
#include <string_view>

namespace cosio {

/** Reads XML with pugixml, for programs that use it anyway. Not part of `cosio.hpp`, because it
    wants pugixml's header and library.

    Documents are looked over first, as for `property_tree_xml`. White space is kept.

    @par Thread-safety
    Has no state; one object serves any number of threads.

    @par Example
    @code
    #include <cosio/xml/pugixml_xml.hpp>
    cosio::basic_client<cosio::q_signing, cosio::tls_transport<>, cosio::pugixml_xml> cos(
        io, cosio::endpoint::region("ap-beijing"), who);
    @endcode
*/
class pugixml_xml {
public:
    /// Tells `document` to `sink`; nothing of a document it refuses. Errors: see `xml_policy`; want
    /// of memory is `errc::malformed_xml` too.
    error_code read(std::string_view document, xml_sink& sink) const
    {
        if (const error_code broken = detail::check_xml_document(document))
            return broken;
        constexpr unsigned how =
            pugi::parse_cdata | pugi::parse_eol | pugi::parse_escapes | pugi::parse_ws_pcdata;
        pugi::xml_document tree;
        if (!tree.load_buffer(document.data(), document.size(), how, pugi::encoding_utf8))
            return errc::malformed_xml;
        tell(tree, sink);
        return {};
    }

private:
    static void tell(const pugi::xml_node& parent, xml_sink& sink)
    {
        for (const pugi::xml_node& child : parent.children()) {
            if (child.type() == pugi::node_element) {
                sink.enter(child.name());
                tell(child, sink);
                sink.leave();
            } else {
                sink.text(child.value());
            }
        }
    }
};

} // namespace cosio

#endif
