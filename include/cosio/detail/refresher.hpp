// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_REFRESHER_HPP
#define COSIO_DETAIL_REFRESHER_HPP

#include <cosio/credentials/source.hpp>
#include <cosio/detail/credentials_answer.hpp>
#include <cosio/detail/pending_call.hpp>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

namespace cosio {

/// When keys are fetched anew.
struct refresh_policy {
    /// How long before their end. Unset: 600 s, but at most a tenth of the time they had left when
    /// they came.
    std::optional<std::chrono::seconds> ahead;

    /// From the end of one fetch to the next while the old keys still hold. Without keys that hold,
    /// the last failure stands for at most a second.
    std::chrono::seconds pause{15};
};

namespace detail {

/** What the copies of a `refreshing_credentials` share: the keys, and the fetch under way.

    The fetch owns those who wait for it. So where its execution context is destroyed, or its source
    drops the handler, they go with it, and the next caller starts another. The mutex is never held
    while anything of somebody else is called or destroyed.
*/
template <class Source, class Clock>
class refresher : public std::enable_shared_from_this<refresher<Source, Clock>> {
public:
    refresher(Source source, refresh_policy when, Clock clock)
        : source_(std::move(source)), io_(source_.get_executor()), when_(when),
          clock_(std::move(clock))
    {
    }

    const Source& source() const noexcept { return source_; }

    void get(credentials_handler&& handler)
    {
        call caller(std::move(handler), io_);
        const auto time = now();
        auto [known, started] = recall(time);
        if (!known) {
            const auto ticket = connect(caller);
            std::tie(known, started) = wait(caller, ticket, time);
        }
        if (known)
            std::move(caller).complete(known->code, std::move(known->result));
        if (started)
            launch(std::move(started));
    }

private:
    using call = pending_call<provided_credentials>;

    struct flight {
        std::map<std::uint64_t, call> waiting;
    };

    using flight_pointer = std::shared_ptr<flight>;
    using recollection = std::pair<std::optional<credentials_answer>, flight_pointer>;

    std::chrono::sys_seconds now() const
    {
        return std::chrono::floor<std::chrono::seconds>(clock_.now());
    }

    /// What can be answered at once, and the fetch to be started for those who come later.
    recollection recall(std::chrono::sys_seconds time)
    {
        const std::lock_guard lock(mutex_);
        recollection result{at_hand(time), nullptr};
        if (holds(time) && time >= refresh_at_ && !recent(time, when_.pause) && fetch_.expired())
            fetch_ = result.second = std::make_shared<flight>();
        return result;
    }

    /// Lets the caller wait, unless there is an answer by now.
    recollection wait(call& caller, std::uint64_t ticket, std::chrono::sys_seconds time)
    {
        flight_pointer fetch; // may hold the last reference, so it goes after the lock
        recollection result;
        const std::lock_guard lock(mutex_);
        if ((result.first = at_hand(time)))
            return result;
        fetch = fetch_.lock();
        if (!fetch)
            fetch_ = result.second = fetch = std::make_shared<flight>();
        fetch->waiting.emplace(ticket, std::move(caller));
        return result;
    }

    bool holds(std::chrono::sys_seconds time) const { return current_ && time < expires_; }

    /// Whether a fetch ended within `pause`. A clock that was set back does not make it longer.
    bool recent(std::chrono::sys_seconds time, std::chrono::seconds pause) const
    {
        return ended_ && time >= *ended_ && time - *ended_ < pause;
    }

    std::optional<credentials_answer> at_hand(std::chrono::sys_seconds time) const
    {
        if (holds(time))
            return credentials_answer{{}, {current_, {}}};
        if (failure_.code && recent(time, std::min(when_.pause, std::chrono::seconds(1))))
            return failure_;
        return std::nullopt;
    }

    /// From now on a cancellation finds the caller by its ticket.
    std::uint64_t connect(const call& caller)
    {
        const auto ticket = ++last_ticket_;
        if (auto slot = caller.slot(); slot.is_connected())
            slot.assign([weak = this->weak_from_this(), ticket](boost::asio::cancellation_type) {
                if (const auto self = weak.lock())
                    self->cancel(ticket);
            });
        return ticket;
    }

    void cancel(std::uint64_t ticket)
    {
        flight_pointer fetch;
        typename std::map<std::uint64_t, call>::node_type leaving;
        {
            const std::lock_guard lock(mutex_);
            fetch = fetch_.lock();
            if (fetch)
                leaving = fetch->waiting.extract(ticket);
        }
        if (leaving)
            std::move(leaving.mapped()).complete(boost::asio::error::operation_aborted, {});
    }

    /// On the source's executor, so that a source need not be safe from every thread.
    void launch(flight_pointer fetch)
    {
        boost::asio::post(io_, [self = this->shared_from_this(), fetch = std::move(fetch)] {
            try {
                self->source_.async_fetch(source_handler(boost::asio::bind_executor(
                    self->io_, [self, fetch](error_code code, temporary_credentials fetched) {
                        self->land(fetch, code, std::move(fetched));
                    })));
            } catch (...) {
                self->land(fetch, errc::unusable_credentials, {nullptr, {}, "the source threw"});
                throw;
            }
        });
    }

    void land(const flight_pointer& fetch, error_code code, temporary_credentials fetched)
    {
        const auto time = now();
        credentials_answer answer{code, {std::move(fetched.who), std::move(fetched.detail)}};
        if (!code && !answer.result.who)
            answer = credentials_answer::unusable("the source gave no keys");
        else if (!code && fetched.expires <= time)
            answer = credentials_answer::unusable(
                "the keys had expired when they came; is this machine's clock right?");
        std::map<std::uint64_t, call> waiting;
        std::shared_ptr<const credentials> replaced;
        {
            const std::lock_guard lock(mutex_);
            if (fetch_.lock() != fetch) // has landed already
                return;
            fetch_.reset();
            ended_ = time;
            if (!answer.code) {
                replaced = std::exchange(current_, answer.result.who);
                expires_ = fetched.expires;
                refresh_at_ =
                    expires_ - when_.ahead.value_or(std::min(usual_ahead, (expires_ - time) / 10));
            }
            failure_ = answer.code ? answer : credentials_answer();
            waiting.swap(fetch->waiting);
        }
        for (auto& [ticket, caller] : waiting)
            std::move(caller).complete(answer.code, answer.result);
    }

    static constexpr std::chrono::seconds usual_ahead{600};

    Source source_;
    boost::asio::any_io_executor io_;
    const refresh_policy when_;
    const Clock clock_;
    std::atomic<std::uint64_t> last_ticket_{0};

    std::mutex mutex_; // for all below
    std::shared_ptr<const credentials> current_;
    std::chrono::sys_seconds expires_{};
    std::chrono::sys_seconds refresh_at_{};
    std::optional<std::chrono::sys_seconds> ended_;
    credentials_answer failure_;
    std::weak_ptr<flight> fetch_;
};

} // namespace detail
} // namespace cosio

#endif
