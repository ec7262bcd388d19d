// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "json.hpp"
#include "line.hpp"

#include <boost/nowide/utf/convert.hpp>

namespace cli {

std::string json_string(std::string_view text)
{
    const auto valid =
        boost::nowide::utf::convert_string<char>(text.data(), text.data() + text.size());
    return '"' + spelled_out(valid, "\"\\") + '"';
}

std::string json_object(std::span<const field> fields)
{
    std::string text;
    for (const auto& [name, value] : fields)
        text += (text.empty() ? '{' : ',') + json_string(name) + ':' + json_string(value);
    return text + '}';
}

} // namespace cli
