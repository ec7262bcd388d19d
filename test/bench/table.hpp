// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_TABLE_HPP
#define COSIO_TEST_BENCH_TABLE_HPP

#include <string>
#include <variant>
#include <vector>

namespace bench {

/// Nothing: what could not be measured here.
using cell = std::variant<std::monostate, bool, long, double, std::string>;

enum class align { left, right };

struct column {
    std::string name;          ///< Of the JSON member too.
    int width = 0;             ///< At least.
    int precision = 0;         ///< Of numbers that are not whole.
    align side = align::right; ///< Texts on the left, numbers on the right.
    bool shown = true;         ///< In the table; the JSON object has all.
};

/// Writes rows to standard output as they come: aligned, or one JSON object a line.
class table {
public:
    table(std::vector<column> columns, bool json);

    /// One cell for each column.
    void add(const std::vector<cell>& row);

private:
    std::string head() const;
    std::string aligned(const std::vector<cell>& row) const;
    std::string object(const std::vector<cell>& row) const;

    std::vector<column> columns_;
    bool json_;
    bool begun_ = false;
};

} // namespace bench

#endif
