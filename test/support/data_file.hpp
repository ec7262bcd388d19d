// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_DATA_FILE_HPP
#define COSIO_TEST_SUPPORT_DATA_FILE_HPP

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace cosio_test {

/// The bytes of a file in test/data; tests run in the root of the source.
inline std::string data_file(const std::string& name)
{
    const std::string path = "test/data/" + name;
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + path + "; run tests in the root of the source");
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

} // namespace cosio_test

#endif
