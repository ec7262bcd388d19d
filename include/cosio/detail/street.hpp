// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_STREET_HPP
#define COSIO_DETAIL_STREET_HPP

#include <cosio/config.hpp>
#include <cosio/detail/deadline.hpp>
#include <cosio/detail/operation_base.hpp>
#include <cosio/detail/redact.hpp>
#include <cosio/dialect.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/signing/concept.hpp>
#include <cosio/transport/concept.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/strand.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <utility>

namespace cosio::detail {

/// What a client consists of; shared with its operations, which may outlive it.
template <class Signing, class Transport, class Xml>
struct client_core {
    Transport transport;
    cosio::endpoint endpoint;
    Signing signing;
    cosio::config config;
    [[no_unique_address]] Xml xml;
};

/** Drives one operation down the street: build, sign, exchange, read, judge.

    `Operation` brings `request_type`, `result_type`, `build` and `judge`; all else is the same for
    every operation. Each has a strand of its own, on which everything happens, so that neither a
    thread pool nor a cancellation from another thread can make two steps meet. The user's handler
    is erased once, here: the street is compiled once for a client, not once for a token.
*/
template <class Operation, class Core>
class street : public operation_base<street<Operation, Core>> {
public:
    using request_type = typename Operation::request_type;
    using result_type = typename Operation::result_type;
    using handler_type = boost::asio::any_completion_handler<void(error_code, result_type)>;
    using io_executor_type = typename decltype(Core::transport)::executor_type;
    using executor_type = boost::asio::strand<io_executor_type>;
    using allocator_type = boost::asio::associated_allocator_t<handler_type>;

    street(handler_type&& handler, std::shared_ptr<Core> core, request_type request)
        : core_(std::move(core)), request_(std::move(request)),
          executor_(core_->transport.get_executor()), deadline_(core_->transport.get_executor()),
          pause_(core_->transport.get_executor()),
          reply_to_(boost::asio::prefer(
              boost::asio::get_associated_executor(
                  handler, boost::asio::any_completion_executor(core_->transport.get_executor())),
              boost::asio::execution::outstanding_work.tracked)),
          handler_(std::move(handler))
    {
    }

    ~street() { cut_relay(); }

    handler_type& handler() noexcept { return handler_; }
    const executor_type& executor() const noexcept { return executor_; }
    bool finished() const noexcept { return finished_; }

    /// Begins on the strand; never completes from inside the initiating function.
    static void start(boost::intrusive_ptr<street> op)
    {
        op->connect_cancellation();
        boost::asio::dispatch(next<&street::begin>(std::move(op)));
    }

    void abandon() noexcept
    {
        cut_relay();
        deadline_.stop();
    }

    /// A policy dropped its handler instead of calling it.
    void orphan()
    {
        exchanged_ = true; // no step is under way that could have begun this
        finish(why_given_up_ ? why_given_up_ : boost::asio::error::operation_aborted);
    }

    static void deliver(boost::intrusive_ptr<street> owner)
    {
        auto reply_to = std::move(owner->reply_to_);
        const error_code code = owner->code_;
        result_type result = std::move(owner->result_);
        boost::asio::dispatch(
            reply_to, completion(street::dissolve(std::move(owner)), code, std::move(result)));
    }

private:
    friend class operation_base<street>;

    using signing_type = typename Core::signing_type;
    using dialect = dialect_of_t<signing_type>;

    /// Whether the way ends with the signature.
    static constexpr bool presigns = requires { Operation::presigns; };

    /// The last call, on the handler's own executor.
    class completion {
    public:
        completion(handler_type handler, error_code code, result_type result)
            : handler_(std::move(handler)), code_(code), result_(std::move(result))
        {
        }

        completion(completion&&) = default;

        using allocator_type = boost::asio::associated_allocator_t<handler_type>;
        allocator_type get_allocator() const noexcept
        {
            return boost::asio::get_associated_allocator(handler_);
        }

        void operator()()
        {
            auto slot = boost::asio::get_associated_cancellation_slot(handler_);
            if (slot.is_connected())
                slot.clear();
            std::move(handler_)(code_, std::move(result_));
        }

    private:
        handler_type handler_;
        error_code code_;
        result_type result_;
    };

    /// Carries a cancellation from the user's thread to the strand; knows whether we still live.
    struct cancel_relay {
        street* target;
    };

    void connect_cancellation()
    {
        auto slot = boost::asio::get_associated_cancellation_slot(handler_);
        if (!slot.is_connected())
            return;
        relay_ = std::make_shared<cancel_relay>(cancel_relay{this});
        slot.assign([relay = relay_, where = executor_](boost::asio::cancellation_type) {
            boost::asio::post(where, [relay] {
                if (relay->target)
                    relay->target->give_up(boost::asio::error::operation_aborted);
            });
        });
    }

    void cut_relay() noexcept
    {
        if (relay_)
            relay_->target = nullptr;
    }

    diagnostics& about() noexcept { return result_.diagnostics; }

    void begin()
    {
        if (const error_code refused = build())
            return finish(refused);
        deadline_.set(core_->config.operation_timeout, waiter());
        attempt();
    }

    error_code build()
    {
        about().stage = stage::build;
        invalid_input broken = core_->endpoint.broken();
        if (!broken && !Core::transport_type::speaks(core_->endpoint.scheme()))
            broken = {errc::scheme_mismatch, "endpoint",
                      core_->endpoint.scheme() == scheme::https ? "https" : "http",
                      "this client's transport does not speak it"};
        if (!broken) {
            to_ = core_->endpoint.address_of(request_.bucket());
            broken = Operation::template build<dialect>(built_, request_, to_, core_->config);
        }
        about().detail = broken.sentence;
        return broken.code;
    }

    /// One try, from `sign` on: each is signed anew.
    void attempt()
    {
        result_type fresh; // what the last attempt left would mislead
        fresh.diagnostics.stage = stage::sign;
        fresh.diagnostics.attempts = about().attempts + 1;
        fresh.diagnostics.may_have_acted = about().may_have_acted;
        result_ = std::move(fresh);
        if (about().attempts > 1 && !dialect::retry_header.empty())
            built_.headers().set(dialect::retry_header, "true");
        sign();
    }

    void sign()
    {
        const signing_type& signing = core_->signing;
        if constexpr (synchronous_signing<signing_type>) {
            outgoing_.emplace(to_, built_, core_->config);
            error_code code;
            if constexpr (presigns)
                code = signing.presign(outgoing_->message, request_.expiry, about());
            else
                code = signing.sign(outgoing_->message, about());
            code ? finish(code) : depart();
        } else {
            auto handler =
                boost::asio::bind_cancellation_slot(stop_.slot(), next<&street::on_signed>(this));
            if constexpr (presigns)
                signing.async_presign(built_, request_.expiry, std::move(handler));
            else
                signing.async_sign(built_, std::move(handler));
        }
    }

    void on_signed(error_code code, signed_request found)
    {
        outgoing_.emplace(to_, std::move(found.message), core_->config);
        about().detail = std::move(found.detail);
        if (why_given_up_) // also where the signer would not be stopped
            code = why_given_up_;
        code ? finish(code) : depart();
    }

    void depart()
    {
        if constexpr (presigns) {
            Operation::write(result_, outgoing_->message, to_.scheme);
            about().stage = stage::done;
            return finish(error_code());
        } else {
            exchange();
        }
    }

    void exchange()
    {
        exchanged_ = true;
        core_->transport.async_exchange(
            *outgoing_,
            boost::asio::bind_cancellation_slot(stop_.slot(), next<&street::on_exchanged>(this)));
    }

    void on_exchanged(error_code code, exchange_result found)
    {
        about().stage = found.stage;
        about().http_status = found.response.status;
        about().detail = std::move(found.detail);
        if (!failed(code)) {
            about().stage = stage::judge;
            code = Operation::template judge<dialect>(result_, found.response, core_->xml);
            if (!code)
                about().stage = stage::done;
        }
        about().may_have_acted |= found.repeated;
        about().may_have_acted |= code && found.sent && !(code == condition::refused);
        if (code == condition::retryable && !why_given_up_ &&
            about().attempts < core_->config.retry.attempts)
            pause(code);
        else
            finish(code);
    }

    void pause(error_code code)
    {
        std::minstd_rand random{std::random_device()()};
        pause_.expires_after(
            core_->config.retry.pause(about().attempts, code == condition::throttled, random));
        code_ = code;
        pause_.async_wait(
            boost::asio::bind_cancellation_slot(stop_.slot(), next<&street::on_pause>(this)));
    }

    void on_pause(error_code code)
    {
        why_given_up_ || code ? finish(why_given_up_ ? why_given_up_ : code_) : attempt();
    }

    void on_timer(error_code)
    {
        if (deadline_.expired(waiter()))
            give_up(errc::operation_timeout);
    }

    auto waiter()
    {
        return [this] { return next<&street::on_timer>(this); };
    }

    /// Stops what is under way; its handler then finishes the operation with `why`.
    void give_up(error_code why)
    {
        if (finished_ || why_given_up_)
            return;
        why_given_up_ = why;
        stop_.emit(boost::asio::cancellation_type::terminal);
    }

    bool failed(error_code& code) const
    {
        if (why_given_up_ && code)
            code = why_given_up_;
        return code.failed();
    }

    void finish(error_code code)
    {
        code_ = code;
        finished_ = true;
        deadline_.stop();
        cut_relay();
        if (outgoing_)
            redact(about(), outgoing_->message);
        if (!exchanged_) // perhaps still inside the initiating function
            boost::asio::post(next<&street::come_back>(this));
    }

    void come_back() {}

    std::shared_ptr<Core> core_;
    request_type request_;
    executor_type executor_;
    deadline<io_executor_type> deadline_;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>,
                                      io_executor_type>
        pause_;
    boost::asio::any_completion_executor reply_to_;

    service_address to_;
    http_request built_;
    std::optional<exchange_request> outgoing_;

    boost::asio::cancellation_signal stop_;
    std::shared_ptr<cancel_relay> relay_;
    error_code why_given_up_;
    bool exchanged_ = false;
    bool finished_ = false;

    error_code code_;
    result_type result_;

    handler_type handler_; // last, so that it outlives whatever throws in the constructor
};

/// Starts an operation for `async_initiate`.
template <class Operation, class Core>
struct start_street {
    using executor_type = typename decltype(Core::transport)::executor_type;

    std::shared_ptr<Core> core;

    /// The executor of handlers that have none of their own.
    executor_type get_executor() const noexcept { return core->transport.get_executor(); }

    template <class Handler>
    void operator()(Handler&& handler, typename Operation::request_type request) const
    {
        using street_type = street<Operation, Core>;
        street_type::start(
            street_type::make(typename street_type::handler_type(std::forward<Handler>(handler)),
                              core, std::move(request)));
    }
};

} // namespace cosio::detail

#endif
