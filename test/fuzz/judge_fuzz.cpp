// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Any answer: it is parsed alike in whatever pieces it comes, and judged alike with each of the XML
// policies; a success is one by an oracle of its own, and no secret is left in the diagnostics.
//
// An input is a line whose characters are the sizes of the pieces (their low six bits), and then the
// answer as on the wire. In it, $T, $K and $A stand for the secrets that were sent, and $t, $k and $a
// for the same percent-encoded. What is no HTTP is judged nevertheless, taken apart more leniently.

#include <cosio/detail/percent.hpp>
#include <cosio/detail/redact.hpp>
#include <cosio/detail/response_parser.hpp>
#include <cosio/initiate.hpp>
#include <cosio/xml/property_tree_xml.hpp>
#include <cosio/xml/pugixml_xml.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <fuzz/expect.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <support/xml_events.hpp>
#include <vector>

namespace {

namespace http = boost::beast::http;
using cosio_test::expect;

const std::array<std::string, 3> secrets{
    "FwoGZXIvYXdzEBYaDIp7+qWk/Vexampletoken==",
    "MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY=",
    "q-sign-algorithm=sha1&q-ak=AKID&q-sign-time=1;2&q-key-time=1;2&q-header-list=host&"
    "q-url-param-list=uploads&q-signature=9f8bb83c14ea50570702536b37273151856b02ac",
};

cosio::http_request sent()
{
    cosio::http_request request("POST", "/exampleobject");
    request.headers()
        .set("Host", "examplebucket-1250000000.cos.ap-beijing.myqcloud.com")
        .set("x-cos-security-token", secrets[0])
        .set("x-cos-server-side-encryption-customer-key", secrets[1])
        .set("Authorization", secrets[2]);
    return request;
}

std::string percent_encoded(const std::string& text)
{
    std::string result;
    cosio::detail::append_percent_encoded(result, text);
    return result;
}

/// Puts the secrets in.
std::string filled_in(std::string_view text)
{
    constexpr std::string_view marks = "TKAtka";
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto mark =
            text[i] == '$' && i + 1 < text.size() ? marks.find(text[i + 1]) : marks.npos;
        if (mark == marks.npos) {
            result += text[i];
            continue;
        }
        const std::string& secret = secrets[mark % secrets.size()];
        result += mark < secrets.size() ? secret : percent_encoded(secret);
        ++i;
    }
    return result;
}

struct parsed {
    cosio::error_code code;
    bool done = false;
    std::size_t taken = 0;
    cosio::http_response response;
};

/// Parses as an exchange does that receives pieces of these sizes, over and over.
parsed parse(std::string_view bytes, std::string_view sizes)
{
    parsed result;
    cosio::detail::response_parser parser(result.response, 2048, 4096);
    parser.eager(true);
    std::size_t given = 0, which = 0;
    while (given < bytes.size() && !parser.is_done() && !result.code) {
        const auto size = static_cast<unsigned char>(sizes[which++ % sizes.size()]) & 0x3fu;
        given = std::min(bytes.size(), given + (size == 0 ? bytes.size() : size));
        while (result.taken < given && !parser.is_done() && !result.code) {
            const auto piece = bytes.substr(result.taken, given - result.taken);
            result.taken +=
                parser.put(boost::asio::buffer(piece.data(), piece.size()), result.code);
        }
        if (result.code == http::error::need_more)
            result.code = {};
    }
    if (!parser.is_done() && !result.code && parser.got_some())
        parser.put_eof(result.code);
    result.done = parser.is_done();
    return result;
}

bool same_fields(const cosio::field_list& a, const cosio::field_list& b)
{
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i)
        same = a[i].name == b[i].name && a[i].value == b[i].value;
    return same;
}

/// An answer out of almost anything.
cosio::http_response taken_apart(std::string_view bytes)
{
    cosio::http_response response;
    const auto line = [&] {
        auto taken = bytes.substr(0, bytes.find('\n'));
        bytes.remove_prefix(std::min(bytes.size(), taken.size() + 1));
        if (taken.ends_with('\r'))
            taken.remove_suffix(1);
        return taken;
    };
    auto status = line();
    status.remove_prefix(std::min(status.size(), status.find(' ') + 1));
    for (const char c : status.substr(0, status.find_first_not_of("0123456789")).substr(0, 3))
        response.status = response.status * 10 + static_cast<unsigned>(c - '0');
    for (auto header = line(); !header.empty(); header = line()) {
        const auto colon = header.find(':');
        if (colon == header.npos)
            continue;
        auto value = header.substr(colon + 1);
        value.remove_prefix(std::min(value.size(), value.find_first_not_of(' ')));
        if (!response.headers.contains(header.substr(0, colon)))
            response.headers.set(std::string(header.substr(0, colon)), std::string(value));
    }
    response.body = bytes;
    return response;
}

struct judged {
    cosio::error_code code;
    cosio::initiate_result result;
};

template <class Xml>
judged judge(const cosio::http_response& response)
{
    judged found;
    const cosio::initiate_request asked("examplebucket-1250000000", "exampleobject");
    found.code = cosio::detail::initiate_operation::judge(found.result, asked, response, Xml());
    return found;
}

std::array<std::string*, 7> texts(cosio::diagnostics& about)
{
    return {&about.code,       &about.message,  &about.resource,   &about.detail,
            &about.request_id, &about.trace_id, &about.server_time};
}

void check_same(judged a, judged b)
{
    expect(a.code == b.code, "the same error with every reader");
    expect(a.result.bucket == b.result.bucket, "the same bucket with every reader");
    expect(a.result.key == b.result.key, "the same key with every reader");
    expect(a.result.upload_id == b.result.upload_id, "the same upload id with every reader");
    expect(a.result.date == b.result.date, "the same date with every reader");
    expect(a.result.encryption.algorithm == b.result.encryption.algorithm,
           "the same encryption with every reader");
    expect(a.result.diagnostics.http_status == b.result.diagnostics.http_status,
           "the same status in the diagnostics with every reader");
    const auto first = texts(a.result.diagnostics), second = texts(b.result.diagnostics);
    for (std::size_t i = 0; i < first.size(); ++i)
        expect(*first[i] == *second[i], "the same diagnostics with every reader");
}

/// Whether this is a success, said in another way than by what is tested.
bool is_success(const cosio::http_response& response)
{
    const auto read = cosio_test::read_xml<cosio::scanner_xml>(response.body);
    if (read.code || response.status / 100 != 2)
        return false;
    struct child {
        std::string name, text;
    };
    std::vector<child> path, children; // the open elements; the first of each name, 16 at most
    std::string root;
    for (const auto& event : read.events) {
        if (event.kind == '(') {
            path.push_back({event.text.substr(event.text.find(':') + 1), {}});
            root = path.front().name;
        } else if (event.kind == '=') {
            path.back().text += event.text;
        } else {
            const auto same = [&](const child& other) { return other.name == path.back().name; };
            if (path.size() == 2 && children.size() < 16 &&
                std::none_of(children.begin(), children.end(), same))
                children.push_back(path.back());
            path.pop_back();
        }
    }
    const auto text_of = [&](std::string_view name) -> std::optional<std::string> {
        for (const child& each : children)
            if (each.name == name)
                return each.text;
        return std::nullopt;
    };
    const auto id = text_of("UploadId");
    return root == "InitiateMultipartUploadResult" && text_of("Bucket") && text_of("Key") && id &&
           id->find_first_not_of(" \t\r\n") != id->npos;
}

void check_judgement(const cosio::http_response& response)
{
    auto found = judge<cosio::scanner_xml>(response);
    check_same(found, judge<cosio::property_tree_xml>(response));
    check_same(found, judge<cosio::pugixml_xml>(response));

    auto& result = found.result;
    expect(!found.code == is_success(response), "a success is one, and nothing else is");
    expect(!found.code == !result.upload_id.empty(), "an upload id with a success, and only then");
    if (found.code)
        expect(result.bucket.empty() && result.key.empty(), "nothing of a failure");
    expect(!found.code.message().empty(), "every error has words");

    static const cosio::http_request request = sent();
    auto& about = result.diagnostics;
    cosio::detail::redact(about, request);
    const auto cut = about.detail.rfind("\"... (");
    for (const std::string& secret : secrets)
        for (const std::string& form : {secret, percent_encoded(secret)}) {
            for (const std::string* text : texts(about))
                expect(text->find(form) == text->npos, "no secret in the diagnostics");
            if (cut != about.detail.npos)
                expect(!std::string_view(about.detail).substr(0, cut).ends_with(form.substr(0, 4)),
                       "no beginning of a secret where a quotation ends");
        }
}

/// Beast looks into a header, or the head of a chunk, at once or only when it has all of it,
/// depending on the pieces. So one that is broken and cut too may be told as either, and whether the
/// limit of a header counts the first line depends on them too. All else does not.
void check_pieces(const parsed& whole, const parsed& pieces)
{
    if (whole.code == http::error::header_limit || pieces.code == http::error::header_limit)
        return;
    expect(!whole.code == !pieces.code, "accepted and refused alike in pieces");
    if (whole.code) {
        expect(whole.code == pieces.code || whole.code == http::error::partial_message ||
                   pieces.code == http::error::partial_message,
               "the same error in pieces");
        return;
    }
    expect(whole.done == pieces.done, "the same end in pieces");
    expect(whole.taken == pieces.taken, "the same length in pieces");
    expect(whole.response.status == pieces.response.status, "the same status in pieces");
    expect(whole.response.body == pieces.response.body, "the same body in pieces");
    expect(same_fields(whole.response.headers, pieces.response.headers),
           "the same headers in pieces");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto sizes = input.substr(0, std::min(input.find('\n'), input.size()));
    const auto bytes = filled_in(input.substr(std::min(sizes.size() + 1, input.size())));

    const auto whole = parse(bytes, "@");
    if (!sizes.empty())
        check_pieces(whole, parse(bytes, sizes));
    check_judgement(whole.done && !whole.code ? whole.response : taken_apart(bytes));
    return 0;
}
