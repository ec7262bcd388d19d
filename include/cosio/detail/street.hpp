// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_STREET_HPP
#define COSIO_DETAIL_STREET_HPP

#include <cosio/detail/cancel_relay.hpp>
#include <cosio/detail/deadline.hpp>
#include <cosio/detail/iso_time.hpp>
#include <cosio/detail/lane.hpp>
#include <cosio/detail/last_call.hpp>
#include <cosio/detail/operation_base.hpp>
#include <cosio/detail/random_bits.hpp>
#include <cosio/detail/redact.hpp>
#include <cosio/detail/repetition.hpp>
#include <cosio/detail/station_table.hpp>
#include <cosio/signing/concept.hpp>
#include <cosio/transport/exchange.hpp>

#include <boost/asio/any_completion_executor.hpp>
#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace cosio::detail {

/** Drives one operation down the street: build, sign, exchange, read, judge.

    `Operation` brings `request_type`, `result_type`, `build` and `judge`; all else is the same for
    every operation. Each has a lane of its own, in which everything happens, so that neither a
    thread pool nor a cancellation from another thread can make two steps meet. The user's handler
    is erased once, here: the street is not compiled for each token.
*/
template <class Operation, class Frame>
class street : public operation_base<street<Operation, Frame>> {
public:
    using io_executor_type = typename Frame::executor_type;
    using clock = typename Frame::clock;
    using request_type = typename Operation::request_type;
    using result_type = typename Operation::result_type;
    using handler_type = boost::asio::any_completion_handler<void(error_code, result_type&&)>;
    using stations_type = stations<Operation, Frame>;
    using timer =
        boost::asio::basic_waitable_timer<clock, boost::asio::wait_traits<clock>, io_executor_type>;
    using executor_type = lane<io_executor_type>;
    using deadlines_type = deadlines<io_executor_type, clock>;
    /// Where the handler wants to be called, if that is not where the I/O runs.
    using elsewhere_type = std::optional<boost::asio::any_completion_executor>;
    using allocator_type = boost::asio::associated_allocator_t<handler_type>;

    street(handler_type&& handler, std::shared_ptr<client_base> client, elsewhere_type elsewhere,
           const stations_type& policies, std::shared_ptr<deadlines_type> all,
           request_type&& request)
        : client_(std::move(client)), policies_(policies), request_(std::move(request)),
          executor_(std::allocate_shared<lane_state<io_executor_type>>(
              operation_allocator<>(client_->memory), all->get_executor())),
          deadline_(*this, std::move(all)), elsewhere_(std::move(elsewhere)),
          handler_(std::move(handler))
    {
    }

    ~street()
    {
        if (!outgoing_)
            return;
        outgoing_->rest();
        client_->exchanges.put(std::move(outgoing_));
    }

    handler_type& handler() noexcept { return handler_; }
    const executor_type& executor() const noexcept { return executor_; }
    void on_time()
    {
        if (deadline_.passed())
            give_up(errc::operation_timeout);
    }

    bool finished() const noexcept { return finished_; }

    /// Begins in the lane; never completes from inside the initiating function.
    static void start(handler_type handler, std::shared_ptr<client_base> client,
                      elsewhere_type elsewhere, const stations_type& policies,
                      std::shared_ptr<deadlines_type> all, request_type&& request);

    void abandon() noexcept
    {
        relay_.cut();
        deadline_.stop();
        // If nothing else comes back.
        try_to_post(executor_.inner(), next<&street::come_back>(this));
    }

    /// A policy dropped its handler instead of calling it.
    void orphan()
    {
        exchanged_ = true; // no step is under way that could have begun this
        finish(why_given_up_ ? why_given_up_ : boost::asio::error::operation_aborted);
    }

    static void deliver(boost::intrusive_ptr<street> owner)
    {
        const elsewhere_type elsewhere = std::move(owner->elsewhere_);
        const error_code code = owner->code_;
        result_type result = std::move(owner->result_);
        auto handler = street::dissolve(std::move(owner));
        if (!elsewhere)
            return complete(std::move(handler), code, std::move(result));
        elsewhere->execute(last_call(std::move(handler), code, std::move(result)));
    }

    // For the stations.

    const request_type& request() const noexcept { return request_; }
    http_request& built() noexcept { return outgoing_->message; }
    const exchange_request& outgoing() const noexcept { return *outgoing_; }
    diagnostics& about() noexcept { return result_.diagnostics; }
    exchange_watch& watch() noexcept { return observed_; }

    auto signed_handler() { return stoppable(next<&street::on_signed>(this)); }
    auto exchanged_handler() { return stoppable(next<&street::on_exchanged>(this)); }

    void on_signed(error_code code, signed_request found);
    void after_signing(error_code code);
    void on_exchanged(error_code code, exchange_result&& found);

private:
    friend class operation_base<street>;

    template <class Handler>
    auto stoppable(Handler handler)
    {
        return boost::asio::bind_cancellation_slot(stop_.slot(), std::move(handler));
    }

    void begin()
    {
        begun_ = clock::now();
        deadline_.set(client_->config->operation_timeout, begun_);
        observed_.begin(*client_, policies_.tell, Operation::operation_name, request_);
        if (const error_code refused = build())
            return finish(refused);
        attempt();
    }

    error_code build()
    {
        about().stage = stage::build;
        invalid_input broken = client_->endpoint.broken();
        if (!broken && !policies_.speaks(client_->endpoint.scheme()))
            broken = {errc::scheme_mismatch, "endpoint",
                      client_->endpoint.scheme() == scheme::https ? "https" : "http",
                      "this client's transport does not speak it"};
        if (!broken) {
            if (!to_)
                to_ = client_->address_of(request_.bucket());
            address();
            broken = policies_.build(*client_, outgoing_->message, request_, *to_);
        }
        about().detail = broken.sentence;
        return broken.code;
    }

    /// An exchange to be built, in the memory of an earlier one.
    void address()
    {
        if (!outgoing_)
            outgoing_ = client_->exchanges.take();
        if (!outgoing_)
            outgoing_ = std::make_unique<exchange_request>(to_, http_request(), client_->config);
        if (outgoing_->to_ != to_)
            outgoing_->to_ = to_;
    }

    /// Another try, built and signed anew.
    void repeat()
    {
        result_type fresh; // what the last attempt left would mislead
        fresh.diagnostics.attempts = about().attempts;
        fresh.diagnostics.may_have_acted = about().may_have_acted;
        result_ = std::move(fresh);
        if (const error_code refused = build())
            return finish(refused);
        if (!policies_.retry_header.empty())
            outgoing_->message.headers().set(policies_.retry_header, "true");
        attempt();
    }

    void attempt()
    {
        about().stage = stage::sign;
        ++about().attempts;
        observed_.attempt(about().attempts, to_->authority);
        policies_.sign(*client_, *this);
    }

    void depart()
    {
        if constexpr (ends_signed<Operation>) {
            Operation::write(result_, outgoing_->message, *to_);
            about().stage = stage::done;
            redact(about(), outgoing_->message);
            return finish(error_code());
        } else {
            exchanged_ = true;
            observed_.exchange();
            policies_.exchange(*client_, *this);
        }
    }

    /// How long to wait before another attempt, if there is to be one; mends what can be mended.
    std::optional<std::chrono::milliseconds> pause_after(error_code code,
                                                         const exchange_result& found)
    {
        const retry_policy& policy = client_->config->retry;
        const failed_attempt last{code,
                                  about().attempts,
                                  found.sent,
                                  !about().request_id.empty(),
                                  found.response.status,
                                  retry_after(found.response),
                                  clock::now() - begun_,
                                  deadline_.left()};
        bool renewed = false;
        if (last.made >= policy.attempts)
            return std::nullopt;
        if (code == condition::clock_skewed && !std::exchange(clock_repaired_, true)) {
            auto server = parse_http_date(found.response.header("Date"));
            if (!server)
                server = parse_iso_time(about().server_time);
            renewed = server && policies_.repair_clock(*client_, *server);
        }
        if (goes_elsewhere(policy, last))
            renewed = go_elsewhere() || renewed;
        random_bits random;
        return pause_before_next(policy, last, renewed, random);
    }

    /// To the second domain, if the endpoint has one.
    bool go_elsewhere()
    {
        const auto other = client_->endpoint.second_domain();
        if (!other)
            return false;
        to_ = std::make_shared<const service_address>(other->address_of(request_.bucket()));
        return true;
    }

    void pause(error_code code, std::chrono::milliseconds length)
    {
        observed_.retry(code, about(), length);
        pause_ = std::make_unique<timer>(executor_.inner(), length);
        code_ = code;
        pause_->async_wait(stoppable(next<&street::on_pause>(this)));
    }

    void on_pause(error_code code)
    {
        why_given_up_ || code ? finish(why_given_up_ ? why_given_up_ : code_) : repeat();
    }

    void on_cancelled() { give_up(boost::asio::error::operation_aborted); }

    /// Stops what is under way; its handler then finishes the operation with `why`.
    void give_up(error_code why)
    {
        if (finished_ || why_given_up_)
            return;
        why_given_up_ = why;
        deadline_.stop(); // so that a policy which dropped its handler is found out now
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
        relay_.cut();
        observed_.done(code, about());
        if (!exchanged_) // perhaps still inside the initiating function
            post_step(executor_.inner(), next<&street::come_back>(this));
    }

    void come_back() {}

    std::shared_ptr<client_base> client_;
    const stations_type& policies_;
    request_type request_;
    executor_type executor_;
    deadline<street, deadlines_type> deadline_;
    std::unique_ptr<timer> pause_; // few operations have one
    elsewhere_type elsewhere_;

    std::shared_ptr<const service_address> to_;
    std::unique_ptr<exchange_request> outgoing_;

    boost::asio::cancellation_signal stop_;
    cancel_relay relay_;
    error_code why_given_up_;
    typename clock::time_point begun_;
    [[no_unique_address]] observation<clock, Frame::observed> observed_;
    bool clock_repaired_ = false;
    bool exchanged_ = false;
    bool finished_ = false;

    error_code code_;
    result_type result_;

    handler_type handler_; // last, so that it outlives whatever throws in the constructor
};

// The ways into the street are not inline, so that it can be compiled elsewhere (src.hpp).

template <class Operation, class Frame>
void street<Operation, Frame>::start(handler_type handler, std::shared_ptr<client_base> client,
                                     elsewhere_type elsewhere, const stations_type& policies,
                                     std::shared_ptr<deadlines_type> all, request_type&& request)
{
    auto op = street::make(std::move(handler), std::move(client), std::move(elsewhere), policies,
                           std::move(all), std::move(request));
    op->relay_.template connect<&street::on_cancelled>(
        op.get(), boost::asio::get_associated_cancellation_slot(op->handler_));
    dispatch_step(next<&street::begin>(std::move(op)));
}

template <class Operation, class Frame>
void street<Operation, Frame>::on_signed(error_code code, signed_request found)
{
    outgoing_->message = std::move(found.message);
    if (about().detail.empty())
        about().detail = std::move(found.detail);
    after_signing(code);
}

template <class Operation, class Frame>
void street<Operation, Frame>::after_signing(error_code code)
{
    if (why_given_up_) // also where the signer would not be stopped
        code = why_given_up_;
    if (!code)
        return depart();
    redact(about(), outgoing_->message);
    // A provider of credentials may fail as a network does.
    const auto wait = why_given_up_ ? std::nullopt : pause_after(code, exchange_result());
    wait ? pause(code, *wait) : finish(code);
}

template <class Operation, class Frame>
void street<Operation, Frame>::on_exchanged(error_code code, exchange_result&& found)
{
    about().stage = found.stage;
    about().http_status = found.response.status;
    about().detail = std::move(found.detail);
    const bool answered = !failed(code);
    if (answered) {
        about().stage = stage::judge;
        code = policies_.judge(*client_, result_, request_, found.response);
        if (!code)
            about().stage = stage::done;
    }
    redact(about(), outgoing_->message);
    if (answered)
        observed_.received(found.response.status, about().request_id);
    about().may_have_acted |= found.repeated;
    about().may_have_acted |= code && found.sent && !(code == condition::refused);
    const auto wait = why_given_up_ || !code ? std::nullopt : pause_after(code, found);
    outgoing_->spare_ = std::move(found.response);
    wait ? pause(code, *wait) : finish(code);
}

} // namespace cosio::detail

#endif
