// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_OBSERVATION_HPP
#define COSIO_DETAIL_OBSERVATION_HPP

#include <cosio/detail/client_core.hpp>
#include <cosio/detail/trace_rules.hpp>
#include <cosio/observer.hpp>
#include <cosio/transport/exchange_watch.hpp>

#include <chrono>
#include <cstddef>
#include <string_view>
#include <utility>

namespace cosio::detail {

/// Tells a client's observer, which only the client's stations know.
using tell_observer = void (*)(const client_base& client, const any_event& event);

/** What an operation tells of itself. It is a member of the street that does nothing, unless there
    is an observer.
*/
template <class Clock, bool Observed>
class observation {
public:
    template <class Request>
    static constexpr void begin(const client_base&, tell_observer, std::string_view, const Request&)
    {
    }
    static constexpr void attempt(unsigned, std::string_view) {}
    static constexpr void exchange() {}
    static constexpr void received(unsigned, std::string_view) {}
    static constexpr void retry(error_code, const diagnostics&, std::chrono::nanoseconds) {}
    static constexpr void done(error_code, const diagnostics&) {}
};

template <class Clock>
class observation<Clock, true> final : public exchange_watch {
public:
    template <class Request>
    void begin(const client_base& client, tell_observer teller, std::string_view name,
               const Request& request)
    {
        client_ = &client;
        tell_ = teller;
        about_.operation = name;
        about_.number = client.operations.fetch_add(1, std::memory_order_relaxed) + 1;
        about_.bucket = request.bucket();
        about_.key = request.key();
        about_.traceparent = request.fields().find(traceparent_header).value_or("");
        begun_ = last_ = Clock::now();
    }

    void attempt(unsigned which, std::string_view host)
    {
        about_.attempt = which;
        bytes_ = 0;
        tell(attempt_event{now(), host});
    }

    void exchange()
    {
        now(); // the signature is not waiting for the pool
        asked_pool_ = exchanged_ = true;
    }

    void received(unsigned status, std::string_view request_id)
    {
        if (!std::exchange(came_, false))
            now(); // from a transport that does not tell
        tell(received_event{about_, status, request_id, bytes_, took_});
    }

    void retry(error_code code, const diagnostics& about, std::chrono::nanoseconds pause)
    {
        tell(retry_event{now(), code, about, pause});
    }

    void done(error_code code, const diagnostics& about)
    {
        tell(done_event{now(), code, about, exchanged_});
    }

private:
    void on_pool(bool hit) noexcept override
    {
        now();
        const bool waited = std::exchange(asked_pool_, false); // else a kept one was closed
        tell(pool_event{about_, hit, waited ? took_ : std::chrono::nanoseconds::zero()});
    }

    void on_resolved(std::size_t addresses) noexcept override
    {
        tell(resolved_event{now(), addresses, took_});
    }

    void on_connected(const boost::asio::ip::tcp::endpoint& peer) noexcept override
    {
        tell(connected_event{now(), peer, took_});
    }

    void on_handshake(std::string_view protocol, bool resumed) noexcept override
    {
        tell(handshake_event{now(), protocol, resumed, took_});
    }

    void on_sent(std::size_t bytes) noexcept override { tell(sent_event{now(), bytes, took_}); }

    void on_received(std::size_t bytes) noexcept override
    {
        // Told by the street, which finds out the answer's request id.
        now();
        came_ = true;
        bytes_ = bytes;
    }

    /// The head of an event, and `took_` anew.
    const operation_event& now() noexcept
    {
        const auto time = Clock::now();
        took_ = time - std::exchange(last_, time);
        about_.elapsed = time - begun_;
        return about_;
    }

    template <class Event>
    void tell(const Event& event) const noexcept
    {
        tell_(*client_, &event);
    }

    const client_base* client_ = nullptr;
    tell_observer tell_ = nullptr;
    operation_event about_{};
    typename Clock::time_point begun_, last_;
    std::chrono::nanoseconds took_{};
    std::size_t bytes_ = 0;
    bool asked_pool_ = false;
    bool exchanged_ = false;
    bool came_ = false;
};

} // namespace cosio::detail

#endif
