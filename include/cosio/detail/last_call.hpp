// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_LAST_CALL_HPP
#define COSIO_DETAIL_LAST_CALL_HPP

#include <boost/asio/associated_allocator.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>

#include <utility>

namespace cosio::detail {

/// The last call of an operation, on the handler's own executor. Until then it keeps the operation,
/// which is given the call because its memory has to go back before that.
template <class Op>
class last_call {
public:
    explicit last_call(boost::intrusive_ptr<Op> op) : op_(std::move(op)) {}

    last_call(last_call&&) = default;

    using allocator_type = typename Op::allocator_type;
    allocator_type get_allocator() const noexcept
    {
        return boost::asio::get_associated_allocator(op_->handler());
    }

    void operator()() { Op::call(std::move(op_)); }

private:
    boost::intrusive_ptr<Op> op_;
};

} // namespace cosio::detail

#endif
