// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CHAIN_OP_HPP
#define COSIO_DETAIL_CHAIN_OP_HPP

#include <cosio/credentials/concept.hpp>
#include <cosio/detail/pending_call.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

namespace cosio::detail {

/// What the copies of a chain share: its providers, and which of them answered first.
template <class... Providers>
struct chain_links {
    static constexpr std::size_t size = sizeof...(Providers);
    static constexpr std::size_t none = size;

    explicit chain_links(Providers&&... links) : providers(std::move(links)...) {}

    /// Adds a place without credentials to the account of a failure.
    static void note(std::string& looked, const std::string& detail)
    {
        if (!looked.empty() && !detail.empty())
            looked += "; ";
        looked += detail;
    }

    /// The first to answer stays.
    void choose(std::size_t index) noexcept
    {
        auto nobody = none;
        chosen.compare_exchange_strong(nobody, index);
    }

    const std::tuple<Providers...> providers;
    std::atomic<std::size_t> chosen{none};
};

/// Asks the providers of a chain one after the other. Once one was asked that must ask somebody
/// itself, everything happens on the handler's executor.
template <class... Providers>
class chain_op {
public:
    using links_type = chain_links<Providers...>;

    static void start(std::shared_ptr<links_type> links, credentials_handler&& handler,
                      const boost::asio::any_io_executor& io)
    {
        ask<0>(std::make_unique<chain_op>(std::move(links), std::move(handler), io));
    }

    chain_op(std::shared_ptr<links_type> links, credentials_handler&& handler,
             const boost::asio::any_io_executor& io)
        : links_(std::move(links)), chosen_(links_->chosen.load()), pending_(std::move(handler), io)
    {
    }

private:
    using owner = std::unique_ptr<chain_op>;

    template <std::size_t I>
    static void ask(owner op)
    {
        if constexpr (I == links_type::size) {
            provided_credentials nothing;
            nothing.detail = std::move(op->looked_);
            finish(std::move(op), errc::no_credentials, std::move(nothing));
        } else {
            if (op->chosen_ != links_type::none && op->chosen_ != I)
                return ask<I + 1>(std::move(op));
            const auto& provider = std::get<I>(op->links_->providers);
            if constexpr (synchronous_provider<std::decay_t<decltype(provider)>>) {
                provided_credentials found;
                const error_code code = provider.get(found);
                judge<I>(std::move(op), code, std::move(found));
            } else {
                const auto slot = op->pending_.slot();
                const auto executor = op->pending_.get_executor();
                // The handler holds the operation, and with it the provider.
                provider.async_get(credentials_handler(boost::asio::bind_cancellation_slot(
                    slot, boost::asio::bind_executor(
                              executor, [op = std::move(op)](error_code code,
                                                             provided_credentials found) mutable {
                                  op->on_executor_ = true;
                                  judge<I>(std::move(op), code, std::move(found));
                              }))));
            }
        }
    }

    template <std::size_t I>
    static void judge(owner op, error_code code, provided_credentials found)
    {
        if (code == errc::no_credentials) {
            links_type::note(op->looked_, found.detail);
            return ask<I + 1>(std::move(op));
        }
        if (!code && found.who)
            op->links_->choose(I);
        finish(std::move(op), code, std::move(found));
    }

    static void finish(owner op, error_code code, provided_credentials found)
    {
        auto pending = std::move(op->pending_);
        const bool on_executor = op->on_executor_;
        op.reset();
        if (on_executor)
            std::move(pending).call(code, std::move(found));
        else
            std::move(pending).complete(code, std::move(found));
    }

    std::shared_ptr<links_type> links_;
    std::size_t chosen_; // when it began
    pending_call<provided_credentials> pending_;
    std::string looked_;
    bool on_executor_ = false;
};

} // namespace cosio::detail

#endif
