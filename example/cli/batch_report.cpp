// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "batch_report.hpp"
#include "failure.hpp"
#include "json.hpp"
#include "line.hpp"

#include <iostream>
#include <sstream>
#include <unistd.h>

namespace cli {
namespace {

/// Puts a member that is no string at the end of an object.
void add_member(std::string& object, const std::string& member)
{
    object.insert(object.size() - 1, ',' + member);
}

constexpr auto may_have_acted = "\"MayHaveActed\":true";

} // namespace

void batch_report::success(const std::string& key, const cosio::initiate_result& result)
{
    // The key as it was given, not as the service names it: it is looked up by it another time.
    const field fields[] = {{"Endpoint", here_.endpoint},   {"Host", here_.host},
                            {"Bucket", here_.bucket},       {"Key", key},
                            {"UploadId", result.upload_id}, {"RequestId", result.diagnostics.request_id}};
    auto line = json_object(fields);
    if (result.diagnostics.may_have_acted) { // twice, as an answer was lost before this one
        add_member(line, may_have_acted);
        ++now_.lost;
    }
    line += '\n';
    const auto what = "though the upload has begun, UploadId " + result.upload_id +
                      ", request id " + result.diagnostics.request_id;
    if (const auto code = journal_.add(line)) {
        broken_ = true;
        trouble("stage output, --journal '" + journal_.path() + "' cannot be written, " +
                    code.message() + ", " + what,
                3);
    }
    ++now_.begun;
    print_result(line, what);
    if (wanted_.verbose) {
        std::ostringstream said;
        said << "ok: " << result.diagnostics;
        note(said.str());
    }
    show();
}

void batch_report::failure(const std::string& key, std::uint64_t line,
                           const cosio::error_code& code, const cosio::diagnostics& about)
{
    const auto sentence = sentence_of(code, about, wanted_.kms_context);
    auto shown = key, service_code = about.code, request_id = about.request_id;
    if (shown.size() > 1024) // longer than any key may be
        shorten(shown);
    shorten(service_code);
    shorten(request_id);
    const field fields[] = {{"Endpoint", here_.endpoint}, {"Host", here_.host},
                            {"Bucket", here_.bucket},     {"Key", shown},
                            {"Error", sentence},          {"Code", service_code},
                            {"RequestId", request_id}};
    auto object = json_object(fields);
    add_member(object, "\"Line\":" + std::to_string(line));
    if (about.may_have_acted) {
        add_member(object, may_have_acted);
        ++now_.lost;
    }
    ++now_.failed;
    fail(exit_code_of(code));
    bar_.clear();
    print_error(sentence + ", line " + std::to_string(line));
    print_result(object + '\n', "to tell of a failure");
    show();
}

void batch_report::trouble(const std::string& sentence, int exit_code)
{
    fail(exit_code);
    bar_.clear();
    print_error(sentence);
}

void batch_report::note(const std::string& sentence)
{
    bar_.clear();
    std::cerr << spelled_out(sentence) + '\n';
}

void batch_report::finish()
{
    if (const auto code = journal_.synchronise())
        trouble("stage output, --journal '" + journal_.path() + "' cannot be written, " +
                    code.message(),
                3);
    bar_.finish(now_);
    if (wanted_.verbose && !bar_.wanted())
        note("ok: " + to_string(now_));
    if (now_.lost > 0)
        note("warning: of " + std::to_string(now_.lost) +
             " keys an upload may have begun whose UploadId got lost with its answer; List "
             "Multipart Uploads finds it");
}

void batch_report::print_result(const std::string& line, const std::string& what)
{
    if (isatty(STDOUT_FILENO) == 1)
        bar_.clear();
    if (print(line))
        return;
    broken_ = true;
    trouble("stage output, standard output cannot be written, " + what, 3);
}

void batch_report::fail(int exit_code)
{
    if (exit_code_ == 0)
        exit_code_ = exit_code;
}

} // namespace cli
