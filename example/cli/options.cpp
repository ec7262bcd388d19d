// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "options.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <initializer_list>
#include <sstream>
#include <string_view>
#include <utility>

namespace cli {
namespace {

template <class Kind>
using choices = std::initializer_list<std::pair<const char*, Kind>>;

/// What the value of an option stands for.
template <class Kind>
std::optional<Kind> choice(const words& given, const std::string& option, choices<Kind> known)
{
    const auto word = given.last(option);
    if (!word)
        return std::nullopt;
    std::string names;
    for (const auto& [name, kind] : known) {
        if (*word == name)
            return kind;
        names.append(names.empty() ? "" : ", ").append(name);
    }
    throw usage_error(option + " must be one of " + names);
}

template <class Number>
std::optional<Number> number(const words& given, const std::string& option, Number least,
                             Number most)
{
    const auto text = given.last(option);
    if (!text)
        return std::nullopt;
    Number value{};
    const char* end = text->data() + text->size();
    const auto [stopped, code] = std::from_chars(text->data(), end, value);
    const bool inside = value >= least && value <= most; // NaN is not
    if (code == std::errc() && stopped == end && inside)
        return value;
    std::ostringstream rule;
    rule << option << " must be a number, " << least << " to " << most;
    throw usage_error(rule.str());
}

/// Rounds up, because nothing but a zero may mean "no limit".
template <class Duration>
void set_seconds(Duration& time, const words& given, const std::string& option)
{
    if (const auto seconds = number(given, option, 0.0, 86400.0)) {
        const std::chrono::duration<double> exact(*seconds);
        time = std::chrono::ceil<std::chrono::milliseconds>(exact);
    }
}

/// `name=value` or `Name: value` in two.
std::pair<std::string, std::string> split(const std::string& text, char at,
                                          const std::string& option)
{
    const auto place = text.find(at);
    if (place == text.npos)
        throw usage_error(option + " wants a '" + at + "' between name and value");
    auto value = text.substr(place + 1);
    if (at == ':')
        value.erase(0, value.find_first_not_of(' '));
    return {text.substr(0, place), value};
}

cosio::sse_kms kms(const words& given)
{
    const auto value_of = [&](const char* option) {
        auto value = given.last(option);
        if (value && value->empty())
            throw usage_error(std::string(option) + " must not be empty; leave it out instead");
        return value.value_or("");
    };
    return cosio::sse_kms()
        .key_id(value_of("--kms-key-id"))
        .context_json(value_of("--kms-context"));
}

cosio::sse_c customer_key(const words& given)
{
    const auto text = given.last("--sse-c-key");
    if (!text)
        throw usage_error("--sse-c-key is missing");
    const auto key = cosio::sse_c::from_base64(*text);
    if (!key || key->key().expose().size() != 32)
        throw usage_error("--sse-c-key must be base64 of 32 bytes");
    return *key;
}

void set_encryption(cosio::initiate_request& request, const words& given)
{
    enum class mode { cos, kms, c };
    const auto wanted =
        choice<mode>(given, "--sse", {{"cos", mode::cos}, {"kms", mode::kms}, {"c", mode::c}});
    if (wanted != mode::kms && (given.has("--kms-key-id") || given.has("--kms-context")))
        throw usage_error("--kms-key-id and --kms-context go with --sse kms");
    if (wanted != mode::c && given.has("--sse-c-key"))
        throw usage_error("--sse-c-key goes with --sse c");
    if (wanted == mode::cos)
        request.encryption(cosio::sse_cos());
    else if (wanted == mode::kms)
        request.encryption(kms(given));
    else if (wanted == mode::c)
        request.encryption(customer_key(given));
}

void set_storage_class(cosio::initiate_request& request, const words& given)
{
    const auto word = given.last("--storage-class");
    if (!word)
        return;
    const cosio::storage_class where(*word);
    if (!where.known())
        throw usage_error("--storage-class is none known here; if COS has it, use --header "
                          "'x-cos-storage-class: ...'");
    request.storage_class(where);
}

void set_headers(cosio::initiate_request& request, const words& given)
{
    // Even empty ones, which the library refuses and says why.
    constexpr std::pair<const char*, const char*> headers[] = {
        {"--content-type", "Content-Type"},
        {"--cache-control", "Cache-Control"},
        {"--content-disposition", "Content-Disposition"},
        {"--content-encoding", "Content-Encoding"},
        {"--expires", "Expires"},
        {"--acl", "x-cos-acl"},
        {"--traffic-limit", "x-cos-traffic-limit"}};
    for (const auto& [option, header] : headers)
        if (const auto value = given.last(option))
            request.header(header, *value);
    for (const auto& text : given.all("--header")) {
        const auto [name, value] = split(text, ':', "--header");
        request.header(name, value);
    }
}

cosio::initiate_request make_request(const words& given)
{
    cosio::initiate_request request(*given.last("--bucket"), given.last("--key").value_or(""));
    set_headers(request, given);
    set_storage_class(request, given);
    for (const auto& text : given.all("--meta")) {
        const auto [name, value] = split(text, '=', "--meta");
        request.meta(name, value);
    }
    for (const auto& text : given.all("--tag")) {
        const auto [key, value] = split(text, '=', "--tag");
        request.tag(key, value);
    }
    for (const auto& id : given.all("--grant-read"))
        request.grant_read(id);
    for (const auto& id : given.all("--grant-read-acp"))
        request.grant_read_acp(id);
    for (const auto& id : given.all("--grant-write-acp"))
        request.grant_write_acp(id);
    for (const auto& id : given.all("--grant-full-control"))
        request.grant_full_control(id);
    if (given.has("--forbid-overwrite"))
        request.forbid_overwrite();
    set_encryption(request, given);
    return request;
}

cosio::endpoint make_endpoint(const words& given)
{
    const auto url = given.last("--endpoint");
    const auto region = given.last("--region");
    if (!url && !region)
        throw usage_error("--region or --endpoint is needed");
    auto endpoint = url ? cosio::endpoint::url(*url) : cosio::endpoint::region(*region);
    if (url && region)
        endpoint.stands_for(cosio::endpoint::region(*region));
    if (given.has("--path-style"))
        endpoint.path_style();
    if (endpoint.scheme() == cosio::scheme::http && given.has("--ca-file"))
        throw usage_error("--ca-file is for https; the endpoint is http");
    return endpoint;
}

signing_kind make_signing(const words& given)
{
    const auto wanted = choice<signing_kind>(given, "--signing",
                                             {{"q", signing_kind::q},
                                              {"sigv4", signing_kind::sigv4},
                                              {"anonymous", signing_kind::anonymous}})
                            .value_or(signing_kind::q);
    if (wanted != signing_kind::sigv4 && (given.has("--path-style") || given.has("--s3-region")))
        throw usage_error("--path-style and --s3-region go with --signing sigv4");
    return wanted;
}

std::optional<std::chrono::seconds> make_expiry(const words& given, signing_kind signing)
{
    const auto seconds = number(given, "--presign", 1L, 100L * 365 * 86400);
    if (seconds && signing == signing_kind::anonymous)
        throw usage_error("--presign needs a signature");
    return seconds ? std::optional(std::chrono::seconds(*seconds)) : std::nullopt;
}

xml_kind make_xml(const words& given)
{
    return choice<xml_kind>(given, "--xml",
                            {{"property_tree", xml_kind::property_tree},
                             {"pugixml", xml_kind::pugixml},
                             {"scanner", xml_kind::scanner}})
        .value_or(xml_kind::property_tree);
}

std::optional<cosio::credentials> make_credentials(signing_kind signing)
{
    if (signing == signing_kind::anonymous)
        return std::nullopt;
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

cosio::config make_settings(const words& given)
{
    cosio::config result;
    set_seconds(result.connect_timeout, given, "--connect-timeout");
    set_seconds(result.io_timeout, given, "--io-timeout");
    set_seconds(result.operation_timeout, given, "--timeout");
    if (const auto attempts = number(given, "--attempts", 1u, 100u))
        result.retry.attempts = *attempts;
    return result;
}

/// Whether the keys come from a file, which leaves no room for some other options.
bool make_batch(const words& given)
{
    const bool batch = given.has("--batch");
    if (!batch && !given.has("--key"))
        throw usage_error("--key is required, or --batch");
    if (!batch && given.has("--journal"))
        throw usage_error("--journal goes with --batch");
    for (const auto* option : {"--key", "--count", "--presign"})
        if (batch && given.has(option))
            throw usage_error(std::string("--batch and ") + option + " exclude each other");
    return batch;
}

std::string make_journal(const words& given, const std::optional<std::string>& batch)
{
    const auto name = given.last("--journal");
    if (batch == "-" && !name)
        throw usage_error(
            "--journal is needed with --batch -, which has no name to derive it from");
    return name.value_or(batch.value_or("") + ".done.jsonl");
}

} // namespace

options interpret(const words& given)
{
    const bool is_batch = make_batch(given);
    const auto batch = given.last("--batch");
    const auto signing = make_signing(given);
    const auto count = number(given, "--count", 1u, 1'000'000u).value_or(1);
    const auto concurrency = number(given, "--concurrency", 1u, 10'000u).value_or(1);
    return {.request = make_request(given),
            .endpoint = make_endpoint(given),
            .who = make_credentials(signing),
            .settings = make_settings(given),
            .ca_file = given.last("--ca-file"),
            .signing = signing,
            .s3_region =
                given.last("--s3-region").value_or(given.last("--region").value_or("us-east-1")),
            .presign = make_expiry(given, signing),
            .xml = make_xml(given),
            .kms_context = given.has("--kms-context"),
            .batch = batch,
            .journal = make_journal(given, batch),
            .count = count,
            .concurrency = is_batch ? concurrency : std::min(count, concurrency),
            .progress = !given.has("--no-progress"),
            .json = given.has("--json"),
            .verbose = given.has("--verbose")};
}

} // namespace cli
