// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_XML_EVENTS_HPP
#define COSIO_TEST_SUPPORT_XML_EVENTS_HPP

#include <cosio/xml/concept.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cosio_test {

struct xml_event {
    char kind; ///< `(` an element begins, `)` it ends, `=` text.
    std::string text;

    bool operator==(const xml_event&) const = default;
};

using xml_events = std::vector<xml_event>;

/// Records what a reader tells; pieces of text that follow each other become one.
class xml_recorder final : public cosio::xml_sink {
public:
    void enter(std::string_view name) override { events.push_back({'(', std::string(name)}); }

    void text(std::string_view piece) override
    {
        if (piece.empty())
            return;
        if (events.empty() || events.back().kind != '=')
            events.push_back({'=', std::string()});
        events.back().text += piece;
    }

    void leave() override { events.push_back({')', std::string()}); }

    xml_events events;
};

/// `a([x]b()[y])` for `<a>x<b/>y</a>`.
inline std::string to_string(const xml_events& events)
{
    std::string result;
    for (const xml_event& event : events)
        result += event.kind == '=' ? '[' + event.text + ']' : event.text + event.kind;
    return result;
}

struct xml_reading {
    cosio::error_code code;
    xml_events events; ///< Nothing after an error: it counts for nothing.
};

template <class Xml>
xml_reading read_xml(std::string_view document)
{
    xml_recorder recorder;
    xml_reading result;
    result.code = Xml().read(document, recorder);
    if (!result.code)
        result.events = std::move(recorder.events);
    return result;
}

} // namespace cosio_test

#endif
