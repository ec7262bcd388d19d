// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_STATIONS_HPP
#define COSIO_DETAIL_STATIONS_HPP

#include <cosio/detail/street.hpp>
#include <cosio/dialect.hpp>
#include <cosio/signing/concept.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace cosio::detail {

/// The stations of an operation with the policies of `Core`.
template <class Operation, class Core>
struct stations_of {
    using executor_type = typename Core::transport_type::executor_type;
    using street_type = street<Operation, executor_type>;
    using dialect = dialect_of_t<typename Core::signing_type>;

    static invalid_input build(const client_base& client, http_request& out,
                               const typename Operation::request_type& request,
                               const service_address& to)
    {
        return Operation::template build<dialect>(out, request, to, client.config);
    }

    static void sign(client_base& client, street_type& on)
    {
        const auto& signing = static_cast<Core&>(client).signing;
        using signing_type = typename Core::signing_type;
        signed_request found(on.built());
        if constexpr (ends_signed<Operation>) {
            const auto expiry = on.request().expiry;
            if constexpr (synchronous_presigning<signing_type>) {
                const error_code code = signing.presign(found.message, expiry, on.about());
                on.on_signed(code, std::move(found));
            } else {
                signing.async_presign(std::move(found.message), expiry, on.signed_handler());
            }
        } else if constexpr (synchronous_signing<signing_type>) {
            const error_code code = signing.sign(found.message, on.about());
            on.on_signed(code, std::move(found));
        } else {
            signing.async_sign(std::move(found.message), on.signed_handler());
        }
    }

    static void exchange(client_base& client, street_type& on)
    {
        if constexpr (!ends_signed<Operation>)
            static_cast<Core&>(client).transport.async_exchange(on.outgoing(),
                                                                on.exchanged_handler());
    }

    static error_code judge(const client_base& client, typename Operation::result_type& result,
                            const http_response& response)
    {
        if constexpr (ends_signed<Operation>)
            return {};
        else
            return Operation::template judge<dialect>(result, response,
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

    static constexpr stations<Operation, executor_type> table = {
        [](scheme which) { return Core::transport_type::speaks(which); },
        build,
        sign,
        exchange,
        judge,
        repair_clock,
        dialect::retry_header};
};

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
        street<Operation, executor_type>::start(std::forward<Handler>(handler), core,
                                                stations_of<Operation, Core>::table, get_executor(),
                                                std::move(request));
    }
};

} // namespace cosio::detail

#endif
