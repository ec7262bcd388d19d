// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "failure.hpp"
#include "json.hpp"
#include "line.hpp"
#include "report.hpp"

#include <cstddef>
#include <iostream>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace cli {
namespace {

std::string as_lines(std::span<const field> fields)
{
    std::string text;
    for (const auto& [name, value] : fields)
        text.append(name).append(": ").append(spelled_out(value)).append("\n");
    return text;
}

/// The headers that go with a URL, as one object.
std::string as_json(const cosio::field_list& headers)
{
    std::string text;
    for (std::size_t i = 0; i < headers.size(); ++i)
        text += (i == 0 ? "" : ",") + json_string(headers[i].name) + ':' +
                json_string(headers[i].value);
    return '{' + text + '}';
}

} // namespace

void report::success(const cosio::initiate_result& result)
{
    const field fields[] = {{"Bucket", result.bucket},
                            {"Key", result.key},
                            {"UploadId", result.upload_id},
                            {"RequestId", result.diagnostics.request_id}};
    if (!print(wanted_.json ? json_object(fields) + '\n' : as_lines(fields)))
        throw std::runtime_error("stage output, standard output cannot be written, though the "
                                 "upload has begun, UploadId " +
                                 result.upload_id + ", request id " + result.diagnostics.request_id);
    if (wanted_.verbose) {
        std::ostringstream said;
        said << result.diagnostics;
        std::cerr << "ok: " << spelled_out(said.str()) << '\n';
    }
    count();
}

void report::success(const cosio::presigned_request& ticket)
{
    std::string text;
    if (wanted_.json) {
        text = "{\"Method\":" + json_string(ticket.method) + ",\"URL\":" + json_string(ticket.url) +
               ",\"Headers\":" + as_json(ticket.headers) + "}\n";
    } else {
        text = "Method: " + ticket.method + "\nURL: " + ticket.url + '\n';
        for (std::size_t i = 0; i < ticket.headers.size(); ++i) {
            const auto [name, value] = ticket.headers[i];
            text += "Header: " + spelled_out(std::string(name) + ": " + std::string(value)) + '\n';
        }
    }
    if (!print(text))
        throw std::runtime_error("stage output, standard output cannot be written");
    count();
}

void report::failure(const cosio::error_code& code, const cosio::diagnostics& about)
{
    print_error(sentence_of(code, about, wanted_.kms_context));
    if (exit_code_ == 0)
        exit_code_ = exit_code_of(code);
    count();
}

/// Progress, for those who watch.
void report::count()
{
    ++done_;
    const bool last = done_ == wanted_.count;
    if (wanted_.progress && wanted_.count > 1 && (last || done_ % 100 == 0) &&
        isatty(STDERR_FILENO) == 1)
        std::cerr << '\r' << done_ << " of " << wanted_.count << (last ? "\n" : "") << std::flush;
}

} // namespace cli
