// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Answers that are HTTP, and not what an operation hopes for.

#include "fault.hpp"

#include <cosio/http_category.hpp>
#include <cosio/service_errc.hpp>

#include <boost/beast/http/error.hpp>

namespace faults {

namespace {

using namespace std::string_literals;

error_code foreign(int status)
{
    return {status, cosio::foreign_category()};
}

std::string first_line(int status)
{
    return "HTTP/1.1 " + std::to_string(status) + " Whatever\r\n";
}

/// `<x><x>...</x></x>`.
std::string nested(std::size_t depth)
{
    std::string in, out;
    for (std::size_t i = 0; i < depth; ++i) {
        in += "<x>";
        out += "</x>";
    }
    return in + out;
}

/// A few hundred bytes that would become gigabytes.
std::string entity_bomb()
{
    std::string types = "<!ENTITY e0 \"ha\">";
    for (int i = 1; i < 12; ++i) {
        types += "<!ENTITY e" + std::to_string(i) + " \"";
        for (int n = 0; n < 10; ++n)
            types += "&e" + std::to_string(i - 1) + ';';
        types += "\">";
    }
    return "<?xml version=\"1.0\"?><!DOCTYPE " + root + " [" + types + "]><" + root +
           "><Bucket>&e11;</Bucket></" + root + '>';
}

std::string utf_16(const std::string& text, bool big)
{
    std::string result = big ? "\xfe\xff" : "\xff\xfe";
    for (const char c : text)
        result += big ? std::string{'\0', c} : std::string{c, '\0'};
    return result;
}

std::string error_of(const std::string& code)
{
    return "<?xml version=\"1.0\"?><Error><Code>" + code +
           "</Code><Message>m</Message>"
           "<RequestId>r</RequestId></Error>";
}

class table {
public:
    table(fault_list& to, way over) : to_(to), over_(over) {}

    /// The connection is good for another exchange.
    void kept(const std::string& name, const std::string& bytes, const expected& end,
              const cosio::config& settings = patient()) const
    {
        to_.push_back(fault(over_, "answer", name)
                          .connection({hears(), says(bytes)})
                          .exchange(end, settings)
                          .connections(1));
    }
    void kept(const std::string& name, const std::string& bytes, error_code code,
              unsigned status = 200) const
    {
        kept(name, bytes, fails(code, stage::judge).status(status));
    }
    void ended(const std::string& name, const script& acts, const expected& end,
               const cosio::config& settings = patient()) const
    {
        script all{hears()};
        all.insert(all.end(), acts.begin(), acts.end());
        to_.push_back(fault(over_, "answer", name).connection(all).exchange(end, settings));
    }
    void without(const std::string& element, errc code) const
    {
        std::string text = document();
        const auto begin = text.find('<' + element + '>');
        const auto end = text.find("</" + element + '>') + element.size() + 3;
        kept("without_" + element, answer(text.erase(begin, end - begin)), code);
    }

private:
    fault_list& to_;
    way over_;
};

void add_without_body(const table& to)
{
    const script gone{takes_leave(), half_closes()};
    const auto then_gone = [&](const std::string& bytes) {
        script acts{says(bytes)};
        acts.insert(acts.end(), gone.begin(), gone.end());
        return acts;
    };
    to.kept("empty", answer(""), errc::empty_body);
    to.ended("empty_until_the_end", then_gone(ok + "\r\n"),
             fails(errc::empty_body, stage::judge).status(200));
    to.kept("status_204", first_line(204) + "\r\n", errc::empty_body, 204);
    to.kept("status_204_with_a_length", first_line(204) + "Content-Length: 9\r\n\r\n",
            errc::empty_body, 204);
    to.ended("status_204_with_a_body", {says(answer(document(), first_line(204)))},
             fails(errc::empty_body, stage::judge).status(204));
    to.kept("status_205", answer("", first_line(205)), errc::empty_body, 205);
    to.ended("status_205_until_the_end", then_gone(first_line(205) + "\r\n"),
             fails(errc::empty_body, stage::judge).status(205));
    to.kept("status_304", first_line(304) + "\r\n", foreign(304), 304);
    to.kept("status_304_with_a_length", first_line(304) + "Content-Length: 9\r\n\r\n", foreign(304),
            304);
    to.kept("status_403_empty", answer("", first_line(403)), foreign(403), 403);
    to.kept("status_403_empty_of_cos", answer("", first_line(403) + "x-cos-request-id: r\r\n"),
            fails({403, cosio::http_category()}, stage::judge).status(403).acted(false));
    to.kept("status_600", answer("", first_line(600)), foreign(600), 600);
    to.kept("status_999", answer("", first_line(999)), foreign(999), 999);
}

void add_redirects(const table& to)
{
    for (const int status : {300, 301, 302, 303, 307, 308}) {
        const auto head = first_line(status) + "Location: http://127.0.0.1:" + elsewhere + "/\r\n";
        to.kept("redirect_" + std::to_string(status), answer("", head), foreign(status),
                static_cast<unsigned>(status));
    }
    const auto head = first_line(307) +
                      "x-cos-request-id: r\r\nLocation: http://127.0.0.1:" + elsewhere + "/\r\n";
    to.kept("redirect_307_of_cos", answer(error_of("TemporaryRedirect"), head),
            fails(cosio::service_errc::temporary_redirect, stage::judge).status(307).acted(false));
    to.kept("refresh", answer("", ok + "Refresh: 0; url=http://127.0.0.1:" + elsewhere + "/\r\n"),
            errc::empty_body);
}

void add_bodies(const table& to)
{
    const auto body = [&](const std::string& name, const std::string& text, errc code) {
        to.kept(name, answer(text, ok + "Content-Type: application/xml\r\n"), code);
    };
    const std::string good = document();
    to.kept("html", answer("<!DOCTYPE html><html><p>Log in</html>", ok), errc::html_body);
    to.kept("html_502", answer("<html><h1>Bad Gateway</h1></html>", first_line(502)), foreign(502),
            502);
    to.kept("content_type_wrong", answer(good, ok + "Content-Type: image/png\r\n"), succeeds());
    to.kept("content_type_broken", answer(good, ok + "Content-Type: ;;/,\r\n"), succeeds());
    to.kept("content_type_missing", answer(good), succeeds());
    body("text", "everything is all right", errc::malformed_xml);
    body("json", "{\"UploadId\": \"told\"}", errc::malformed_xml);
    body("noise", "\x80\xff\0\1\2\3<\xfe"s, errc::malformed_xml);
    to.kept("gzip",
            answer("\x1f\x8b\x08\0\0\0\0\0\0\x03\xb3\xf1\xcc\xcb\x2c\xc9\x4c"s,
                   ok + "Content-Encoding: gzip\r\n"),
            errc::malformed_xml);
    body("utf_16_le", utf_16(good, false), errc::malformed_xml);
    body("utf_16_be", utf_16(good, true), errc::malformed_xml);
    body("utf_16_declared", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + good,
         errc::malformed_xml);
    body("latin_1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + document("\xe4"),
         errc::malformed_xml);
    body("broken_utf_8", document("\xc3"), errc::malformed_xml);
    to.kept("byte_order_mark", answer("\xef\xbb\xbf" + good), succeeds());
    body("entity_bomb", entity_bomb(), errc::forbidden_xml);
    body("external_entity",
         "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + document("&e;"),
         errc::forbidden_xml);
    body("unknown_entity", document("&e;"), errc::malformed_xml);
    body("nested_5000", nested(5000), errc::xml_too_deep);
    body("cut", good.substr(0, good.size() - 5), errc::malformed_xml);
    body("unclosed", "<" + root + "><Bucket>b</" + root + ">", errc::malformed_xml);
    body("two_roots", good + good, errc::malformed_xml);
    body("nul", document("a\0b"s), errc::malformed_xml);
    body("spaces", std::string(1000, ' '), errc::malformed_xml);
    body("one_byte", "<", errc::malformed_xml);
    body("other_root", "<CompleteMultipartUploadResult/>", errc::unexpected_root);
    body("empty_upload_id", document(""), errc::empty_upload_id);
    body("blank_upload_id", document(" \n"), errc::empty_upload_id);
    to.without("Bucket", errc::missing_bucket);
    to.without("Key", errc::missing_key);
    to.without("UploadId", errc::missing_upload_id);
    to.kept("error_under_200", answer(error_of("InternalError")),
            fails(errc::error_under_success, stage::judge).status(200).acted(false));
    to.kept("good_under_500", answer(good, first_line(500)), foreign(500), 500);

    to.ended("nested_100000", {says(answer(nested(100'000))), stalls()},
             fails(boost::beast::http::error::body_limit, stage::receive));
    auto generous = patient();
    generous.max_body_bytes = 1'000'000;
    to.kept("nested_100000_let_in", answer(nested(100'000)),
            fails(errc::xml_too_deep, stage::judge), generous);
}

} // namespace

void add_answers(fault_list& to, way over)
{
    const table rows(to, over);
    add_without_body(rows);
    add_redirects(rows);
    add_bodies(rows);
}

} // namespace faults
