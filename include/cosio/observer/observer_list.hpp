// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_OBSERVER_OBSERVER_LIST_HPP
#define COSIO_OBSERVER_OBSERVER_LIST_HPP

#include <cosio/observer.hpp>

#include <tuple>
#include <utility>

namespace cosio {

/** Several observers as one: each is told, in their order, the kinds of events that it takes.

    @par Thread-safety
    That of its observers.

    @par Example
    @code
    cosio::metrics numbers;
    cosio::observer_list watch(numbers, cosio::line_logger(std::clog));
    @endcode
*/
template <observer_policy... Observers>
class observer_list {
public:
    /// Takes them by value; those of cosio share their state with their copies.
    explicit observer_list(Observers... observers) : observers_(std::move(observers)...) {}

    /// See `observer_policy`.
    template <class Event>
        requires(std::is_invocable_v<const Observers&, const Event&> || ...)
    void operator()(const Event& event) const noexcept
    {
        std::apply([&event](const Observers&... each) { (tell(each, event), ...); }, observers_);
    }

private:
    std::tuple<Observers...> observers_;
};

} // namespace cosio

#endif
