// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_SRC_HPP
#define COSIO_TESTING_SRC_HPP

/** @file
    Separate compilation of the local COS; see cosio/src.hpp, which a program that uses the local COS
    includes in the same translation unit.
*/

#include <cosio/src.hpp>
#include <cosio/testing/local_cos/detail/listener.hpp>

template std::uint16_t cosio::testing::local_detail::listen(const boost::asio::any_io_executor&,
                                                            const std::shared_ptr<server_core>&,
                                                            const boost::asio::ip::tcp::endpoint&,
                                                            const certificate*);

#endif
