// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_REFRESHING_CREDENTIALS_HPP
#define COSIO_CREDENTIALS_REFRESHING_CREDENTIALS_HPP

#include <cosio/credentials/concept.hpp>
#include <cosio/credentials/source.hpp>
#include <cosio/detail/refresher.hpp>

#include <boost/asio/async_result.hpp>

#include <chrono>
#include <concepts>
#include <memory>
#include <utility>

namespace cosio {

/** Temporary keys that are fetched anew before they end: the provider around a `credentials_source`.

    - Keys are remembered, and fetched when the first caller comes.
    - One fetch at a time, however many wait for it.
    - While the keys hold nobody waits: from some time before their end (`refresh_policy::ahead`)
      the next caller starts a fetch and gets the old keys at once, as do all until it succeeds.
      After a fetch that failed, the next one waits for `refresh_policy::pause`.
    - Without keys that hold, callers wait for the fetch. If it fails, all of them get its error, and
      so do those of the second after it.

    @tparam Source  Models `credentials_source`.
    @tparam Clock   Anything with a const `now()` that gives a time of `std::chrono::system_clock`;
                    it says whether keys still hold. Tests put a manual clock here.

    @par Thread-safety
    Safe, also on one object. Copies share keys and fetch.

    @par Source
    cos-go-sdk-v5, auth.go: keys are renewed 600 s before their end, and the old ones kept if that
    fails. tencentcloud-sdk-go, oidc_role_arn_provider.go: when a tenth of their time is left.

    @par Example
    @code
    #include <cosio/credentials/refreshing_credentials.hpp>
    template <class BrokerSource>
    void use(BrokerSource broker)
    {
        cosio::refresh_policy early;
        early.ahead = std::chrono::minutes(5);
        const cosio::refreshing_credentials provider(std::move(broker), early);
        provider.async_get([](cosio::error_code code, cosio::provided_credentials found) {
            if (code)
                std::cerr << found.detail << '\n';
        });
    }
    @endcode
*/
template <class Source, class Clock = std::chrono::system_clock>
class refreshing_credentials {
    static_assert(check_source<Source>());
    using state_type = detail::refresher<Source, Clock>;

public:
    /// Where the source's I/O runs; handlers without an executor of their own are called there.
    using executor_type = typename Source::executor_type;

    /// @param source  Kept. Nothing is fetched yet.
    /// @param when    When keys are fetched anew.
    /// @param clock   Copied.
    explicit refreshing_credentials(Source source, refresh_policy when = {}, Clock clock = Clock())
        : state_(std::make_shared<state_type>(std::move(source), when, std::move(clock)))
    {
    }

    /// The same around `Source(where)`, for sources that need no more than an executor.
    template <class Where>
        requires(std::constructible_from<Source, Where &&> &&
                 !std::convertible_to<Where &&, Source> &&
                 !std::derived_from<std::remove_cvref_t<Where>, refreshing_credentials>)
    explicit refreshing_credentials(Where&& where, refresh_policy when = {}, Clock clock = Clock())
        : refreshing_credentials(Source(std::forward<Where>(where)), when, std::move(clock))
    {
    }

    /// The source's.
    executor_type get_executor() const { return state_->source().get_executor(); }

    /** Gives the keys, fetched if need be.

        @param token  A completion token for `void(error_code, provided_credentials)`.

        @par Completion
        On the handler's associated executor, or on the source's if it has none; never from inside
        this call. The source's execution context must run. While it waits, the handler is kept in
        memory of its associated allocator, which is back before the call.

        @par Errors
        Those of the source; `errc::unusable_credentials` if its keys have expired already. The
        detail tells more.

        @par Cancellation
        Of every type: a caller that waits gets `operation_aborted`. The fetch goes on, for the
        others and for those to come.

        @par Lifetimes
        The provider may go meanwhile. If the source's execution context is destroyed, or the source
        drops its handler, those who wait are destroyed uncalled.
    */
    template <class Token>
    auto async_get(Token&& token) const
    {
        return boost::asio::async_initiate<Token, void(error_code, provided_credentials)>(
            begin{state_}, token);
    }

private:
    struct begin {
        using executor_type = refreshing_credentials::executor_type;

        std::shared_ptr<state_type> state;

        executor_type get_executor() const { return state->source().get_executor(); }

        void operator()(credentials_handler handler) const { state->get(std::move(handler)); }
    };

    std::shared_ptr<state_type> state_;
};

} // namespace cosio

#endif
