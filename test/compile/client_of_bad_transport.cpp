// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: transport_policy

#include <cosio/client.hpp>

struct no_transport {};

using wrong = cosio::basic_client<cosio::q_signing, no_transport>;
wrong* use;
