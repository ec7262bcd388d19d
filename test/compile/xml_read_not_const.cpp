// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: An XML policy must have read

#include <cosio/xml/concept.hpp>

struct changing {
    cosio::error_code read(std::string_view, cosio::xml_sink&) { return {}; }
};

static_assert(cosio::check_xml<changing>());
