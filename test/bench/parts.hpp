// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_PARTS_HPP
#define COSIO_TEST_BENCH_PARTS_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// The parts of the program and their command lines.
namespace bench {

struct exchange_options {
    std::optional<std::string> endpoint; ///< Nothing: a server of this program's own.
    std::optional<std::string> ca_file;
    std::vector<std::size_t> concurrency = {1, 16, 64, 256};
    std::size_t rounds = 7;
    std::size_t count =
        0; ///< Exchanges that are measured in each round; 0: as many as is sensible.
    bool tls = false;
    bool new_connection = false;
    std::vector<std::string> variants;
    bool json = false;
};

/// Initiates against a server that always gives the same answer, by cosio and by others.
void exchange(const exchange_options& wanted);

/// The steps of one initiate that need no network, each alone.
void micro(bool json);

struct scale_options {
    std::vector<std::size_t> in_flight = {100, 300, 1'000, 3'000, 10'000};
    std::vector<std::size_t> threads = {1, 4};
    std::size_t rounds = 3;
    bool callbacks = false;
    bool json = false;
};

/// Time and memory of many initiates at once over 256 connections.
void scale(const scale_options& wanted);

struct compile_options {
    std::vector<std::string> compilers = {"g++", "clang++-16"};
    std::vector<std::string> levels = {"0", "2"}; ///< Of -O.
    std::size_t rounds = 3;
    bool json = false;
};

/// What it costs to compile programs that use cosio, Beast, or neither.
void compile(const compile_options& wanted);

} // namespace bench

#endif
