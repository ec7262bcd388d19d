// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_COMMON_HPP
#define COSIO_EXAMPLE_COMMON_HPP

#include <cosio/cosio.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

// What is the same in the examples, and not what they are about.

/// What they are called with: `NAME URL CA_FILE`, and credentials in the environment.
struct arguments {
    std::string url;
    cosio::ca_file ca_file;
    cosio::credentials who;
};

/// Ends the program with 2 if something is missing.
inline arguments read_arguments(int argc, char** argv)
{
    const char* id = std::getenv("COS_SECRET_ID");
    const char* key = std::getenv("COS_SECRET_KEY");
    if (argc == 3 && id && key)
        return {argv[1], cosio::ca_file(argv[2]), cosio::credentials(id, key)};
    std::cerr << "wanted: the URL of a COS and the file of its CA as arguments, COS_SECRET_ID and "
                 "COS_SECRET_KEY in the environment\n";
    std::exit(2);
}

/// Prints the UploadId, or what went wrong. Returns whether the upload has begun.
inline bool tell(const cosio::error_code& code, const cosio::initiate_result& result)
{
    if (code)
        std::cerr << result.diagnostics << ": " << code.message() << '\n';
    else
        std::cout << "UploadId: " << result.upload_id << '\n';
    return !code;
}

#endif
