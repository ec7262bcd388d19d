// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// An XML policy of one's own: reads the plain documents of COS, and nothing else.

#include "common.hpp"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

/// Elements and text, no attributes, entities, comments or CDATA: what it does not know it refuses.
class plain_xml {
public:
    cosio::error_code read(std::string_view rest, cosio::xml_sink& sink) const
    {
        std::vector<std::string_view> open;
        if (rest.starts_with("<?xml ")) // as COS's errors do
            rest.remove_prefix(std::min(rest.find('<', 1), rest.size()));
        while (!rest.empty()) {
            const auto tag = rest.substr(1, rest.find('>') - 1);
            const bool end = tag.starts_with('/');
            const auto name = tag.substr(end ? 1 : 0);
            if (rest[0] != '<' || name.empty() || name.find_first_of(" /!?<") != name.npos ||
                rest.size() < tag.size() + 2 || open.size() > 8 ||
                (end && (open.empty() || open.back() != name)))
                return cosio::errc::malformed_xml;
            end ? sink.leave() : sink.enter(name);
            end ? open.pop_back() : open.push_back(name);
            rest.remove_prefix(tag.size() + 2);
            const auto text = rest.substr(0, rest.find('<'));
            if (open.empty() || text.find('&') != text.npos)
                return rest.find_first_not_of("\r\n") == rest.npos ? cosio::error_code()
                                                                   : cosio::errc::malformed_xml;
            sink.text(text);
            rest.remove_prefix(text.size());
        }
        return cosio::errc::malformed_xml;
    }
};
static_assert(cosio::check_xml<plain_xml>());

int main(int argc, char** argv)
{
    const arguments given = read_arguments(argc, argv);
    boost::asio::io_context io;
    cosio::basic_client<cosio::q_signing, cosio::tls_transport<>, plain_xml> cos(
        cosio::tls_transport<>(io, given.ca_file),
        cosio::endpoint::url(given.url).stands_for(cosio::endpoint::region("ap-beijing")),
        given.who);

    bool begun = false;
    cos.initiate({"examplebucket-1250000000", "exampleobject"},
                 [&](auto code, const auto& result) { begun = tell(code, result); });
    io.run();
    return begun ? 0 : 1;
}
