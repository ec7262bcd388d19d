// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: (deleted|use of deleted function)

#include <cosio/credentials.hpp>

#include <iostream>

void print(const cosio::credentials& who) { std::cout << who; }
