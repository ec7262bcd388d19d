// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

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

using field = std::pair<std::string_view, std::string_view>;

std::string as_lines(std::span<const field> fields)
{
    std::string text;
    for (const auto& [name, value] : fields)
        text.append(name).append(": ").append(spelled_out(value)).append("\n");
    return text;
}

std::string json_string(std::string_view text)
{
    return '"' + spelled_out(text, "\"\\") + '"';
}

std::string as_json(std::span<const field> fields)
{
    std::string text;
    for (const auto& [name, value] : fields)
        text += (text.empty() ? '{' : ',') + json_string(name) + ':' + json_string(value);
    return text + "}\n";
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

/// A service may say 64 KB; a line of a log should not.
void shorten(std::string& text)
{
    constexpr std::size_t most = 200;
    if (text.size() <= most)
        return;
    auto end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end; // to the beginning of a character
    text.replace(end, text.npos, "...");
}

/// The library judges the header, which is base64; the user gave JSON.
void speak_of_json(cosio::diagnostics& about)
{
    if (about.detail.starts_with("x-cos-server-side-encryption-context "))
        about.detail = "--kms-context must be a JSON object whose values are strings";
}

int exit_code_of(const cosio::error_code& code)
{
    if (code == cosio::condition::invalid_input)
        return 2;
    if (code == cosio::condition::refused)
        return 1;
    return code == cosio::condition::not_understood ? 4 : 3;
}

} // namespace

void report::success(const cosio::initiate_result& result)
{
    const field fields[] = {{"Bucket", result.bucket},
                            {"Key", result.key},
                            {"UploadId", result.upload_id},
                            {"RequestId", result.request_id}};
    if (!print(wanted_.json ? as_json(fields) : as_lines(fields)))
        throw std::runtime_error("stage output, standard output cannot be written, though the "
                                 "upload has begun, UploadId " +
                                 result.upload_id + ", request id " + result.request_id);
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

void report::failure(const cosio::error_code& code, cosio::diagnostics about)
{
    for (auto* text : {&about.code, &about.message, &about.resource, &about.request_id,
                       &about.trace_id, &about.server_time})
        shorten(*text);
    if (wanted_.kms_context)
        speak_of_json(about);
    std::ostringstream line;
    line << about << ": " << code.message() << " [" << code.category().name() << ':' << code.value()
         << ']';
    print_error(line.str());
    if (exit_code_ == 0)
        exit_code_ = exit_code_of(code);
    count();
}

/// Progress, for those who watch.
void report::count()
{
    ++done_;
    const bool last = done_ == wanted_.count;
    if (wanted_.count > 1 && (last || done_ % 100 == 0) && isatty(STDERR_FILENO) == 1)
        std::cerr << '\r' << done_ << " of " << wanted_.count << (last ? "\n" : "") << std::flush;
}

} // namespace cli
