// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_CREDENTIALS_CHAIN_HPP
#define COSIO_CREDENTIALS_CREDENTIALS_CHAIN_HPP

#include <cosio/credentials/concept.hpp>
#include <cosio/detail/chain_op.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>

#include <cstddef>
#include <memory>
#include <tuple>
#include <utility>

namespace cosio {

/** Several providers, asked in order until one has credentials.

    Goes on where a provider says `errc::no_credentials`, and stops at the first success or any
    other error: a broken file is not passed over for other keys. Once a provider has answered, only
    that one is asked, also by copies: so a service does not change its identity because a provider
    has nothing for a moment.

    Synchronous, with `get`, if all its providers are; otherwise asynchronous, with `async_get`. One
    of the asynchronous ones must have `get_executor()`, as those of cosio do. It remembers no keys
    itself.

    @par Thread-safety
    Safe, also on one object, if the providers are. Copies share them.

    @par Source
    tencentcloud-sdk-go, provider_chain.go, which asks from the beginning each time.

    @par Example
    @code
    #include <cosio/credentials/credentials_chain.hpp>
    #include <cosio/credentials/environment_credentials.hpp>
    #include <cosio/credentials/profile_credentials.hpp>
    const cosio::credentials_chain provider(cosio::environment_credentials(),
                                            cosio::profile_credentials("backup"));
    cosio::provided_credentials found;
    if (provider.get(found))
        std::cerr << found.detail << '\n'; // every place that was looked at
    @endcode
*/
template <class... Providers>
class credentials_chain {
    static_assert(sizeof...(Providers) > 0, "A credentials_chain must have a provider.");
    static_assert((check_provider<Providers>() && ...));

    static constexpr bool synchronous = (synchronous_provider<Providers> && ...);

public:
    /// @param providers  In the order in which they are asked.
    explicit credentials_chain(Providers... providers)
        : links_(std::make_shared<links_type>(std::move(providers)...))
    {
    }

    /// The credentials of the first that has some. Errors: that of the first that has something
    /// else to say; otherwise `errc::no_credentials`, with the details of all.
    error_code get(provided_credentials& out) const
        requires synchronous
    {
        error_code code = errc::no_credentials;
        std::string looked;
        const auto chosen = links_->chosen.load();
        std::size_t index = 0;
        const auto ask = [&](const auto& provider) {
            const auto here = index++;
            if (chosen != links_type::none && chosen != here)
                return false;
            code = provider.get(out);
            if (code == errc::no_credentials)
                links_type::note(looked, out.detail);
            else if (!code && out.who)
                links_->choose(here);
            return code != errc::no_credentials;
        };
        const auto ask_all = [&](const auto&... one) { return (ask(one) || ...); };
        if (!std::apply(ask_all, links_->providers))
            out = {nullptr, std::move(looked)};
        return code;
    }

    /// That of the first asynchronous provider that has one. Handlers without an executor of their
    /// own are called there.
    auto get_executor() const
        requires(!synchronous)
    {
        return executor_of<0>();
    }

    /** Gives the credentials of the first that has some.

        @param token  A completion token for `void(error_code, provided_credentials)`.

        @par Completion
        On the handler's associated executor, or on `get_executor()` if it has none; never from
        inside this call. The execution context of `get_executor()` must run.

        @par Errors
        As for `get`.

        @par Cancellation
        As the provider that is being asked has it.

        @par Lifetimes
        The chain may go meanwhile.
    */
    template <class Token>
    auto async_get(Token&& token) const
        requires(!synchronous)
    {
        return boost::asio::async_initiate<Token, void(error_code, provided_credentials)>(
            begin{links_, boost::asio::any_io_executor(get_executor())}, token);
    }

private:
    using links_type = detail::chain_links<Providers...>;

    struct begin {
        using executor_type = boost::asio::any_io_executor;

        std::shared_ptr<links_type> links;
        executor_type io;

        const executor_type& get_executor() const noexcept { return io; }

        void operator()(credentials_handler handler) const
        {
            detail::chain_op<Providers...>::start(links, std::move(handler), io);
        }
    };

    template <std::size_t I>
    auto executor_of() const
    {
        static_assert(I < sizeof...(Providers),
                      "A credentials_chain with asynchronous providers needs one of them to have "
                      "get_executor() const.");
        const auto& provider = std::get<I>(links_->providers);
        if constexpr (requires { provider.get_executor(); })
            return provider.get_executor();
        else
            return executor_of<I + 1>();
    }

    std::shared_ptr<links_type> links_;
};

} // namespace cosio

#endif
