// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Known answers of the request signature, from the file that COSIO_SIGNING_VECTORS names. Vectors
// that say "settled": false are disputed between implementations and are left out.
//
// Prints each failure, then `N passed, N failed`. Exit: 0, 1 if one failed, 2 if the file is
// of no use.

#include <cosio/signing/q_authorization.hpp>

#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <support/request_json.hpp>

namespace {

using cosio_test::json;
using cosio_test::text;

/// The names of a header list, which are percent-encoded and in lower case.
std::set<std::string> split(const std::string& list)
{
    std::set<std::string> names;
    std::istringstream in(list);
    for (std::string name; std::getline(in, name, ';');)
        names.insert(name);
    return names;
}

std::string authorize(const json& vector)
{
    const auto wanted = split(text(vector, "headerList"));
    const auto is_wanted = [&](std::string_view name) {
        std::string encoded;
        cosio::detail::append_percent_encoded(encoded, name);
        return wanted.contains(cosio::detail::lowered(encoded));
    };
    return cosio::q_authorization()(cosio_test::request_from_json(vector), text(vector, "secretId"),
                                    text(vector, "secretKey"), text(vector, "keyTime"), is_wanted)
        .value_or("nothing, OpenSSL failed");
}

bool check(const json& vector)
{
    const auto actual = authorize(vector);
    const auto& wanted = text(vector, "authorization");
    const auto signature = actual.substr(actual.rfind('=') + 1);
    if (actual == wanted && signature == text(vector, "signature"))
        return true;
    std::cout << "not ok " << text(vector, "id") << "\n    wanted " << wanted << "\n    signature "
              << text(vector, "signature") << "\n    got    " << actual << '\n';
    return false;
}

} // namespace

int main()
{
    const char* given = std::getenv("COSIO_SIGNING_VECTORS");
    const std::string path = given && *given ? given : "test/data/signing.json";
    unsigned passed = 0, failed = 0, skipped = 0;
    try {
        std::ifstream in(path);
        if (!in)
            throw std::runtime_error("cannot be read");
        const auto document = cosio_test::parse_json(in);
        for (const auto& [unnamed, vector] : cosio_test::member(document, "vectors")) {
            if (const auto settled = vector.find("settled");
                settled != vector.not_found() && settled->second.data() == "false")
                ++skipped;
            else
                ++(check(vector) ? passed : failed);
        }
        if (passed + failed == 0)
            throw std::runtime_error("has no vector to check");
    } catch (const std::exception& broken) {
        std::cerr << "signing_vectors: " << path << ": " << broken.what() << '\n';
        return 2;
    }
    std::cout << skipped << " skipped, not settled\n"
              << passed << " passed, " << failed << " failed" << std::endl;
    return failed == 0 ? 0 : 1;
}
