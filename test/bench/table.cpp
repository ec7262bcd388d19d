// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "table.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <iostream>
#include <stdexcept>
#include <utility>

namespace bench {
namespace {

std::string fixed(double number, int precision)
{
    char text[64];
    const int size = std::snprintf(text, sizeof text, "%.*f", precision, number);
    return std::string(text, static_cast<std::size_t>(size));
}

std::string plain(const cell& value, int precision)
{
    if (const auto* truth = std::get_if<bool>(&value))
        return *truth ? "true" : "false";
    if (const auto* whole = std::get_if<long>(&value))
        return std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&value))
        return fixed(*number, precision);
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    return "-";
}

/// Texts here are names of this program's own and of compilers.
std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text)
        (c == '"' || c == '\\' ? result += '\\' : result) += c;
    return result + '"';
}

} // namespace

table::table(std::vector<column> columns, bool json) : columns_(std::move(columns)), json_(json)
{
    for (auto& each : columns_)
        each.width = std::max(each.width, static_cast<int>(each.name.size()));
}

void table::add(const std::vector<cell>& row)
{
    if (!json_ && !std::exchange(begun_, true))
        std::cout << head();
    std::cout << (json_ ? object(row) : aligned(row)) << std::flush;
    if (!std::cout)
        throw std::runtime_error("standard output cannot be written");
}

std::string table::head() const
{
    std::vector<cell> names;
    for (const auto& each : columns_)
        names.emplace_back(each.name);
    return aligned(names);
}

std::string table::aligned(const std::vector<cell>& row) const
{
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!columns_[i].shown)
            continue;
        const auto text = plain(row[i], columns_[i].precision);
        const auto width = static_cast<std::size_t>(columns_[i].width);
        const std::string space(width - std::min(width, text.size()), ' ');
        const bool left = columns_[i].side == align::left;
        line.append(line.empty() ? "" : "  ").append(left ? text + space : space + text);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

std::string table::object(const std::vector<cell>& row) const
{
    std::string line = "{";
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const bool none = std::holds_alternative<std::monostate>(row[i]);
        const bool text = std::holds_alternative<std::string>(row[i]);
        const auto value = plain(row[i], columns_[i].precision);
        line.append(i == 0 ? "" : ", ").append(quoted(columns_[i].name)).append(": ");
        line.append(none ? "null" : text ? quoted(value) : value);
    }
    return line + "}\n";
}

} // namespace bench
