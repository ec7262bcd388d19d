// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_BATCH_INPUT_HPP
#define COSIO_EXAMPLE_CLI_BATCH_INPUT_HPP

#include "file.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace cli {

/// Opens the file of `--batch`; `-` is standard input.
/// @throws usage_error
file open_batch(const std::string& name);

/// Bytes of a regular file; of others nobody knows.
std::optional<std::uint64_t> size_of(const file& opened);

} // namespace cli

#endif
