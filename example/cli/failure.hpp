// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_FAILURE_HPP
#define COSIO_EXAMPLE_CLI_FAILURE_HPP

#include <cosio/diagnostics.hpp>
#include <cosio/error.hpp>

#include <string>

namespace cli {

/// Cuts what is too long for a line of a log, between two characters.
void shorten(std::string& text);

/// What a failure is to a human, in one line.
/// @param kms_context  Whether `--kms-context` was given, which is JSON.
std::string sentence_of(const cosio::error_code& code, cosio::diagnostics about, bool kms_context);

/// What a failure is to the shell.
int exit_code_of(const cosio::error_code& code);

} // namespace cli

#endif
