// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: xml_policy

#include <cosio/client.hpp>

struct no_xml {};

using wrong = cosio::basic_client<cosio::q_signing, cosio::tls_transport<>, no_xml>;
wrong* use;
