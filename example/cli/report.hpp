// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_REPORT_HPP
#define COSIO_EXAMPLE_CLI_REPORT_HPP

#include "options.hpp"

#include <cosio/cosio.hpp>

namespace cli {

/// Tells the user how it went: results on standard output, one line a failure on standard error.
class report {
public:
    explicit report(const options& wanted) : wanted_(wanted) {}

    /// @throws std::runtime_error if standard output cannot be written.
    void success(const cosio::initiate_result& result);

    /// @throws std::runtime_error if standard output cannot be written.
    void success(const cosio::presigned_request& ticket);

    void failure(const cosio::error_code& code, const cosio::diagnostics& about);

    /// 0, or what the first failure means.
    int exit_code() const noexcept { return exit_code_; }

private:
    void count();

    const options& wanted_;
    unsigned done_ = 0;
    int exit_code_ = 0;
};

} // namespace cli

#endif
