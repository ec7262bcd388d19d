// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_WORDS_HPP
#define COSIO_EXAMPLE_CLI_WORDS_HPP

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace cli {

/// Bad words on the command line, or a set-up that cannot work: exit 2, nothing sent.
struct usage_error : std::runtime_error {
    using runtime_error::runtime_error;
};

/// The command line as it stands, before it means anything: options and their values.
class words {
public:
    /// Nothing if help was asked for, and printed.
    /// @throws usage_error
    static std::optional<words> read(int argc, char** argv);

    /// All values of an option, in their order.
    const std::vector<std::string>& all(const std::string& option) const
    {
        return values_.at(option);
    }

    /// Of an option that takes one value the last one given. Nothing if it is not there, which is
    /// not the same as empty.
    std::optional<std::string> last(const std::string& option) const
    {
        const auto& values = all(option);
        return values.empty() ? std::nullopt : std::optional(values.back());
    }

    bool has(const std::string& option) const { return !all(option).empty(); }

private:
    std::map<std::string, std::vector<std::string>> values_;
};

} // namespace cli

#endif
