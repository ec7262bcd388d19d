// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Any bytes: the three XML policies accept or refuse them alike and tell the same. What they tell,
// written as XML again, reads as the same.

#include <cosio/detail/utf8.hpp>
#include <cosio/xml/property_tree_xml.hpp>
#include <cosio/xml/pugixml_xml.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fuzz/expect.hpp>
#include <string>
#include <string_view>
#include <support/xml_events.hpp>
#include <vector>

namespace {

using cosio_test::expect;
using cosio_test::read_xml;

void check_events(const cosio_test::xml_events& events)
{
    std::size_t depth = 0, most = 0, roots = 0;
    for (const auto& event : events) {
        if (event.kind == '(') {
            roots += depth == 0;
            most = std::max(most, ++depth);
        } else if (event.kind == ')') {
            expect(depth > 0, "no end without a beginning");
            --depth;
        } else {
            expect(depth > 0, "no text outside of the root");
        }
        expect(event.kind == '(' ? !event.text.empty() : true, "every element has a name");
        expect(cosio::detail::utf8_length(event.text).has_value(), "all is UTF-8");
        expect(event.text.find('\0') == event.text.npos, "no NUL");
    }
    expect(depth == 0 && roots == 1, "one root, and it ends");
    expect(most <= 32, "32 levels at most");
}

std::string written(const cosio_test::xml_events& events)
{
    std::string result;
    std::vector<std::string_view> open;
    for (const auto& event : events) {
        if (event.kind == '(') {
            open.push_back(event.text);
            result += '<' + event.text + '>';
        } else if (event.kind == ')') {
            result += "</" + std::string(open.back()) + '>';
            open.pop_back();
        } else {
            for (const char c : event.text)
                result += c == '<'    ? "&lt;"
                          : c == '&'  ? "&amp;"
                          : c == '>'  ? "&gt;"
                          : c == '\r' ? "&#13;"
                                      : std::string(1, c);
        }
    }
    return result;
}

template <class Xml>
void check_agreement(std::string_view document, const cosio_test::xml_reading& wanted)
{
    const auto found = read_xml<Xml>(document);
    expect(found.code == wanted.code, "the readers accept and refuse alike");
    expect(found.events == wanted.events, "the readers tell the same");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string document(data, data + size);
    const auto told = read_xml<cosio::scanner_xml>(document);
    check_agreement<cosio::property_tree_xml>(document, told);
    check_agreement<cosio::pugixml_xml>(document, told);
    if (told.code)
        return 0;
    check_events(told.events);
    const auto again = read_xml<cosio::scanner_xml>(written(told.events));
    expect(!again.code && again.events == told.events, "written and read again, it is the same");
    return 0;
}
