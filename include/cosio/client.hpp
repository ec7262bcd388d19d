// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CLIENT_HPP
#define COSIO_CLIENT_HPP

#include <cosio/config.hpp>
#include <cosio/detail/stations.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/initiate.hpp>
#include <cosio/observer.hpp>
#include <cosio/presign.hpp>
#include <cosio/signing/concept.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/transport/concept.hpp>
#include <cosio/transport/tls_transport.hpp>
#include <cosio/with_diagnostics.hpp>
#include <cosio/xml/concept.hpp>
#include <cosio/xml/property_tree_xml.hpp>

#include <boost/asio/async_result.hpp>

#include <chrono>
#include <concepts>
#include <memory>
#include <utility>

namespace cosio {

/** A client of COS, put together from policies at compile time.

    @tparam Signing    How requests prove who asks; models `signing_policy`.
    @tparam Transport  How they travel, and on which executor; models `transport_policy`.
    @tparam Xml        How answers are read; models `xml_policy`.
    @tparam Observer   Who is told what happens; models `observer_policy`.

    @par Operations
    Every operation takes a request by value and a completion token. Without a token the call is
    deferred: nothing happens until it is awaited, in any coroutine of Asio, and a failure throws
    `error_with_diagnostics`. With one of Asio's tokens the signature is `void(error_code, Result)`,
    where `Result::diagnostics` tells the rest in either case; see `with_diagnostics` for futures
    and coroutines that should throw them. The associated executor, allocator and cancellation slot
    of the handler are honoured. The handler is never called from inside the initiating function.

    @par Lifetimes
    An operation shares what it needs: the client may be destroyed, moved or assigned to while
    operations run. The execution context must outlive both.

    @par Thread-safety
    Operations may be started on one client from many threads at once. A client has no thread and
    no global of its own; its timer runs only while operations do. Assigning to it is for one thread
    alone.

    @par Example
    @code
    asio::awaitable<void> begin(cosio::client& client)
    {
        auto started = co_await client.initiate({"examplebucket-1250000000", "video/intro.mp4"});
        std::cout << started.upload_id << '\n';
    }
    @endcode
*/
template <class Signing = q_signing, class Transport = tls_transport<>,
          class Xml = property_tree_xml, class Observer = null_observer>
    requires signing_policy<Signing> && transport_policy<Transport> && xml_policy<Xml> &&
             observer_policy<Observer>
class basic_client {
public:
    using signing_type = Signing;     ///< The signing policy.
    using transport_type = Transport; ///< The transport policy.
    using xml_type = Xml;             ///< The XML policy.
    using observer_type = Observer;   ///< The observer.

    /// The transport's executor, its type kept.
    using executor_type = typename Transport::executor_type;

    /// The same client on another type of executor.
    template <class Executor>
    struct rebind_executor {
        /// Its type.
        using other =
            basic_client<Signing, typename Transport::template rebind_executor<Executor>::other,
                         Xml, Observer>;
    };

    /** @param where     A transport, or what one is made from: an executor or an execution context.
        @param to        Where COS is.
        @param signing   The signing policy; for `q_signing`, `credentials` will do.
        @param settings  Deadlines, limits and retries.
        @param xml       The XML policy.
        @param observer  The observer.
        @throws          What the transport's constructor throws. Endpoint and credentials are not
                         checked here but when an operation starts.
    */
    template <class Where>
        requires std::constructible_from<Transport, Where&&>
    basic_client(Where&& where, endpoint to, Signing signing, config settings = config(),
                 Xml xml = Xml(), Observer observer = Observer())
        : core_(std::make_shared<core>(std::forward<Where>(where), std::move(to),
                                       std::move(signing), std::move(settings), std::move(xml),
                                       std::move(observer)))
    {
    }

    /// Where the transport does its I/O, and where handlers without an executor are called.
    executor_type get_executor() const noexcept { return core_->transport.get_executor(); }

    /** Initiate Multipart Upload: begins an upload and yields its Bucket, Key and UploadId.

        @param request  Bucket, key, and what COS should keep with the object.
        @param token    A completion token for `void(error_code, initiate_result)`.

        @par Completion
        `void(error_code, initiate_result)`, on the handler's associated executor, or on the
        client's if it has none; never from inside this call. Awaited without a token it yields the
        `initiate_result`, or throws `error_with_diagnostics`.

        @par Errors
        `errc` for bad input (nothing was sent) and for answers that are not what they should be;
        `service_errc`, `http_category()` and `foreign_category()` for refusals; those of Asio,
        OpenSSL and Beast for the way. `condition` sorts them.

        @par Cancellation
        Of every type: the operation ends soon with `operation_aborted`, its connection is closed.
        If the request was sent, COS may have begun an upload whose UploadId nobody knows:
        `diagnostics::may_have_acted`. An empty upload costs nothing; it is found by List
        Multipart Uploads.

        @par Lifetimes
        `request` is taken by value. The client may go while the operation runs. An execution
        context that is destroyed meanwhile destroys the handler uncalled.

        @par Repeating
        Not idempotent: each success begins another upload.

        @par Source
        COS manual, document 7746.

        @par Example
        @code
        auto upload = co_await client.initiate(request); // throws if it fails

        auto [code, result] = co_await client.initiate(request, asio::as_tuple(asio::deferred));
        if (code == cosio::condition::denied) // result.diagnostics tells more
            co_return;
        @endcode
    */
    template <class Token = default_token>
    auto initiate(initiate_request request, Token&& token = Token(boost::asio::deferred))
    {
        return run<detail::initiate_operation>(std::move(request), std::forward<Token>(token));
    }

    /** Signs an Initiate Multipart Upload for somebody else to send: a URL that holds for a while.

        @param request  As for `initiate`. What is set in it goes into headers that have to be sent
                        with the URL.
        @param expiry   How long from now the URL holds, in seconds: up to a hundred years for COS's
                        own signature, seven days for the S3 one. With temporary keys their own end
                        counts too.
        @param token    A completion token for `void(error_code, presigned_request)`.

        @par Completion
        As for `initiate`. Nothing is sent, unless the signing policy has to ask somebody.

        @par Errors
        `errc` for bad input, `errc::invalid_credentials` for a bad expiry too; what a credentials
        provider or a signer fails with.

        @par Cancellation
        Of every type: ends with `operation_aborted` if a signer or provider is being asked.

        @par Source
        COS manual, document 7778; Amazon S3 API reference, "Authenticating Requests: Using Query
        Parameters".

        @par Example
        @code
        const auto ticket = co_await client.presign(request, std::chrono::minutes(15));
        give_to_browser(ticket.url, ticket.headers);
        @endcode
    */
    template <class Token = default_token>
        requires presigning_policy<Signing>
    auto presign(initiate_request request, std::chrono::seconds expiry,
                 Token&& token = Token(boost::asio::deferred))
    {
        using operation = detail::presign_operation<detail::initiate_operation>;
        return run<operation>({std::move(request), expiry}, std::forward<Token>(token));
    }

private:
    using core = detail::client_core<Signing, Transport, Xml, Observer>;

    template <class Operation, class Token>
    auto run(typename Operation::request_type&& request, Token&& token)
    {
        return boost::asio::async_initiate<Token,
                                           void(error_code, typename Operation::result_type)>(
            detail::start_street<Operation, core>{core_}, token, std::move(request));
    }

    std::shared_ptr<core> core_;
};

/// The usual client: COS's signature, TLS, PropertyTree, any executor.
using client = basic_client<>;

} // namespace cosio

#ifdef COSIO_SEPARATE_COMPILATION
#include <cosio/detail/separate.hpp>
#endif

#endif
