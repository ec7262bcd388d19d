// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TRANSPORT_EXCHANGE_HPP
#define COSIO_TRANSPORT_EXCHANGE_HPP

#include <cosio/config.hpp>
#include <cosio/diagnostics.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/http_message.hpp>

#include <memory>
#include <string>
#include <utility>

namespace cosio {

namespace detail {
template <class Operation, class Frame>
class street;
}

/// What a transport is asked to do: carry this message there, within these limits. Whoever asks
/// keeps it alive and unchanged until the exchange completes.
class exchange_request {
public:
    /// Takes all three by value.
    exchange_request(service_address where, http_request what, config within)
        : exchange_request(std::make_shared<const service_address>(std::move(where)),
                           std::move(what), std::make_shared<const config>(std::move(within)))
    {
    }

    /// Shares address and limits; neither may be null.
    exchange_request(std::shared_ptr<const service_address> where, http_request what,
                     std::shared_ptr<const config> within)
        : message(std::move(what)), to_(std::move(where)), limits_(std::move(within))
    {
    }

    /// Where to connect, and over TLS or not.
    const service_address& to() const noexcept { return *to_; }
    /// The times and sizes of the client's config; `operation_timeout` is not the transport's.
    const config& limits() const noexcept { return *limits_; }

    /// What to send, signed already.
    http_request message;

    /// An answer whose memory a transport may take for its own, so that it need not allocate. For
    /// one exchange at a time.
    http_response spare() const noexcept { return std::move(spare_); }

private:
    template <class Operation, class Frame>
    friend class detail::street;

    /// Wipes its messages, and keeps their memory, but not that of a large answer.
    void rest()
    {
        message.restart({}, {});
        if (spare_.body.capacity() > 4096)
            spare_ = {};
    }

    std::shared_ptr<const service_address> to_;
    std::shared_ptr<const config> limits_;
    mutable http_response spare_;
};

/// What a transport found out, whether it failed or not.
struct exchange_result {
    /// The stage it was in when it ended.
    cosio::stage stage = cosio::stage::resolve;

    /// Whether a byte of the request may have reached the service.
    bool sent = false;

    /// Whether the request was sent twice, because a kept connection ended at its first byte.
    bool repeated = false;

    /// A word for humans, such as what was wrong with the peer's certificate.
    std::string detail;

    /// The answer, whatever its status; empty or cut off after an error.
    http_response response;
};

} // namespace cosio

#endif
