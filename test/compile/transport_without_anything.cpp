// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// expect: A transport policy must name its executor_type
// expect: A transport policy must have template <class E> struct rebind_executor
// expect: A transport policy must have get_executor
// expect: A transport policy must have static bool speaks
// expect: A transport policy must have async_exchange

#include <cosio/transport/concept.hpp>

struct nothing {};

static_assert(cosio::check_transport<nothing>());
