// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "failure.hpp"

#include <cosio/condition.hpp>

#include <cstddef>
#include <sstream>

namespace cli {
namespace {

/// The library judges the header, which is base64; the user gave JSON.
void speak_of_json(cosio::diagnostics& about)
{
    if (about.detail.starts_with("x-cos-server-side-encryption-context "))
        about.detail = "--kms-context must be a JSON object whose values are strings";
}

} // namespace

void shorten(std::string& text)
{
    constexpr std::size_t most = 200; // a service may say 64 KB
    if (text.size() <= most)
        return;
    auto end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end; // to the beginning of a character
    text.replace(end, text.npos, "...");
}

std::string sentence_of(const cosio::error_code& code, cosio::diagnostics about, bool kms_context)
{
    for (auto* text : {&about.code, &about.message, &about.resource, &about.request_id,
                       &about.trace_id, &about.server_time})
        shorten(*text);
    if (kms_context)
        speak_of_json(about);
    std::ostringstream line;
    line << about << ": " << code.message() << " [" << code.category().name() << ':' << code.value()
         << ']';
    return line.str();
}

int exit_code_of(const cosio::error_code& code)
{
    if (code == cosio::condition::invalid_input)
        return 2;
    if (code == cosio::condition::refused)
        return 1;
    return code == cosio::condition::not_understood ? 4 : 3;
}

} // namespace cli
