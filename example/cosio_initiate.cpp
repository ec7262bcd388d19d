// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// cosio-initiate: begins multipart uploads from the command line.

#include "cli/line.hpp"
#include "cli/options.hpp"
#include "cli/run.hpp"

#include <exception>
#include <string>

int main(int argc, char** argv)
try {
    const auto given = cli::words::read(argc, argv);
    if (!given)
        return 0;
    const auto wanted = cli::interpret(*given);
    return wanted.endpoint.scheme() == cosio::scheme::https ? cli::run_over_tls(wanted)
                                                            : cli::run_over_tcp(wanted);
} catch (const cli::usage_error& error) {
    cli::print_error(std::string("stage usage, ") + error.what());
    return 2;
} catch (const std::exception& error) { // no memory, or nowhere to write to
    cli::print_error(error.what());
    return 3;
}
