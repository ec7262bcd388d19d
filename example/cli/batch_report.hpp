// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_BATCH_REPORT_HPP
#define COSIO_EXAMPLE_CLI_BATCH_REPORT_HPP

#include "journal.hpp"
#include "options.hpp"
#include "place.hpp"
#include "progress_bar.hpp"

#include <cosio/cosio.hpp>

#include <cstdint>
#include <string>

namespace cli {

/// Tells how each line of a batch went: the journal, standard output, standard error.
class batch_report {
public:
    batch_report(const options& wanted, const place& here, journal& kept, progress_bar& bar)
        : wanted_(wanted), here_(here), journal_(kept), bar_(bar)
    {
    }

    void success(const std::string& key, const cosio::initiate_result& result);

    void failure(const std::string& key, std::uint64_t line, const cosio::error_code& code,
                 const cosio::diagnostics& about);

    /// What ends the batch before its time.
    void trouble(const std::string& sentence, int exit_code);

    /// A line for those who read along; no error.
    void note(const std::string& sentence);

    /// The last words.
    void finish();

    progress& now() noexcept { return now_; }

    /// Draws the progress bar.
    void show() { bar_.show(now_); }

    /// 0, or what the first failure means.
    int exit_code() const noexcept { return exit_code_; }

    /// Whether a result could not be written down. There is no sense in going on then.
    bool broken() const noexcept { return broken_; }

private:
    void print_result(const std::string& line, const std::string& what);
    void fail(int exit_code);

    const options& wanted_;
    const place& here_;
    journal& journal_;
    progress_bar& bar_;
    progress now_;
    int exit_code_ = 0;
    bool broken_ = false;
};

} // namespace cli

#endif
