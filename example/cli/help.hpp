// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_HELP_HPP
#define COSIO_EXAMPLE_CLI_HELP_HPP

#include <CLI/CLI.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cli {

// What `--help` says beside the options, which stand with their names in words.cpp.

inline constexpr auto help_description =
    "Begins multipart uploads on Tencent Cloud Object Storage (COS) and prints their UploadIds.";

inline constexpr auto help_usage =
    "\nUsage:\n"
    "  cosio-initiate --bucket NAME --key KEY    --region NAME [options]\n"
    "  cosio-initiate --bucket NAME --batch FILE --region NAME [options]\n"
    "  cosio-initiate ... --endpoint URL ...     instead of --region, or beside it\n";

inline constexpr auto help_footer =
    R"(Environment:
  COS_SECRET_ID, COS_SECRET_KEY   the credentials
  COS_SESSION_TOKEN               their token, if they are temporary
  NO_COLOR                        no colour on a terminal

Examples:
  Begin one upload:
    cosio-initiate --bucket examplebucket-1250000000 --region ap-beijing \
        --key video/intro.mp4 --content-type video/mp4 --meta camera=two

  Begin one for each key of a file, 16 at a time; run again, it does what is left:
    cosio-initiate --bucket examplebucket-1250000000 --region ap-beijing \
        --batch keys.txt --concurrency 16 > begun.jsonl

  Let somebody without credentials begin one within 15 minutes:
    cosio-initiate --bucket examplebucket-1250000000 --region ap-beijing \
        --key video/intro.mp4 --presign 900

  At an S3 server:
    cosio-initiate --bucket examplebucket-1250000000 --key video/intro.mp4 \
        --endpoint https://s3.example.com --signing sigv4 --path-style

Exit codes; of many uploads what the first failure means:
  0    done
  1    the service refused
  2    usage or invalid input, nothing was sent for it
  3    network, TLS or timeout, or the rest of the input cannot be read, or the output or the
       journal not be written
  4    the answer was not understood
  130  a batch was interrupted by SIGINT; the same command does the rest
  143  the same by SIGTERM)";

/// A blank line between two groups, and none before the first.
class help_formatter : public CLI::Formatter {
public:
    help_formatter() { column_width(30); }

    std::string make_usage(const CLI::App*, std::string) const override { return help_usage; }

    std::string make_group(std::string name, bool positional,
                           std::vector<const CLI::Option*> options) const override
    {
        auto text = Formatter::make_group(std::move(name), positional, std::move(options));
        return first_ ? (first_ = false, text) : text.substr(1);
    }

private:
    mutable bool first_ = true;
};

} // namespace cli

#endif
