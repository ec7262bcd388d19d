// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CREDENTIALED_SIGNING_HPP
#define COSIO_DETAIL_CREDENTIALED_SIGNING_HPP

#include <cosio/credentials/concept.hpp>
#include <cosio/detail/header_rules.hpp>
#include <cosio/signing/concept.hpp>

#include <boost/asio/associator.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cosio::detail {

/// Why nothing can be signed with `who`, if so. `first` and `second` separate the parts of the
/// signature.
inline invalid_input check_credentials(const credentials& who, char first, char second)
{
    const auto plain = [=](char c) { return c > ' ' && c < 0x7f && c != first && c != second; };
    const auto refuse = [](std::string_view field, std::string_view value, std::string_view rule) {
        return invalid_input(errc::invalid_credentials, field, value, rule);
    };
    const std::string& id = who.secret_id();
    const bool perhaps_the_key = id.size() >= 16 && !id.starts_with("AK"); // mixed up
    if (id.empty() || !all_of(id, plain))
        return refuse(
            "secret id", perhaps_the_key ? '<' + std::to_string(id.size()) + " characters>" : id,
            std::string("must be visible ASCII characters without ") + first + " and " + second);
    if (who.secret_key().empty())
        return refuse("secret key", "", "must not be empty");
    if (const auto broken = header_value_rule(who.session_token().expose()); !broken.empty())
        return refuse("session token", "<secret>", broken);
    return {};
}

/// Signs once a provider has answered. Has the executor, allocator and slot of its handler.
template <class Sign, class Handler>
struct sign_when_provided {
    Sign sign;
    http_request request;
    Handler handler;

    void operator()(error_code code, provided_credentials found)
    {
        signed_request result(std::move(request), std::move(found.detail));
        if (!code) {
            diagnostics about;
            code = sign(found, result.message, about);
            result.detail = std::move(about.detail);
        }
        std::move(handler)(code, std::move(result));
    }
};

/** What signing policies with a credentials provider have in common: they ask it, and are
    synchronous or asynchronous as it is.

    `Derived` has `sign_as(who, request, about)` and `presign_as(who, request, expiry, about)`.
*/
template <class Derived, class Provider, class Clock>
class credentialed_signing {
public:
    /// Adds what proves who asks. Fails with `errc::invalid_credentials`, which `about.detail`
    /// explains, with `errc::signing_failed`, or as the provider does.
    error_code sign(http_request& request, diagnostics& about) const
        requires synchronous_provider<Provider>
    {
        return ask(about, [&](const auto& found) { return signer()(found, request, about); });
    }

    /// The same, where the provider must ask. See `asynchronous_signing`.
    template <class Handler>
        requires asynchronous_provider<Provider>
    void async_sign(http_request request, Handler handler) const
    {
        from_.async_get(sign_when_provided<decltype(signer()), Handler>{
            signer(), std::move(request), std::move(handler)});
    }

    /// Adds to the query what proves who asks, for a URL that holds for `expiry` from now on. All
    /// headers are signed, and so have to be sent as they are. Fails as `sign` does.
    error_code presign(http_request& request, std::chrono::seconds expiry, diagnostics& about) const
        requires synchronous_provider<Provider>
    {
        return ask(about,
                   [&](const auto& found) { return presigner(expiry)(found, request, about); });
    }

    /// The same, where the provider must ask. See `presigning_policy`.
    template <class Handler>
        requires asynchronous_provider<Provider>
    void async_presign(http_request request, std::chrono::seconds expiry, Handler handler) const
    {
        from_.async_get(sign_when_provided<decltype(presigner(expiry)), Handler>{
            presigner(expiry), std::move(request), std::move(handler)});
    }

    /// From now on the time is the server's, for copies too. True, even if another operation was
    /// first: what was signed before has to be signed anew.
    bool repair_clock(std::chrono::sys_seconds server) const noexcept
    {
        offset_->store((server - read_clock()).count(), std::memory_order_relaxed);
        return true;
    }

protected:
    credentialed_signing(Provider from, Clock clock)
        : from_(std::move(from)), clock_(std::move(clock))
    {
    }

    std::chrono::sys_seconds now() const
    {
        return read_clock() + std::chrono::seconds(offset_->load(std::memory_order_relaxed));
    }

private:
    std::chrono::sys_seconds read_clock() const
    {
        return std::chrono::floor<std::chrono::seconds>(clock_.now());
    }

    const Derived& self() const noexcept { return static_cast<const Derived&>(*this); }

    template <class Sign>
    error_code ask(diagnostics& about, Sign sign) const
    {
        provided_credentials found;
        if (const error_code code = from_.get(found)) {
            about.detail = std::move(found.detail);
            return code;
        }
        return sign(found);
    }

    static error_code nobody(diagnostics& about)
    {
        about.detail = "the provider gave no credentials";
        return errc::unusable_credentials;
    }

    auto signer() const
    {
        return [this](const provided_credentials& found, http_request& request,
                      diagnostics& about) -> error_code {
            if (!found.who)
                return nobody(about);
            return self().sign_as(found.who, request, about);
        };
    }

    auto presigner(std::chrono::seconds expiry) const
    {
        return [this, expiry](const provided_credentials& found, http_request& request,
                              diagnostics& about) -> error_code {
            if (!found.who)
                return nobody(about);
            return self().presign_as(found.who, request, expiry, about);
        };
    }

    Provider from_;
    [[no_unique_address]] Clock clock_;
    std::shared_ptr<std::atomic<std::chrono::seconds::rep>> offset_ =
        std::make_shared<std::atomic<std::chrono::seconds::rep>>(0);
};

} // namespace cosio::detail

template <template <class, class> class Associator, class Sign, class Handler, class Default>
struct boost::asio::associator<Associator, cosio::detail::sign_when_provided<Sign, Handler>,
                               Default> : Associator<Handler, Default> {
    using step = cosio::detail::sign_when_provided<Sign, Handler>;

    static auto get(const step& s) noexcept { return Associator<Handler, Default>::get(s.handler); }

    static auto get(const step& s, const Default& otherwise) noexcept
    {
        return Associator<Handler, Default>::get(s.handler, otherwise);
    }
};

#endif
