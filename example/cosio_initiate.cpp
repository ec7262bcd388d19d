// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// cosio-initiate: begins multipart uploads from the command line.

#include "cli/options.hpp"
#include "cli/run.hpp"

#include <exception>
#include <iostream>

int main(int argc, char** argv)
{
    try {
        const auto wanted = cli::read_options(argc, argv);
        if (!wanted)
            return 0;
        return wanted->endpoint->scheme() == cosio::scheme::https ? cli::run_over_tls(*wanted)
                                                                  : cli::run_over_tcp(*wanted);
    } catch (const std::exception& error) { // bad words, or a CA file that cannot be read
        std::cerr << "error: invalid input: " << error.what() << '\n';
        return 2;
    }
}
