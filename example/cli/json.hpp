// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_JSON_HPP
#define COSIO_EXAMPLE_CLI_JSON_HPP

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace cli {

/// Name and value.
using field = std::pair<std::string_view, std::string_view>;

/// In quotes, without control characters, and UTF-8 whatever `text` is: U+FFFD stands for the rest.
std::string json_string(std::string_view text);

/// `{"Name":"value",...}`, without the end of a line.
std::string json_object(std::span<const field> fields);

} // namespace cli

#endif
