// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_QUIET_START_HPP
#define COSIO_DETAIL_QUIET_START_HPP

#include <boost/asio/detail/config.hpp>

#include <cerrno>

namespace cosio::detail {

/** Begins a receive on a kept connection, and tells whether its peer has neither closed it nor said
    anything unasked until then. If it has, the receive completes with that.

    On epoll Asio tries a receive at once, before it waits, and `errno` tells that this try found
    nothing: so the look takes no call to the system of its own, which would be a tenth of an
    exchange. Should Asio try no more, no connection would be used twice: slow, and not wrong.
    Elsewhere the connection is looked at first.
*/
template <class Link, class Begin>
bool starts_quietly(Link& link, Begin begin)
{
#if defined(BOOST_ASIO_HAS_EPOLL) && !defined(BOOST_ASIO_HAS_IO_URING_AS_DEFAULT)
    static_cast<void>(link);
    errno = 0;
    begin();
    return errno == EAGAIN;
#else
    const bool quiet = link.quiet();
    begin();
    return quiet;
#endif
}

} // namespace cosio::detail

#endif
