// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_LAST_CALL_HPP
#define COSIO_DETAIL_LAST_CALL_HPP

#include <cosio/error.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>

#include <utility>

namespace cosio::detail {

/// Calls the handler of an operation that is gone. Nobody can cancel it any more.
template <class Handler, class Result>
void complete(Handler handler, error_code code, Result&& result)
{
    auto slot = boost::asio::get_associated_cancellation_slot(handler);
    if (slot.is_connected())
        slot.clear();
    std::move(handler)(code, std::move(result));
}

/// The same, to be made on the handler's own executor. It keeps nothing of the operation: where it
/// waits, the operation's execution context may be gone before its turn comes.
template <class Handler, class Result>
class last_call {
public:
    last_call(Handler&& handler, error_code code, Result&& result)
        : handler_(std::move(handler)), code_(code), result_(std::move(result))
    {
    }

    last_call(last_call&&) = default;

    void operator()() { complete(std::move(handler_), code_, std::move(result_)); }

private:
    Handler handler_;
    error_code code_;
    Result result_;
};

} // namespace cosio::detail

#endif
