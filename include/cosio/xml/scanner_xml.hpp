// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_XML_SCANNER_XML_HPP
#define COSIO_XML_SCANNER_XML_HPP

#include <cosio/detail/xml_scanner.hpp>
#include <cosio/xml/concept.hpp>

#include <string_view>

namespace cosio {

/** Reads XML in one pass of cosio's own: no dependency, no allocation, no recursion.

    For documents without a document type, which are all that COS sends: at most 32 levels and 32
    attributes an element, the five named entities and numbered ones, UTF-8. White space is kept, but
    line ends become LF. Namespaces are not looked at: a prefix need not be declared.

    @par Thread-safety
    Has no state; one object serves any number of threads.

    @par Example
    @code
    cosio::basic_client<cosio::q_signing, cosio::tls_transport<>, cosio::scanner_xml> cos(
        io, cosio::endpoint::region("ap-beijing"), who);
    @endcode

    @par Source
    Extensible Markup Language (XML) 1.0, fifth edition.
*/
class scanner_xml {
public:
    /// Tells `document` to `sink` as it goes, until the end or the first fault. Errors: see
    /// `xml_policy`.
    error_code read(std::string_view document, xml_sink& sink) const
    {
        return detail::xml_scanner<xml_sink>(document, sink).run();
    }
};

} // namespace cosio

#endif
