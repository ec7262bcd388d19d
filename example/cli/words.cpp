// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "line.hpp"
#include "words.hpp"

#include <CLI/CLI.hpp>

namespace cli {
namespace {

struct option {
    const char* name;
    const char* value; // none: a flag
    const char* help;
};

constexpr option table[] = {
    {"--bucket", "NAME", "<BucketName>-<APPID>"},
    {"--key", "KEY", "object key, UTF-8"},
    {"--region", "NAME", "such as ap-beijing"},
    {"--endpoint", "URL", "connect there instead of to the region's host"},
    {"--ca-file", "FILE", "PEM file of trusted CAs instead of the system's"},
    {"--content-type", "TYPE", "such as video/mp4"},
    {"--cache-control", "TEXT", "sent with each download"},
    {"--content-disposition", "TEXT", "sent with each download"},
    {"--content-encoding", "TEXT", "sent with each download"},
    {"--expires", "DATE", "RFC 2616 date, sent with each download"},
    {"--meta", "NAME=VALUE", "metadata of your own, repeatable"},
    {"--storage-class", "CLASS", "such as STANDARD_IA"},
    {"--tag", "KEY=VALUE", "repeatable"},
    {"--acl", "ACL", "default, private, public-read, ..."},
    {"--grant-read", "ID", "OwnerUin that may read the object, repeatable"},
    {"--grant-read-acp", "ID", "OwnerUin that may read the ACL, repeatable"},
    {"--grant-write-acp", "ID", "OwnerUin that may write the ACL, repeatable"},
    {"--grant-full-control", "ID", "OwnerUin that may do all of these, repeatable"},
    {"--sse", "MODE", "server-side encryption: cos, kms or c"},
    {"--kms-key-id", "ID", "for --sse kms"},
    {"--kms-context", "JSON", "for --sse kms, an object whose values are strings"},
    {"--sse-c-key", "BASE64", "for --sse c, 32 bytes"},
    {"--forbid-overwrite", nullptr, "refuse if the object is there already"},
    {"--traffic-limit", "N", "bit/s, 819200 to 838860800"},
    {"--header", "'NAME: VALUE'", "any further header, repeatable"},
    {"--signing", "KIND", "q (default), sigv4 (the S3 protocol) or anonymous"},
    {"--path-style", nullptr, "for --signing sigv4: the bucket stands in the path"},
    {"--s3-region", "NAME", "for --signing sigv4: the region in the signature"},
    {"--presign", "S", "send nothing, print a URL that holds for so many seconds"},
    {"--xml", "READER", "property_tree (default), pugixml or scanner"},
    {"--connect-timeout", "S", "seconds, 0 for none"},
    {"--io-timeout", "S", "seconds of silence, 0 for none"},
    {"--timeout", "S", "seconds for the whole, 0 for none"},
    {"--attempts", "N", "at most"},
    {"--count", "N", "how many uploads to begin"},
    {"--concurrency", "N", "how many at once"},
    {"--json", nullptr, "one JSON object a line"},
    {"--verbose", nullptr, "say more, on standard error"}};

void declare(CLI::App& app)
{
    for (const auto& [name, value, help] : table)
        if (value)
            app.add_option(name, help)
                ->type_name(value)
                ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        else
            app.add_flag(name, help)->disable_flag_override();
    app.get_option("--bucket")->required();
    app.get_option("--key")->required();
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
    CLI::App app("Begins multipart uploads on Tencent Cloud Object Storage (COS).\n"
                 "Credentials come from COS_SECRET_ID, COS_SECRET_KEY and COS_SESSION_TOKEN.",
                 "cosio-initiate");
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
    for (const auto& known : table)
        result.values_[known.name] = app.get_option(known.name)->results();
    return result;
}

} // namespace cli
