// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_STATIONS_HPP
#define COSIO_DETAIL_STATIONS_HPP

#include <cosio/detail/street.hpp>
#include <cosio/dialect.hpp>
#include <cosio/observer.hpp>
#include <cosio/signing/concept.hpp>
#include <cosio/transport/concept.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/associated_allocator.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace cosio::detail {

template <class Core>
using frame_of = street_frame<typename Core::transport_type::executor_type,
                              typename clock_of<typename Core::transport_type>::type,
                              !std::is_same_v<typename Core::observer_type, null_observer>>;

/// The stations of an operation with the policies of `Core`.
template <class Operation, class Core>
struct stations_of {
    using frame = frame_of<Core>;
    using street_type = street<Operation, frame>;
    using dialect = dialect_of_t<typename Core::signing_type>;

    static invalid_input build(const client_base& client, http_request& out,
                               const typename Operation::request_type& request,
                               const service_address& to)
    {
        return Operation::template build<dialect>(out, request, to, *client.config);
    }

    static void sign(client_base& client, street_type& on)
    {
        const auto& signing = static_cast<Core&>(client).signing;
        using signing_type = typename Core::signing_type;
        http_request& built = on.built();
        if constexpr (ends_signed<Operation>) {
            const auto expiry = on.request().expiry;
            if constexpr (synchronous_presigning<signing_type>)
                on.after_signing(signing.presign(built, expiry, on.about()));
            else
                signing.async_presign(std::move(built), expiry, on.signed_handler());
        } else if constexpr (synchronous_signing<signing_type>) {
            on.after_signing(signing.sign(built, on.about()));
        } else {
            signing.async_sign(std::move(built), on.signed_handler());
        }
    }

    static void exchange(client_base& client, street_type& on)
    {
        if constexpr (!ends_signed<Operation>) {
            auto& transport = static_cast<Core&>(client).transport;
            if constexpr (frame::observed && watchable<decltype(transport)>)
                transport.async_exchange(on.outgoing(), on.watch(), on.exchanged_handler());
            else
                transport.async_exchange(on.outgoing(), on.exchanged_handler());
        }
    }

    static error_code judge(const client_base& client, typename Operation::result_type& result,
                            typename Operation::request_type& request,
                            const http_response& response)
    {
        // An observer is told of the request to the end.
        using asked = std::conditional_t<frame::observed, const typename Operation::request_type,
                                         typename Operation::request_type>;
        if constexpr (ends_signed<Operation>)
            return {};
        else
            return Operation::template judge<dialect>(result, static_cast<asked&>(request),
                                                      response,
                                                      static_cast<const Core&>(client).xml);
    }

    static bool repair_clock(const client_base& client, std::chrono::sys_seconds server)
    {
        const auto& signing = static_cast<const Core&>(client).signing;
        if constexpr (requires { signing.repair_clock(server); })
            return signing.repair_clock(server);
        else
            return false;
    }

    /// Null without an observer, for whom nothing is compiled.
    static constexpr tell_observer teller()
    {
        if constexpr (frame::observed)
            return [](const client_base& client, const any_event& event) {
                std::visit(
                    [&client](const auto* each) {
                        cosio::tell(static_cast<const Core&>(client).observer, *each);
                    },
                    event);
            };
        else
            return nullptr;
    }

    static const stations<Operation, frame>& table();
};

/// Not inline, so that the usual stations can be compiled elsewhere (src.hpp).
template <class Operation, class Core>
auto stations_of<Operation, Core>::table() -> const stations<Operation, frame>&
{
    static constexpr stations<Operation, frame> all = {
        [](scheme which) { return Core::transport_type::speaks(which); },
        build,
        sign,
        exchange,
        judge,
        repair_clock,
        dialect::retry_header,
        teller()};
    return all;
}

/// Starts an operation for `async_initiate`.
template <class Operation, class Core>
struct start_street {
    using executor_type = typename Core::transport_type::executor_type;

    std::shared_ptr<Core> core;

    /// The executor of handlers that have none of their own.
    executor_type get_executor() const noexcept { return core->transport.get_executor(); }

    template <class Handler>
    void operator()(Handler&& handler, typename Operation::request_type request) const
    {
        auto elsewhere = elsewhere_of(handler);
        street<Operation, frame_of<Core>>::start(
            with_memory(std::forward<Handler>(handler)), core, std::move(elsewhere),
            stations_of<Operation, Core>::table(), core->deadlines, std::move(request));
    }

private:
    /// A handler without an allocator of its own gets the client's.
    template <class Handler>
    auto with_memory(Handler&& handler) const
    {
        using own = boost::asio::associated_allocator_t<std::decay_t<Handler>>;
        if constexpr (std::is_same_v<own, std::allocator<void>>)
            return boost::asio::bind_allocator(operation_allocator<>(core->memory),
                                               std::forward<Handler>(handler));
        else
            return std::forward<Handler>(handler);
    }

    /// Whoever wants to be called elsewhere keeps that place busy until then. Here the operation
    /// does so, and an executor need not be erased once more.
    template <class Handler>
    typename street<Operation, frame_of<Core>>::elsewhere_type
    elsewhere_of(const Handler& handler) const
    {
        const auto wanted = boost::asio::get_associated_executor(handler, get_executor());
        if constexpr (std::is_same_v<decltype(wanted), const executor_type>)
            if (wanted == get_executor())
                return std::nullopt;
        return boost::asio::prefer(boost::asio::any_completion_executor(wanted),
                                   boost::asio::execution::outstanding_work.tracked);
    }
};

} // namespace cosio::detail

#endif
