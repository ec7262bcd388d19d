// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_READ_TREE_HPP
#define COSIO_DETAIL_READ_TREE_HPP

#include <cosio/detail/element_tree.hpp>
#include <cosio/detail/memory_buffer.hpp>
#include <cosio/detail/xml_chars.hpp>
#include <cosio/detail/xml_scanner.hpp>
#include <cosio/xml/property_tree_xml.hpp>

#include <boost/property_tree/xml_parser.hpp>

#include <exception>
#include <istream>
#include <string>
#include <string_view>

// PropertyTree's parser takes long to compile: separate compilation does it once (src.hpp).
namespace cosio::detail {

template <class Tree>
error_code read_tree(std::string_view document, xml_sink& sink) noexcept
{
    if (const error_code broken = check_xml_document(document))
        return broken;
    if (document.starts_with("<?xml ")) // says nothing more, and would only be copied
        document.remove_prefix(document.find("?>") + 2);
    try {
        Tree tree;
        const bool as_it_is = document.find('\r') == document.npos;
        const std::string changed = as_it_is ? std::string() : with_xml_line_ends(document);
        memory_buffer buffer(as_it_is ? document : changed);
        std::istream stream(&buffer);
        boost::property_tree::read_xml(stream, tree, boost::property_tree::xml_parser::no_comments);
        tree.tell(sink);
    } catch (const std::exception&) {
        return errc::malformed_xml;
    }
    return {};
}

} // namespace cosio::detail

#endif
