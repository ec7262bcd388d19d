// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: needs one of them to have get_executor\(\) const

#include <cosio/credentials/credentials_chain.hpp>

struct somewhere {
    void async_get(cosio::credentials_handler) const;
};

const cosio::credentials_chain chain{somewhere()};
const auto executor = chain.get_executor();
