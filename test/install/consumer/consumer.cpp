// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// A user's program: what it prints proves which cosio it was built with. Light headers, because it
// is built three times.

#include <cosio/credentials.hpp>
#include <cosio/version.hpp>

#include <iostream>

int main() {
    const cosio::credentials keys("AKIDexample", "example");
    std::cout << cosio::version << ' ' << keys.secret_id() << '\n';
}
