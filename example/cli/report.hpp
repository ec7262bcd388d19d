// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_REPORT_HPP
#define COSIO_EXAMPLE_CLI_REPORT_HPP

#include "options.hpp"

#include <cosio/cosio.hpp>

#include <boost/asio/error.hpp>

#include <unistd.h>

#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cli {

/// Tells the user how it went: results on standard output, one line a failure on standard error.
class report {
public:
    explicit report(const options& wanted)
        : wanted_(wanted), colours_(isatty(STDERR_FILENO) == 1),
          progress_(wanted.count > 1 && colours_)
    {
    }

    void success(const cosio::initiate_result& result)
    {
        const std::vector<std::pair<std::string_view, std::string_view>> lines{
            {"Bucket", result.bucket},
            {"Key", result.key},
            {"UploadId", result.upload_id},
            {"RequestId", result.request_id}};
        std::string text = wanted_.json ? "{" : "";
        for (const auto& [name, value] : lines) {
            if (wanted_.json) {
                text += text.size() > 1 ? "," : "";
                cosio::detail::append_json_string(text, name);
                text += ':';
                cosio::detail::append_json_string(text, value);
            } else {
                text.append(name).append(": ").append(value).append("\n");
            }
        }
        text += wanted_.json ? "}\n" : "";
        std::cout << text << std::flush;
        if (wanted_.verbose)
            std::cerr << "ok: " << result.diagnostics << '\n';
        count();
    }

    void failure(const cosio::error_code& code, const cosio::diagnostics& about)
    {
        // The contract: one line, stage, code, message, request id.
        std::cerr << paint("\033[31m") << "error: " << paint("\033[0m") << about << ": "
                  << code.message() << " [" << code.category().name() << ':' << code.value()
                  << "]\n";
        if (exit_code_ == 0)
            exit_code_ = meaning(code);
        count();
    }

    /// 0, or what the first failure means.
    int exit_code() const noexcept { return exit_code_; }

private:
    static int meaning(const cosio::error_code& code)
    {
        if (code == cosio::condition::invalid_input)
            return 2;
        if (code == cosio::condition::refused)
            return 1;
        return code == cosio::condition::not_understood ? 4 : 3;
    }

    const char* paint(const char* sequence) const noexcept { return colours_ ? sequence : ""; }

    void count()
    {
        ++done_;
        if (progress_ && (done_ == wanted_.count || done_ % 100 == 0))
            std::cerr << '\r' << done_ << " of " << wanted_.count
                      << (done_ == wanted_.count ? "\n" : "") << std::flush;
    }

    const options& wanted_;
    const bool colours_;
    const bool progress_;
    unsigned done_ = 0;
    int exit_code_ = 0;
};

} // namespace cli

#endif
