// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_LISTEN_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_LISTEN_HPP

#include <cosio/testing/local_cos/detail/certificate.hpp>
#include <cosio/testing/local_cos/detail/core.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <memory>

namespace cosio::testing::local_detail {

/// Begins to serve there, and gives the port. @param chain Null for plain HTTP. A template, so that
/// the server can be compiled elsewhere (testing/src.hpp).
template <class Executor>
std::uint16_t listen(const Executor& executor, const std::shared_ptr<server_core>& core,
                     const boost::asio::ip::tcp::endpoint& at, const certificate* chain);

} // namespace cosio::testing::local_detail

#ifdef COSIO_SEPARATE_COMPILATION
extern template std::uint16_t
cosio::testing::local_detail::listen(const boost::asio::any_io_executor&,
                                     const std::shared_ptr<server_core>&,
                                     const boost::asio::ip::tcp::endpoint&, const certificate*);
#else
#include <cosio/testing/local_cos/detail/listener.hpp>
#endif

#endif
