// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: signing_policy

#include <cosio/client.hpp>

struct no_sign {};

using wrong = cosio::basic_client<no_sign>;
wrong* use;
