// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// With COSIO_SEPARATE_COMPILATION: the one translation unit that compiles the library for all the
// others. Boost.Asio and Boost.Beast offer the same, each with a macro of its own.

#include <cosio/testing/src.hpp>

#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
