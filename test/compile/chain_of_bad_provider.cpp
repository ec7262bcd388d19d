// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: error_code get\(cosio::provided_credentials& out\) const, or async_get\(handler\) const

#include <cosio/credentials/credentials_chain.hpp>
#include <cosio/credentials/static_credentials.hpp>

struct mistaken {};

const cosio::credentials_chain chain(cosio::static_credentials({"AKID", "key"}), mistaken());
