// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_ENVIRONMENT_HPP
#define COSIO_DETAIL_ENVIRONMENT_HPP

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

// Reading the environment is safe only while no other thread changes it, so whoever needs a
// variable reads it once, when it is constructed.
namespace cosio::detail {

/// The value of a variable, if it is set. The view ends with the next change of the environment.
inline std::optional<std::string_view> environment_variable(const char* name)
{
    const char* value = std::getenv(name);
    return value ? std::optional<std::string_view>(value) : std::nullopt;
}

/// The path of a file below the home directory; empty if HOME does not say where that is.
inline std::string path_in_home(std::string_view name)
{
    const auto home = environment_variable("HOME").value_or(std::string_view());
    return home.empty() ? std::string() : std::string(home) + '/' + std::string(name);
}

} // namespace cosio::detail

#endif
