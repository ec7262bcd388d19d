// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Signs requests for comparison with other implementations: a JSON object a line on standard input,
//
//     {"method": "POST", "path": "/decoded key", "params": {}, "headers": {},
//      "secretId": "...", "secretKey": "...", "keyTime": "start;end"}
//
// and the value of its Authorization header a line on standard output. All headers and parameters
// are signed. Exit: 0, or 2 at the first line that is no such object.

#include <cosio/signing/q_authorization.hpp>

#include <exception>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <support/request_json.hpp>

namespace {

std::string sign(const std::string& line)
{
    std::istringstream in(line);
    const auto object = cosio_test::parse_json(in);
    const auto authorization = cosio::q_authorization()(
        cosio_test::request_from_json(object), cosio_test::text(object, "secretId"),
        cosio_test::text(object, "secretKey"), cosio_test::text(object, "keyTime"),
        [](auto) { return true; });
    if (!authorization)
        throw std::runtime_error("OpenSSL failed");
    return *authorization;
}

} // namespace

int main()
{
    unsigned number = 0;
    for (std::string line; std::getline(std::cin, line);) {
        ++number;
        try {
            std::cout << sign(line) << '\n' << std::flush;
        } catch (const std::exception& broken) {
            std::cerr << "sign_lines: line " << number << ": " << broken.what() << '\n';
            return 2;
        }
    }
    return 0;
}
