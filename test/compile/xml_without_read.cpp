// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: An XML policy must have read\(std::string_view document, cosio::xml_sink& sink\) const

#include <cosio/xml/concept.hpp>

struct no_read {};

static_assert(cosio::check_xml<no_read>());
