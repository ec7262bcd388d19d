// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_AWAIT_EXCEPTION_PTR_HPP
#define COSIO_DETAIL_AWAIT_EXCEPTION_PTR_HPP

#include <boost/asio/version.hpp>

#include <concepts>
#include <exception>

// In Asio 1.26 (Boost 1.81) a deferred operation whose signature is void(std::exception_ptr, T)
// cannot be awaited: the awaiting side asks `if (*result)` where it means `if (*result.ex_)`.
// Later versions ask right. This gives the question its meaning; argument-dependent lookup finds
// it nowhere else.
#if BOOST_ASIO_VERSION <= 102600

namespace boost::asio::detail {

template <class Result>
    requires requires(Result& result) {
        { result.ex_ } -> std::same_as<std::exception_ptr*&>;
        result.value_;
    }
std::exception_ptr& operator*(Result& result) noexcept
{
    return *result.ex_;
}

} // namespace boost::asio::detail

#endif

#endif
