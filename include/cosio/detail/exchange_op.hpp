// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_EXCHANGE_OP_HPP
#define COSIO_DETAIL_EXCHANGE_OP_HPP

#include <cosio/detail/answer_reader.hpp>
#include <cosio/detail/connector.hpp>
#include <cosio/detail/deadline.hpp>
#include <cosio/detail/io_step.hpp>
#include <cosio/detail/operation_base.hpp>
#include <cosio/detail/pool_place.hpp>
#include <cosio/detail/quiet_start.hpp>
#include <cosio/detail/repetition.hpp>
#include <cosio/detail/serialize.hpp>
#include <cosio/detail/wipe.hpp>
#include <cosio/transport/exchange.hpp>
#include <cosio/transport/exchange_watch.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace cosio::detail {

/** One exchange over one connection: kept or new, resolve, connect, handshake, send, receive.

    Runs on the handler's associated executor, which serialises it. There is one timer for all
    stages. `Watch` points to an `exchange_watch`, or is `no_watch`.
*/
template <class Link, class Handler, class Watch>
class exchange_op final : public operation_base<exchange_op<Link, Handler, Watch>>,
                          private connection_pool<Link>::waiter {
public:
    using socket_type = typename Link::socket_type;
    using io_executor_type = typename socket_type::executor_type;
    using executor_type = boost::asio::associated_executor_t<Handler, io_executor_type>;
    using allocator_type = boost::asio::associated_allocator_t<Handler>;
    using clock = typename connection_pool<Link>::clock;

    static constexpr bool calls_are_composed = Link::shakes_hands;

    exchange_op(Handler&& handler, std::shared_ptr<connection_pool<Link>> pool,
                const io_executor_type& io, const exchange_request& request, Watch watch)
        : request_(request), watch_(watch),
          executor_(boost::asio::get_associated_executor(handler, io)),
          deadline_(*this, pool->deadlines()), place_(std::move(pool)), handler_(std::move(handler))
    {
    }

    Handler& handler() noexcept { return handler_; }
    const executor_type& executor() const noexcept { return executor_; }
    bool finished() const noexcept { return finished_; }
    call_memory& calls() noexcept { return link_->calls; }

    static void deliver(boost::intrusive_ptr<exchange_op> owner)
    {
        const error_code code = owner->code_;
        auto result = std::move(owner->result_);
        auto handler = exchange_op::dissolve(std::move(owner));
        std::move(handler)(code, std::move(result));
    }

    static void start(boost::intrusive_ptr<exchange_op> op)
    {
        auto slot = boost::asio::get_associated_cancellation_slot(op->handler_);
        if (slot.is_connected())
            slot.assign([raw = op.get()](boost::asio::cancellation_type) {
                next<&exchange_op::on_cancelled>(raw)();
            });
        dispatch_step(next<&exchange_op::begin>(std::move(op)));
    }

    void abandon() noexcept
    {
        let_go_of_slot();
        deadline_.stop();
        close();
        try_to_post(io(), next<&exchange_op::come_back>(this)); // if nothing else comes back
        if (connecting_)
            connecting_->abandon();
        if (!waits_ || stop_waiting()) // else it is being admitted
            queued_ = nullptr;
    }

    void on_time()
    {
        if (deadline_.passed())
            give_up(when_late_);
    }

    void orphan() { finish(boost::asio::error::operation_aborted); }

    // For the connector. The deadline's wait holds a reference, so a step is begun here by hand.
    void on_addresses(std::size_t count) { watch_->on_resolved(count); }
    void on_connecting() noexcept { result_.stage = stage::connect; }

    void on_open(error_code code, socket_type socket, const boost::asio::ip::tcp::endpoint& peer)
    {
        next<&exchange_op::on_connected>(this)(code, std::move(socket), peer);
    }

private:
    friend class operation_base<exchange_op>;
    io_executor_type io() const { return place_.pool().deadlines()->get_executor(); }

    void begin()
    {
        if (why_given_up_) // cancelled before it began
            return finish(why_given_up_);
        queued_ = this; // before another thread can know of it
        now_ = clock::now();
        auto [link, admitted] = place_.ask(request_.to(), *this, now_);
        if ((waits_ = !admitted)) {
            result_.stage = stage::queue;
            return limit(request_.limits().connect_timeout, errc::connect_timeout);
        }
        queued_ = nullptr;
        go(std::move(link));
    }

    /// With a connection to be used again, or else a new one.
    void go(std::unique_ptr<Link> link)
    {
        link_ = std::move(link);
        kept_ = link_ != nullptr;
        kept_ ? talk() : open();
    }

    /// Its turn, told by whoever ended an exchange, on any thread.
    void admit(std::unique_ptr<Link> kept) noexcept override
    {
        place_.hold();
        admitted_ = std::move(kept);
        // Without memory the deadline ends the wait.
        try_to_post(io(), next<&exchange_op::on_admitted>(std::move(queued_)));
    }

    void on_admitted()
    {
        waits_ = false;
        if (why_given_up_) {
            if (admitted_) // somebody else can use it
                place_.give_back(std::move(admitted_), clock::now());
            return finish(why_given_up_);
        }
        now_ = clock::now();
        go(std::move(admitted_));
    }

    /// Whether it was waiting, and is no more. If it is being admitted, that will come.
    bool stop_waiting() noexcept
    {
        if (!waits_ || !place_.leave(*this))
            return false;
        waits_ = false;
        queued_ = nullptr;
        return true;
    }

    /// A new connection, perhaps in the place of one that cannot be used.
    void open()
    {
        now_ = clock::now();
        kept_ = false;
        watch_->on_pool(false);
        link_ = place_.pool().make(io());
        result_.stage = stage::resolve;
        limit(request_.limits().connect_timeout, errc::connect_timeout);
        connecting_ = std::make_shared<connector<exchange_op, socket_type>>(*this, io());
        connecting_->start(place_.pool().names(), request_.to());
        if (finished_) // already: this may still be the call that starts the exchange
            post_step(io(), next<&exchange_op::come_back>(this));
    }

    void on_connected(error_code code, socket_type socket,
                      const boost::asio::ip::tcp::endpoint& peer)
    {
        connecting_.reset();
        if (failed(code))
            return finish(code);
        watch_->on_connected(peer);
        link_->socket() = std::move(socket);
        link_->socket().set_option(boost::asio::ip::tcp::no_delay(true), code);
        link_->socket().non_blocking(true, code);
        now_ = clock::now();
        if constexpr (Link::shakes_hands) {
            result_.stage = stage::handshake;
            if ((code = link_->expect(request_.to().host)))
                return finish(code);
            link_->async_handshake(io_next<&exchange_op::on_handshake>(this));
        } else {
            talk();
        }
    }

    void on_handshake(error_code code)
    {
        if constexpr (Link::shakes_hands) {
            if (failed(code)) {
                result_.detail = link_->certificate_error();
                return finish(code);
            }
            now_ = clock::now();
            watch_->on_handshake(link_->protocol(), link_->resumed());
            talk();
        }
    }

    /// The receive begins first: so it tells whether a kept connection can still be used.
    void talk()
    {
        result_.response = request_.spare();
        reader_.emplace(result_.response, request_.limits());
        if (!starts_quietly(*link_, [this] { receive(); }) && kept_)
            return close(); // to come back in on_received
        if (kept_)
            watch_->on_pool(true);
        result_.stage = stage::send;
        result_.sent = true;
        link_->out.clear();
        serialize(link_->out, request_.message, place_.pool().keep_alive());
        written_ = 0;
        if constexpr (!calls_are_composed) {
            error_code code; // nearly always it fits into the socket's buffer, and need not wait
            written_ = link_->socket().send(boost::asio::buffer(link_->out), 0, code);
            if (code != boost::asio::error::would_block && (code || written_ == link_->out.size()))
                return on_sent(code);
        }
        write();
    }

    void write()
    {
        writes_ = true;
        limit(request_.limits().io_timeout, errc::io_timeout);
        link_->stream().async_write_some(boost::asio::buffer(link_->out) + written_,
                                         io_next<&exchange_op::on_written>(this));
    }

    void on_written(error_code code, std::size_t size)
    {
        writes_ = false;
        written_ += size;
        now_ = clock::now();
        if (!failed(code) && written_ < link_->out.size())
            return write();
        on_sent(code);
        if (const auto early = std::exchange(early_, std::nullopt))
            on_received(early->first, early->second);
    }

    void on_sent(error_code code)
    {
        wipe(link_->out.data(), link_->out.size()); // it may idle for long
        if ((not_sent_ = code))
            return close(); // the receive is to end too
        watch_->on_sent(written_);
        result_.stage = stage::receive;
        limit(request_.limits().io_timeout, errc::io_timeout);
    }

    void receive()
    {
        error_code code;
        const auto room = reader_->room(link_->in, code);
        if (code)
            return finish(code);
        link_->stream().async_read_some(room, io_next<&exchange_op::on_received>(this));
    }

    void on_received(error_code code, std::size_t size)
    {
        if (writes_) // the whole request goes first
            return static_cast<void>(early_.emplace(code, size));
        if (!result_.sent && !why_given_up_) // it was not quiet
            return open();
        if (not_sent_)
            code = not_sent_;
        const bool last = code == boost::asio::error::eof && reader_->got_some();
        if (failed(code) && !last)
            return lost(code);
        now_ = clock::now();
        code = {};
        if (reader_->take(link_->in, size, last, code) || code)
            return finish(code);
        limit(request_.limits().io_timeout, errc::io_timeout);
        receive();
    }

    /// A kept connection may close just when it is used again. If no byte of an answer came, a new
    /// one takes over, once, unless nothing that was sent may be repeated.
    void lost(error_code code)
    {
        if (!kept_ || is_careful(request_.limits()) || why_given_up_ || reader_->begun())
            return finish(code);
        result_.repeated = true;
        open();
    }

    void limit(typename clock::duration length, errc code)
    {
        when_late_ = code;
        deadline_.set(length, now_);
    }

    void on_cancelled()
    {
        post_step(io(), next<&exchange_op::come_back>(this)); // nothing is to end inside of a slot
        give_up(boost::asio::error::operation_aborted);
    }

    /// Ends whatever is under way; its handler then finishes the exchange with `why`.
    void give_up(error_code why)
    {
        if (finished_ || why_given_up_)
            return;
        why_given_up_ = why;
        connecting_ || stop_waiting() ? finish(why) : close();
    }

    /// Ends what is under way on the connection, if there is one.
    void close() noexcept
    {
        error_code ignored;
        if (link_)
            link_->socket().close(ignored);
    }

    /// Whether a step failed; if the exchange was given up, `code` becomes the reason.
    bool failed(error_code& code) const
    {
        if (why_given_up_)
            code = why_given_up_;
        return code.failed();
    }

    void finish(error_code code)
    {
        finished_ = true;
        failed(code_ = code);
        deadline_.stop();
        let_go_of_slot();
        if (connecting_)
            connecting_->abandon();
        if (!code_)
            watch_->on_received(reader_->received());
        if constexpr (Link::shakes_hands)
            if (!code_ && !kept_)
                link_->answered();
        if (!code_ && place_.pool().keep_alive() && reader_->keep_alive()) {
            place_.give_back(std::move(link_), now_);
        } else {
            link_.reset();
            place_.release();
        }
    }

    void come_back() {}

    void let_go_of_slot() noexcept
    {
        auto slot = boost::asio::get_associated_cancellation_slot(handler_);
        if (slot.is_connected())
            slot.clear();
    }

    const exchange_request& request_;
    [[no_unique_address]] Watch watch_;
    executor_type executor_;

    deadline<exchange_op, deadlines<io_executor_type>> deadline_;
    error_code when_late_, why_given_up_, not_sent_;
    typename clock::time_point now_; ///< When this step began, nearly.

    pool_place<Link> place_;                   // before the connection, which goes first
    boost::intrusive_ptr<exchange_op> queued_; // this, while the pool knows of it
    std::unique_ptr<Link> admitted_;
    std::unique_ptr<Link> link_;
    std::shared_ptr<connector<exchange_op, socket_type>> connecting_;
    std::optional<answer_reader> reader_;
    std::optional<std::pair<error_code, std::size_t>> early_; ///< Received while the request goes.
    std::size_t written_ = 0;
    bool waits_ = false, kept_ = false, writes_ = false, finished_ = false;

    error_code code_;
    exchange_result result_;

    Handler handler_; // last, so that it outlives whatever throws in the constructor
};

} // namespace cosio::detail

#endif
