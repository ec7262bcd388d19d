// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "help.hpp"
#include "line.hpp"
#include "words.hpp"

#include <CLI/CLI.hpp>

#include <initializer_list>
#include <memory>

namespace cli {
namespace {

struct option {
    const char* name;
    const char* value; // none: a flag
    const char* help;
};

/// Options that belong together, under one headline of the help.
struct group {
    const char* name;
    std::initializer_list<option> options;
};

const group table[] = {
    {"What to begin",
     {{"--bucket", "NAME", "<BucketName>-<APPID>; required"},
      {"--key", "KEY", "object key, UTF-8, at most 850 bytes"},
      {"--count", "N", "that many uploads of the key; default 1"},
      {"--batch", "FILE", "a key a line instead of --key; -: standard input"},
      {"--journal", "FILE",
       "what a batch has begun, and is not to begin again;\n"
       "default FILE.done.jsonl"}}},
    {"Where",
     {{"--region", "NAME", "such as ap-beijing"},
      {"--endpoint", "URL", "connect there instead of to the region's host"},
      {"--ca-file", "FILE", "PEM of trusted CAs instead of the system's"},
      {"--path-style", nullptr, "for --signing sigv4: the bucket is in the path"},
      {"--s3-region", "NAME", "for --signing sigv4: the region in the signature"}}},
    {"Kept with the object",
     {{"--content-type", "TYPE", "such as video/mp4"},
      {"--cache-control", "TEXT", "sent with each download"},
      {"--content-disposition", "TEXT", "sent with each download"},
      {"--content-encoding", "TEXT", "sent with each download"},
      {"--expires", "DATE", "RFC 2616 date, sent with each download"},
      {"--meta", "NAME=VALUE", "metadata of your own; repeatable"},
      {"--tag", "KEY=VALUE", "repeatable, at most 10"},
      {"--storage-class", "CLASS", "such as STANDARD_IA; default STANDARD"},
      {"--header", "'NAME: VALUE'", "any further header; repeatable"}}},
    {"Access",
     {{"--acl", "ACL",
       "default, private, public-read, authenticated-read,\n"
       "bucket-owner-read or bucket-owner-full-control"},
      {"--grant-read", "ID", "OwnerUin that may read the object; repeatable"},
      {"--grant-read-acp", "ID", "OwnerUin that may read the ACL; repeatable"},
      {"--grant-write-acp", "ID", "OwnerUin that may write the ACL; repeatable"},
      {"--grant-full-control", "ID", "OwnerUin that may do all of these; repeatable"},
      {"--forbid-overwrite", nullptr, "refuse if the object is there already"}}},
    {"Encryption by the server",
     {{"--sse", "MODE", "cos, kms or c"},
      {"--kms-key-id", "ID", "for --sse kms"},
      {"--kms-context", "JSON", "for --sse kms: an object whose values are strings"},
      {"--sse-c-key", "BASE64", "for --sse c: 32 bytes"}}},
    {"Signature",
     {{"--signing", "KIND", "q (default), sigv4 (the S3 protocol) or anonymous"},
      {"--presign", "S", "send nothing, print a URL that holds for S seconds"}}},
    {"Limits",
     {{"--connect-timeout", "S", "seconds to connect, 0: no limit; default 10"},
      {"--io-timeout", "S", "seconds of silence, 0: no limit; default 30"},
      {"--timeout", "S",
       "seconds for each upload with its repeated attempts,\n"
       "0: no limit; default 60"},
      {"--attempts", "N", "at most, for each upload; default 3"},
      {"--concurrency", "N", "uploads at once, with --count or --batch; default 1"},
      {"--traffic-limit", "N", "bit/s, 819200 to 838860800"}}},
    {"Output",
     {{"--json", nullptr, "one JSON object a line; --batch always does"},
      {"--no-progress", nullptr, "no progress on a terminal"},
      {"--verbose", nullptr, "say more, on standard error"},
      {"--xml", "READER", "property_tree (default), pugixml or scanner"}}}};

void declare(CLI::App& app)
{
    for (const auto& [headline, options] : table)
        for (const auto& [name, value, help] : options)
            if (value)
                app.add_option(name, help)
                    ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
                    ->option_text(value)
                    ->group(headline);
            else
                app.add_flag(name, help)->disable_flag_override()->group(headline);
    app.get_option("--bucket")->required();
    // Last, or else its group would come first.
    app.set_help_flag("");
    app.set_help_flag("-h,--help", "print this")->group("Output");
}

/// The arguments, the last one first, as CLI11 wants them. `--key=` becomes `--key` and an empty word:
/// CLI11 would take the next argument for its value.
std::vector<std::string> arguments(const CLI::App& app, int argc, char** argv)
{
    std::vector<std::string> result;
    for (int i = argc; --i > 0;) {
        std::string word = argv[i];
        const auto name = word.substr(0, word.size() - 1);
        const bool cut = word.ends_with('=') && app.get_option_no_throw(name);
        if (cut)
            result.emplace_back();
        result.push_back(cut ? name : word);
    }
    return result;
}

/// Names the options among what nobody wants, never a value: a secret may follow a mistyped option.
std::string refusal_of(const std::vector<std::string>& unwanted)
{
    constexpr auto of_names = "abcdefghijklmnopqrstuvwxyz0123456789-";
    std::string names;
    for (const auto& word : unwanted)
        if (word.starts_with("--") && word != "--")
            names += ' ' + word.substr(0, word.find_first_not_of(of_names));
    return names.empty() ? "an argument belongs to no option" : "unknown option" + names;
}

} // namespace

std::optional<words> words::read(int argc, char** argv)
{
    CLI::App app(help_description, "cosio-initiate");
    app.formatter(std::make_shared<help_formatter>());
    app.footer(help_footer);
    declare(app);
    app.allow_extras();
    try {
        app.parse(arguments(app, argc, argv));
    } catch (const CLI::CallForHelp&) {
        if (!print(app.help()))
            throw std::runtime_error("stage output, standard output cannot be written");
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        throw usage_error(error.what());
    }
    if (const auto unwanted = app.remaining(); !unwanted.empty())
        throw usage_error(refusal_of(unwanted));

    words result;
    for (const auto& [headline, options] : table)
        for (const auto& known : options)
            result.values_[known.name] = app.get_option(known.name)->results();
    return result;
}

} // namespace cli
