// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_OPTIONS_HPP
#define COSIO_EXAMPLE_CLI_OPTIONS_HPP

#include "words.hpp"

#include <cosio/cosio.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace cli {

enum class signing_kind { q, sigv4, anonymous };
enum class xml_kind { property_tree, pugixml, scanner };

/// The command line, turned into cosio's own nouns.
struct options {
    cosio::initiate_request request;
    cosio::endpoint endpoint;
    std::optional<cosio::credentials> who;
    cosio::config settings;
    std::optional<std::string> ca_file;
    signing_kind signing = signing_kind::q;
    std::string s3_region; // for sigv4
    std::optional<std::chrono::seconds> presign;
    xml_kind xml = xml_kind::property_tree;
    bool kms_context = false;         // as JSON, of which the request holds the base64
    std::optional<std::string> batch; // a file of keys, in place of the one in the request
    std::string journal;              // of the batch
    unsigned count = 1;
    unsigned concurrency = 1;
    bool progress = true;
    bool json = false;
    bool verbose = false;
};

/// What the words mean, and the environment.
/// @throws usage_error
options interpret(const words& given);

} // namespace cli

#endif
