// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_HTTP_FETCH_HPP
#define COSIO_DETAIL_HTTP_FETCH_HPP

#include <cosio/credentials/source.hpp>
#include <cosio/detail/pending_call.hpp>
#include <cosio/detail/wipe.hpp>
#include <cosio/transport/concept.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace cosio::detail {

/** One fetch of a source that asks over HTTP, from the first request to the handler's call.

    Everything happens on a strand of its own. `Derived::begin()` is called there, asks with
    `ask<&Derived::step>(request)`, whose `step(exchange_result&)` is called with an answer, and at
    last calls `succeed` or `fail`.
*/
template <class Derived, class Transport>
class http_fetch : public std::enable_shared_from_this<Derived> {
public:
    http_fetch(Transport wire, cosio::endpoint where, source_handler&& handler)
        : wire_(std::move(wire)), strand_(wire_.get_executor()), where_(std::move(where)),
          pending_(std::move(handler), wire_.get_executor())
    {
    }

    void start()
    {
        if (auto slot = pending_.slot(); slot.is_connected())
            slot.assign([weak = this->weak_from_this()](boost::asio::cancellation_type) {
                if (const auto self = weak.lock())
                    boost::asio::post(self->strand_, [self] {
                        self->cancelled_ = true;
                        self->stop_.emit(boost::asio::cancellation_type::terminal);
                    });
            });
        boost::asio::post(strand_, [self = this->shared_from_this()] { self->check(); });
    }

protected:
    ~http_fetch() = default;

    /// The Host header.
    std::string authority() const { return where_.address_of({}).authority; }

    template <auto Step>
    void ask(http_request what)
    {
        if (cancelled_)
            return fail(boost::asio::error::operation_aborted, {});
        config limits;
        limits.connect_timeout = limits.io_timeout = std::chrono::seconds(5);
        request_.emplace(where_.address_of({}), std::move(what), std::move(limits));
        wire_.async_exchange(
            *request_, boost::asio::bind_cancellation_slot(
                           stop_.slot(), boost::asio::bind_executor(
                                             strand_, [self = this->shared_from_this()](
                                                          error_code code, exchange_result found) {
                                                 if (code)
                                                     self->lost(code, found);
                                                 else
                                                     self->template answered<Step>(found.response);
                                                 auto& body = found.response.body;
                                                 wipe(body.data(), body.size());
                                             })));
    }

    void succeed(temporary_credentials found)
    {
        std::move(pending_).complete({}, std::move(found));
    }

    void fail(error_code code, std::string detail)
    {
        std::move(pending_).complete(code, {nullptr, {}, std::move(detail)});
    }

private:
    template <auto Step>
    void answered(http_response& response)
    {
        reached_ = true; // a later failure does not mean that nobody is there
        (static_cast<Derived*>(this)->*Step)(response);
    }

    void check()
    {
        if (where_.broken())
            return fail(where_.broken().code, where_.broken().sentence);
        if (!Transport::speaks(where_.scheme()))
            return fail(errc::scheme_mismatch, "the source's transport does not speak the "
                                               "endpoint's scheme");
        static_cast<Derived*>(this)->begin();
    }

    void lost(error_code code, const exchange_result& found)
    {
        std::string detail = where_.address_of({}).host + ": " + code.message();
        if (!found.detail.empty())
            detail += " (" + found.detail + ')';
        reached_ = reached_ || (found.stage != stage::resolve && found.stage != stage::connect);
        if (!reached_ && !cancelled_ && !Derived::must_be_there)
            code = errc::no_credentials;
        fail(code, std::move(detail));
    }

    Transport wire_;
    boost::asio::strand<typename Transport::executor_type> strand_;
    cosio::endpoint where_;
    pending_call<temporary_credentials> pending_;
    std::optional<exchange_request> request_;
    boost::asio::cancellation_signal stop_;
    bool cancelled_ = false;
    bool reached_ = false;
};

} // namespace cosio::detail

#endif
