// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: no matching (function|member function)

#include <cosio/object_attributes.hpp>

void mix(cosio::object_attributes& object) { object.encryption(cosio::sse_cos(), cosio::sse_kms()); }
