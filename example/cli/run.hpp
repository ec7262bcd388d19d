// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_RUN_HPP
#define COSIO_EXAMPLE_CLI_RUN_HPP

#include "options.hpp"

namespace cli {

// Do what is wanted and return the exit code. A file each, because a client takes long to compile.
int run_over_tcp(const options& wanted);
int run_over_tls(const options& wanted);

} // namespace cli

#endif
