// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: read of an XML policy must return cosio::error_code

#include <cosio/xml/concept.hpp>

struct yes_or_no {
    bool read(std::string_view, cosio::xml_sink&) const { return true; }
};

static_assert(cosio::check_xml<yes_or_no>());
