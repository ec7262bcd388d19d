// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_LINE_HPP
#define COSIO_EXAMPLE_CLI_LINE_HPP

#include <string>
#include <string_view>

namespace cli {

/// `text` without what could end a line or steer a terminal: control characters and line separators
/// become `\u000a`. Characters of `also` get a backslash.
std::string spelled_out(std::string_view text, std::string_view also = "");

/// Writes to standard output at once. False if that failed.
[[nodiscard]] bool print(std::string_view text);

/// Writes one line on standard error that starts `error: `, in red on a terminal.
void print_error(std::string_view sentence);

} // namespace cli

#endif
