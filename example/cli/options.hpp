// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_OPTIONS_HPP
#define COSIO_EXAMPLE_CLI_OPTIONS_HPP

#include <cosio/cosio.hpp>

#include <optional>
#include <stdexcept>
#include <string>

namespace cli {

/// Bad words on the command line: exit 2, nothing sent.
struct usage_error : std::runtime_error {
    using runtime_error::runtime_error;
};

enum class signing_kind { q, anonymous };
enum class xml_kind { property_tree, pugixml, scanner };

/// The command line, turned into cosio's own nouns.
struct options {
    cosio::initiate_request request{"", ""};
    std::optional<cosio::endpoint> endpoint;
    std::optional<cosio::credentials> who;
    cosio::config settings;
    std::string ca_file;
    signing_kind signing = signing_kind::q;
    xml_kind xml = xml_kind::property_tree;
    unsigned count = 1;
    unsigned concurrency = 1;
    bool json = false;
    bool verbose = false;
};

/// Reads the command line and the environment. Nothing if help was asked for, and printed.
/// @throws usage_error
std::optional<options> read_options(int argc, char** argv);

} // namespace cli

#endif
