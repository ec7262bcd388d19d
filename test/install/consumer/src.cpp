// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The one translation unit that compiles cosio for the program.

#include <cosio/src.hpp>
