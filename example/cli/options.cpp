// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "options.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <iostream>
#include <string_view>
#include <utility>
#include <vector>

namespace cli {
namespace {

/// The words as they stand, before they mean anything.
struct words {
    std::string bucket, key, region, endpoint, ca_file, signing = "q", xml = "property_tree";
    std::string content_type, cache_control, content_disposition, content_encoding, expires;
    std::string storage_class, acl, sse, kms_key_id, kms_context, sse_c_key, traffic_limit;
    std::vector<std::string> meta, tag, header;
    std::vector<std::string> grant_read, grant_read_acp, grant_write_acp, grant_full_control;
    std::string s3_region;
    double connect_timeout = -1, io_timeout = -1, timeout = -1;
    unsigned attempts = 0, count = 1, concurrency = 1;
    bool forbid_overwrite = false, path_style = false, json = false, verbose = false;
};

void declare(CLI::App& app, words& w)
{
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    app.add_option("--bucket", w.bucket, "<BucketName>-<APPID>")->required();
    app.add_option("--key", w.key, "object key, UTF-8")->required();
    app.add_option("--region", w.region, "such as ap-beijing");
    app.add_option("--endpoint", w.endpoint, "connect to this URL instead of the region's host");
    app.add_option("--ca-file", w.ca_file, "PEM file of trusted CAs instead of the system's");
    app.add_option("--content-type", w.content_type);
    app.add_option("--cache-control", w.cache_control);
    app.add_option("--content-disposition", w.content_disposition);
    app.add_option("--content-encoding", w.content_encoding);
    app.add_option("--expires", w.expires, "RFC 2616 date");
    app.add_option("--storage-class", w.storage_class, "such as STANDARD_IA");
    app.add_option("--acl", w.acl, "default, private, public-read, ...");
    app.add_option("--sse", w.sse, "cos, kms or c");
    app.add_option("--kms-key-id", w.kms_key_id);
    app.add_option("--kms-context", w.kms_context, "JSON object of strings");
    app.add_option("--sse-c-key", w.sse_c_key, "base64 of 32 bytes");
    app.add_flag("--forbid-overwrite", w.forbid_overwrite);
    app.add_option("--traffic-limit", w.traffic_limit, "bit/s, 819200 to 838860800");
    app.add_option("--signing", w.signing, "q (default) or anonymous");
    app.add_flag("--path-style", w.path_style, "for --signing sigv4");
    app.add_option("--s3-region", w.s3_region, "for --signing sigv4");
    app.add_option("--xml", w.xml, "property_tree (default), pugixml or scanner");
    const auto seconds = CLI::Range(0.0, 86400.0);
    app.add_option("--connect-timeout", w.connect_timeout, "seconds, 0 for none")->check(seconds);
    app.add_option("--io-timeout", w.io_timeout, "seconds, 0 for none")->check(seconds);
    app.add_option("--timeout", w.timeout, "seconds for the whole, 0 for none")->check(seconds);
    app.add_option("--attempts", w.attempts, "at most")->check(CLI::Range(1u, 100u));
    app.add_option("--count", w.count, "how many uploads to begin")
        ->check(CLI::Range(1u, 1000000u));
    app.add_option("--concurrency", w.concurrency, "how many at once")
        ->check(CLI::Range(1u, 10000u));
    app.add_flag("--json", w.json, "one JSON object a line");
    app.add_flag("--verbose", w.verbose, "say more, on standard error");

    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    const auto repeatable = [&](const char* name, std::vector<std::string>& into,
                                const char* help) {
        app.add_option(name, into, help)->expected(1)->take_all()->allow_extra_args(false);
    };
    repeatable("--meta", w.meta, "name=value, repeatable");
    repeatable("--tag", w.tag, "k=v, repeatable");
    repeatable("--header", w.header, "'Name: value', repeatable");
    repeatable("--grant-read", w.grant_read, "OwnerUin, repeatable");
    repeatable("--grant-read-acp", w.grant_read_acp, "OwnerUin, repeatable");
    repeatable("--grant-write-acp", w.grant_write_acp, "OwnerUin, repeatable");
    repeatable("--grant-full-control", w.grant_full_control, "OwnerUin, repeatable");
}

/// `name=value` or `Name: value` in two.
std::pair<std::string, std::string> split(const std::string& text, char at, const char* option)
{
    const auto place = text.find(at);
    if (place == std::string::npos)
        throw usage_error(std::string(option) + " wants a '" + at + "' between name and value");
    auto value = text.substr(place + 1);
    if (at == ':')
        value.erase(0, value.find_first_not_of(' '));
    return {text.substr(0, place), value};
}

void set_encryption(cosio::initiate_request& request, const words& w)
{
    if (w.sse != "kms" && !(w.kms_key_id.empty() && w.kms_context.empty()))
        throw usage_error("--kms-key-id and --kms-context go with --sse kms");
    if (w.sse != "c" && !w.sse_c_key.empty())
        throw usage_error("--sse-c-key goes with --sse c");
    if (w.sse == "cos")
        request.encryption(cosio::sse_cos());
    else if (w.sse == "kms")
        request.encryption(cosio::sse_kms().key_id(w.kms_key_id).context_json(w.kms_context));
    else if (w.sse == "c") {
        const auto key = cosio::sse_c::from_base64(w.sse_c_key);
        if (!key)
            throw usage_error("--sse-c-key must be base64 of 32 bytes");
        request.encryption(*key);
    } else if (!w.sse.empty())
        throw usage_error("--sse must be cos, kms or c");
}

cosio::initiate_request make_request(const words& w)
{
    cosio::initiate_request request(w.bucket, w.key);
    const auto given = [&](const std::string& value, auto set) {
        if (!value.empty())
            set(value);
    };
    given(w.content_type, [&](auto& v) { request.content_type(v); });
    given(w.cache_control, [&](auto& v) { request.cache_control(v); });
    given(w.content_disposition, [&](auto& v) { request.content_disposition(v); });
    given(w.content_encoding, [&](auto& v) { request.content_encoding(v); });
    given(w.expires, [&](auto& v) { request.expires(v); });
    given(w.acl, [&](auto& v) { request.header("x-cos-acl", v); });
    given(w.traffic_limit, [&](auto& v) { request.header("x-cos-traffic-limit", v); });
    given(w.storage_class, [&](auto& v) {
        const cosio::storage_class where(v);
        if (!where.known())
            throw usage_error("--storage-class " + v + " is not a class known here; if COS has it, "
                              "use --header 'x-cos-storage-class: " + v + "'");
        request.storage_class(where);
    });
    for (const auto& text : w.meta) {
        const auto [name, value] = split(text, '=', "--meta");
        request.meta(name, value);
    }
    for (const auto& text : w.tag) {
        const auto [name, value] = split(text, '=', "--tag");
        request.tag(name, value);
    }
    for (const auto& text : w.header) {
        const auto [name, value] = split(text, ':', "--header");
        request.header(name, value);
    }
    for (const auto& id : w.grant_read)
        request.grant_read(id);
    for (const auto& id : w.grant_read_acp)
        request.grant_read_acp(id);
    for (const auto& id : w.grant_write_acp)
        request.grant_write_acp(id);
    for (const auto& id : w.grant_full_control)
        request.grant_full_control(id);
    if (w.forbid_overwrite)
        request.forbid_overwrite();
    set_encryption(request, w);
    return request;
}

cosio::endpoint make_endpoint(const words& w)
{
    if (w.endpoint.empty() && w.region.empty())
        throw usage_error("--region or --endpoint is needed");
    if (w.endpoint.empty())
        return cosio::endpoint::region(w.region);
    auto endpoint = cosio::endpoint::url(w.endpoint);
    return w.region.empty() ? endpoint
                            : endpoint.stands_for(cosio::endpoint::region(w.region));
}

cosio::credentials credentials_of_environment()
{
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string_view(value ? value : "");
    };
    const auto id = variable("COS_SECRET_ID");
    const auto key = variable("COS_SECRET_KEY");
    if (id.empty() || key.empty())
        throw usage_error("COS_SECRET_ID and COS_SECRET_KEY must be set in the environment");
    return cosio::credentials(std::string(id), key, variable("COS_SESSION_TOKEN"));
}

options interpret(const words& w)
{
    options result;
    if (w.signing == "sigv4" || w.path_style || !w.s3_region.empty())
        throw usage_error("--signing sigv4, --path-style and --s3-region: this version does not "
                          "have the S3 signature yet");
    if (w.signing != "q" && w.signing != "anonymous")
        throw usage_error("--signing must be q, sigv4 or anonymous");
    result.signing = w.signing == "q" ? signing_kind::q : signing_kind::anonymous;
    if (w.xml != "property_tree" && w.xml != "pugixml" && w.xml != "scanner")
        throw usage_error("--xml must be property_tree, pugixml or scanner");
    result.xml = w.xml == "pugixml"   ? xml_kind::pugixml
                 : w.xml == "scanner" ? xml_kind::scanner
                                      : xml_kind::property_tree;
    result.request = make_request(w);
    result.endpoint = make_endpoint(w);
    if (result.signing == signing_kind::q)
        result.who = credentials_of_environment();

    const auto set_time = [](double seconds, auto& time) {
        using duration = std::remove_reference_t<decltype(time)>;
        if (seconds >= 0)
            time = std::chrono::duration_cast<duration>(std::chrono::duration<double>(seconds));
    };
    set_time(w.connect_timeout, result.settings.connect_timeout);
    set_time(w.io_timeout, result.settings.io_timeout);
    set_time(w.timeout, result.settings.operation_timeout);
    if (w.attempts != 0)
        result.settings.retry.attempts = w.attempts;
    result.ca_file = w.ca_file;
    result.count = w.count;
    result.concurrency = std::min(w.concurrency, w.count);
    result.json = w.json;
    result.verbose = w.verbose;
    return result;
}

} // namespace

std::optional<options> read_options(int argc, char** argv)
{
    CLI::App app("Begins multipart uploads on Tencent Cloud Object Storage (COS).\n"
                 "Credentials come from COS_SECRET_ID, COS_SECRET_KEY and COS_SESSION_TOKEN.",
                 "cosio-initiate");
    words w;
    declare(app, w);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        std::cout << app.help();
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        throw usage_error(error.what());
    }
    return interpret(w);
}

} // namespace cli
