// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_STATION_TABLE_HPP
#define COSIO_DETAIL_STATION_TABLE_HPP

#include <cosio/detail/client_core.hpp>
#include <cosio/detail/invalid_input.hpp>
#include <cosio/detail/observation.hpp>
#include <cosio/http_message.hpp>

#include <chrono>
#include <string_view>

namespace cosio::detail {

/// Whether an operation's way ends with the signature, before the exchange.
template <class Operation>
concept ends_signed = requires { Operation::presigns; };

/// What the street is compiled for: the executor of its I/O, the clock of its pauses and of its
/// deadline, and whether it has an observer.
template <class Executor, class Clock, bool Observed>
struct street_frame {
    using executor_type = Executor;
    using clock = Clock;
    static constexpr bool observed = Observed;
};

template <class Operation, class Frame>
class street;

/// The stations of the street where the policies stand. Called through pointers, so that the
/// street is compiled once for an operation and a frame, and not for each set of policies.
template <class Operation, class Frame>
struct stations {
    using street_type = street<Operation, Frame>;

    bool (*speaks)(scheme which);
    invalid_input (*build)(const client_base& client, http_request& out,
                           const typename Operation::request_type& request,
                           const service_address& to);
    void (*sign)(client_base& client, street_type& on);
    void (*exchange)(client_base& client, street_type& on);
    error_code (*judge)(const client_base& client, typename Operation::result_type& result,
                        typename Operation::request_type& request, const http_response& response);
    bool (*repair_clock)(const client_base& client, std::chrono::sys_seconds server);
    std::string_view retry_header; ///< Empty if a repeated request says nothing of it.
    tell_observer tell;
};

} // namespace cosio::detail

#endif
