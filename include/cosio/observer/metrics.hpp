// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_OBSERVER_METRICS_HPP
#define COSIO_OBSERVER_METRICS_HPP

#include <cosio/condition.hpp>
#include <cosio/observer.hpp>

#include <boost/system/errc.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/** Counts what a client does, and writes it in the text format of Prometheus.

    Counters: operations by outcome, attempts, retries, connections kept and opened, TLS handshakes,
    answers by class of status, bytes each way; the duration of operations that came as far as the
    network, as a histogram.

    @par Thread-safety
    Copies share the counters, which are atomic: an operation never waits for another. A dump taken
    while operations run is not of one moment.

    @par Source
    Prometheus, "Exposition formats", text-based format 0.0.4.

    @par Example
    @code
    cosio::metrics numbers;
    metered_client cos(io, cosio::endpoint::region("ap-beijing"), who, {}, {}, numbers);
    // later, for GET /metrics, as text/plain; version=0.0.4
    numbers.write_prometheus(response);
    @endcode
*/
class metrics {
public:
    /// All zero.
    metrics() : book_(std::make_shared<book>()) {}

    /// Everything counted so far.
    void write_prometheus(std::ostream& out) const
    {
        std::string text;
        write_outcomes(text);
        write_durations(text);
        write(text, "cosio_attempts_total", "Requests begun, repeated ones included.",
              book_->attempts);
        write(text, "cosio_retries_total", "Attempts that failed and were repeated.",
              book_->retries);
        write(text, "cosio_connections_total", "Connections used, kept ones and new ones.", "pool",
              {"miss", "hit"}, book_->connections);
        write(text, "cosio_tls_handshakes_total", "TLS handshakes.", "session", {"new", "resumed"},
              book_->handshakes);
        write(text, "cosio_answers_total", "HTTP answers.", "status",
              {"other", "1xx", "2xx", "3xx", "4xx", "5xx"}, book_->answers);
        write(text, "cosio_sent_bytes_total", "Bytes of HTTP sent.", book_->sent);
        write(text, "cosio_received_bytes_total", "Bytes of HTTP received.", book_->received);
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
    }

    /// See `observer_policy`.
    void operator()(const attempt_event&) const noexcept { add(book_->attempts); }
    /// See `observer_policy`.
    void operator()(const pool_event& e) const noexcept { add(book_->connections[e.hit]); }
    /// See `observer_policy`.
    void operator()(const handshake_event& e) const noexcept { add(book_->handshakes[e.resumed]); }
    /// See `observer_policy`.
    void operator()(const sent_event& e) const noexcept { add(book_->sent, e.bytes); }
    /// See `observer_policy`.
    void operator()(const received_event& e) const noexcept
    {
        add(book_->received, e.bytes);
        add(book_->answers[e.status < 600 ? e.status / 100 : 0]); // 0 is "other"
    }
    /// See `observer_policy`.
    void operator()(const retry_event&) const noexcept { add(book_->retries); }
    /// See `observer_policy`.
    void operator()(const done_event& e) const noexcept
    {
        add(book_->outcomes[outcome_of(e.code)]);
        if (!e.exchanged) // refused input and presigned requests would flatter
            return;
        const auto slot =
            std::lower_bound(limits_ms.begin(), limits_ms.end(),
                             std::chrono::ceil<std::chrono::milliseconds>(e.elapsed).count());
        add(book_->durations[static_cast<std::size_t>(slot - limits_ms.begin())]);
        add(book_->nanoseconds, static_cast<std::uint64_t>(e.elapsed.count()));
    }

private:
    using counter = std::atomic<std::uint64_t>;

    /// The first that fits counts. What is left is last, after success and cancellation.
    static constexpr std::array outcomes{std::pair{condition::invalid_input, "invalid_input"},
                                         std::pair{condition::throttled, "throttled"},
                                         std::pair{condition::clock_skewed, "clock_skewed"},
                                         std::pair{condition::denied, "denied"},
                                         std::pair{condition::not_found, "not_found"},
                                         std::pair{condition::refused, "refused"},
                                         std::pair{condition::not_understood, "not_understood"},
                                         std::pair{condition::timeout, "timeout"},
                                         std::pair{condition::network, "network"}};
    static constexpr std::size_t ok = outcomes.size(), cancelled = ok + 1, other = ok + 2;

    static constexpr std::array<std::int64_t, 12> limits_ms{5,   10,   25,   50,   100,   250,
                                                            500, 1000, 2500, 5000, 10000, 30000};

    struct book {
        std::array<counter, other + 1> outcomes{};
        std::array<counter, limits_ms.size() + 1> durations{}; ///< The last: longer than any limit.
        counter nanoseconds{}, attempts{}, retries{}, sent{}, received{};
        std::array<counter, 2> connections{}, handshakes{};
        std::array<counter, 6> answers{};
    };

    static void add(counter& to, std::uint64_t by = 1) noexcept
    {
        to.fetch_add(by, std::memory_order_relaxed);
    }

    static std::size_t outcome_of(const error_code& code) noexcept
    {
        if (!code)
            return ok;
        if (code == boost::system::errc::operation_canceled)
            return cancelled;
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            if (code == outcomes[i].first)
                return i;
        return other;
    }

    // Text is put together in a string, which no locale or flag of the stream changes.

    static void head(std::string& out, std::string_view name, std::string_view help,
                     std::string_view type = "counter")
    {
        out.append("# HELP ").append(name).append(" ").append(help).append("\n");
        out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
    }

    static void sample(std::string& out, std::string_view name, std::string_view label,
                       std::string_view value, std::uint64_t count)
    {
        out.append(name).append("{").append(label).append("=\"").append(value).append("\"} ");
        out.append(std::to_string(count)).append("\n");
    }

    static void write(std::string& out, std::string_view name, std::string_view help,
                      const counter& count)
    {
        head(out, name, help);
        out.append(name).append(" ").append(std::to_string(count)).append("\n");
    }

    template <std::size_t Count>
    static void write(std::string& out, std::string_view name, std::string_view help,
                      std::string_view label, const char* const (&values)[Count],
                      const std::array<counter, Count>& counts)
    {
        head(out, name, help);
        for (std::size_t i = 0; i < Count; ++i)
            sample(out, name, label, values[i], counts[i]);
    }

    void write_outcomes(std::string& out) const
    {
        constexpr std::string_view name = "cosio_operations_total";
        head(out, name, "Operations that ended.");
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            sample(out, name, "outcome", outcomes[i].second, book_->outcomes[i]);
        sample(out, name, "outcome", "ok", book_->outcomes[ok]);
        sample(out, name, "outcome", "cancelled", book_->outcomes[cancelled]);
        sample(out, name, "outcome", "other", book_->outcomes[other]);
    }

    /// The decimal point is the classic one, whatever the locale.
    static std::string seconds(std::uint64_t count, std::uint64_t per_second)
    {
        std::string fraction = std::to_string(per_second + count % per_second);
        fraction.front() = '.';
        while (fraction.back() == '0')
            fraction.pop_back();
        return std::to_string(count / per_second) + (fraction == "." ? "" : fraction);
    }

    void write_durations(std::string& out) const
    {
        constexpr std::string_view name = "cosio_operation_duration_seconds";
        const std::string bucket = std::string(name) + "_bucket";
        head(out, name, "From begin to end, if it came as far as the network.", "histogram");
        std::uint64_t so_far = 0;
        for (std::size_t i = 0; i < limits_ms.size(); ++i) {
            so_far += book_->durations[i];
            sample(out, bucket, "le", seconds(static_cast<std::uint64_t>(limits_ms[i]), 1000),
                   so_far);
        }
        so_far += book_->durations.back();
        sample(out, bucket, "le", "+Inf", so_far);
        out.append(name).append("_sum ").append(seconds(book_->nanoseconds, 1'000'000'000));
        out.append("\n").append(name).append("_count ").append(std::to_string(so_far)).append("\n");
    }

    std::shared_ptr<book> book_;
};

} // namespace cosio

#endif
