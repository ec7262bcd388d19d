// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_XML_EVENTS_HPP
#define COSIO_TEST_SUPPORT_XML_EVENTS_HPP

#include <cosio/xml/concept.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cosio {
class property_tree_xml;
}

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

/// The one difference among the readers: PropertyTree keeps a single text of each element, so the
/// pieces that its children split are told together, before the children.
inline xml_events texts_first(const xml_events& events)
{
    xml_events names;                // of the open elements, outermost first
    std::vector<xml_events> open(1); // what each holds so far, after what is around the root
    const auto add_text = [](xml_events& content, const std::string& text) {
        if (content.empty() || content.front().kind != '=')
            content.insert(content.begin(), {'=', std::string()});
        content.front().text += text;
    };
    for (const xml_event& event : events) {
        if (event.kind == '(') {
            open.emplace_back();
            names.push_back(event);
        } else if (event.kind == '=') {
            add_text(open.back(), event.text);
        } else {
            xml_events content = std::move(open.back());
            open.pop_back();
            open.back().push_back(std::move(names.back()));
            names.pop_back();
            open.back().insert(open.back().end(), content.begin(), content.end());
            open.back().push_back(event);
        }
    }
    return open.front();
}

/// What `Xml` has to tell where XML itself says `events`.
template <class Xml>
xml_events as_told_by(const xml_events& events)
{
    return std::is_same_v<Xml, cosio::property_tree_xml> ? texts_first(events) : events;
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
