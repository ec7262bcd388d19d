// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_POLICIES_HPP
#define COSIO_EXAMPLE_CLI_POLICIES_HPP

#include "options.hpp"

#include <cosio/cosio.hpp>
#include <cosio/xml/pugixml_xml.hpp>

#include <chrono>
#include <string_view>
#include <utility>
#include <variant>

namespace cli {

/// Signs for COS as the command line says: a policy may choose at run time, so that the client is
/// compiled once and not once for each choice. The S3 signature speaks another dialect, so it has a
/// client of its own.
class chosen_signing {
public:
    explicit chosen_signing(const options& wanted)
    {
        if (wanted.signing == signing_kind::q)
            choice_.emplace<cosio::q_signing>(*wanted.who);
    }

    cosio::error_code sign(cosio::http_request& request, cosio::diagnostics& about) const
    {
        return std::visit([&](const auto& signing) { return signing.sign(request, about); },
                          choice_);
    }

    cosio::error_code presign(cosio::http_request& request, std::chrono::seconds expiry,
                              cosio::diagnostics& about) const
    {
        return std::get<cosio::q_signing>(choice_).presign(request, expiry, about);
    }

private:
    std::variant<cosio::anonymous_signing, cosio::q_signing> choice_;
};

/// Reads answers as the command line says.
class chosen_xml {
public:
    explicit chosen_xml(xml_kind which)
    {
        if (which == xml_kind::pugixml)
            choice_.emplace<cosio::pugixml_xml>();
        else if (which == xml_kind::scanner)
            choice_.emplace<cosio::scanner_xml>();
    }

    cosio::error_code read(std::string_view document, cosio::xml_sink& sink) const
    {
        return std::visit([&](const auto& xml) { return xml.read(document, sink); }, choice_);
    }

private:
    std::variant<cosio::property_tree_xml, cosio::pugixml_xml, cosio::scanner_xml> choice_;
};

} // namespace cli

#endif
