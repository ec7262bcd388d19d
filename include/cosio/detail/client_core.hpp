// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CLIENT_CORE_HPP
#define COSIO_DETAIL_CLIENT_CORE_HPP

#include <cosio/config.hpp>
#include <cosio/detail/deadlines.hpp>
#include <cosio/detail/drawer.hpp>
#include <cosio/detail/latest.hpp>
#include <cosio/detail/operation_memory.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/observer.hpp>
#include <cosio/transport/exchange.hpp>

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cosio::detail {

/// What a client consists of, but for its policies; shared with its operations, which may outlive
/// it.
struct client_base {
    client_base(cosio::endpoint to, cosio::config settings)
        : endpoint(std::move(to)),
          config(std::make_shared<const cosio::config>(std::move(settings)))
    {
    }

    /// The address of a bucket; the same object as the last time if the bucket is.
    std::shared_ptr<const service_address> address_of(std::string_view bucket) const
    {
        auto last = last_.get();
        if (!last || last->bucket != bucket) {
            last = std::make_shared<const place>(
                place{std::string(bucket), endpoint.address_of(bucket)});
            last_.put(last);
        }
        return {last, &last->address};
    }

    cosio::endpoint endpoint;
    const std::shared_ptr<const cosio::config> config;
    const operation_memory::owner memory = operation_memory::make();
    drawer<exchange_request> exchanges; ///< That were made, with the memory of their messages.
    mutable std::atomic<std::uint64_t> operations = 0; ///< Counted if there is an observer.

private:
    struct place {
        std::string bucket;
        service_address address;
    };

    latest<place> last_;
};

template <class Transport>
struct clock_of {
    using type = std::chrono::steady_clock;
};

template <class Transport>
    requires requires { typename Transport::clock_type; }
struct clock_of<Transport> {
    using type = typename Transport::clock_type;
};

/// The deadlines that a transport shares, or new ones.
template <class Deadlines, class Transport>
std::shared_ptr<Deadlines> find_deadlines(const Transport& transport)
{
    if constexpr (requires {
                      {
                          deadlines_of(transport)
                      } -> std::convertible_to<std::shared_ptr<Deadlines>>;
                  })
        return deadlines_of(transport);
    else
        return std::make_shared<Deadlines>(transport.get_executor());
}

/// The whole of it.
template <class Signing, class Transport, class Xml, class Observer>
struct client_core : client_base {
    using signing_type = Signing;
    using transport_type = Transport;
    using observer_type = Observer;
    using deadlines_type =
        detail::deadlines<typename Transport::executor_type, typename clock_of<Transport>::type>;

    template <class Where>
    client_core(Where&& where, cosio::endpoint to, Signing who, cosio::config settings, Xml reader,
                Observer watcher)
        : client_base(std::move(to), std::move(settings)), transport(std::forward<Where>(where)),
          deadlines(find_deadlines<deadlines_type>(transport)), signing(std::move(who)),
          xml(std::move(reader)), observer(std::move(watcher))
    {
    }

    Transport transport;
    std::shared_ptr<deadlines_type> deadlines;
    Signing signing;
    [[no_unique_address]] Xml xml;
    [[no_unique_address]] Observer observer;
};

} // namespace cosio::detail

#endif
