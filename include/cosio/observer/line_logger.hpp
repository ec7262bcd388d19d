// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_OBSERVER_LINE_LOGGER_HPP
#define COSIO_OBSERVER_LINE_LOGGER_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/iso_time.hpp>
#include <cosio/observer.hpp>

#include <algorithm>
#include <chrono>
#include <iomanip>
#include <locale>
#include <memory>
#include <mutex>
#include <ostream>
#include <sstream>
#include <string>
#include <type_traits>

namespace cosio {

/// Which events a `line_logger` writes.
enum class log_lines {
    outcomes, ///< How operations end.
    attempts, ///< How attempts begin and fail, too.
    steps     ///< Everything.
};

/** Writes a line for each event to a stream, with the time (UTC), and the traceparent of a request
    that has one.

    @verbatim
    20261123T065038Z initiate 7 examplebucket-1250000000/video.mp4: retry in 84.00 ms, stage ...
    20261123T065039Z initiate 7 examplebucket-1250000000/video.mp4: done in 121.52 ms, stage ...
    @endverbatim

    Secrets do not come this far; control characters, which could forge lines, become spaces. A
    stream that fails, or throws, is left alone: an operation does not end for its log.

    @par Thread-safety
    Copies share a lock, and each line is written at once. Whoever else writes to the stream needs a
    lock of his own, or `std::osyncstream`.

    @par Lifetimes
    The stream must outlive the client and its operations.

    @par Example
    @code
    using logged_client = cosio::basic_client<cosio::q_signing, cosio::tls_transport<>,
                                              cosio::property_tree_xml, cosio::line_logger>;
    logged_client cos(io, cosio::endpoint::region("ap-beijing"), who, {}, {},
                      cosio::line_logger(std::clog, cosio::log_lines::attempts));
    @endcode
*/
class line_logger {
public:
    /// @param out    Where lines go.
    /// @param which  Which events are worth one.
    explicit line_logger(std::ostream& out, log_lines which = log_lines::steps)
        : out_(&out), which_(which), mutex_(std::make_shared<std::mutex>())
    {
    }

    /// See `observer_policy`.
    template <class Event>
        requires std::is_base_of_v<operation_event, Event>
    void operator()(const Event& event) const noexcept
    {
        if (which_ < least_for(event))
            return;
        try {
            const auto now =
                std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
            std::ostringstream text;
            text.imbue(std::locale::classic());
            text << std::fixed << std::setprecision(2);
            text << detail::iso_time(now) << ' ' << event.operation << ' ' << event.number << ' ';
            if (!event.traceparent.empty())
                text << event.traceparent << ' ';
            text << event.bucket << '/' << event.key << ": ";
            describe(text, event);
            std::string line = std::move(text).str();
            std::replace_if(line.begin(), line.end(), detail::is_control, ' ');
            line += '\n';
            const std::lock_guard lock(*mutex_);
            out_->write(line.data(), static_cast<std::streamsize>(line.size())).flush();
        } catch (...) {
            // See above.
        }
    }

private:
    static constexpr log_lines least_for(const operation_event&) { return log_lines::steps; }
    static constexpr log_lines least_for(const attempt_event&) { return log_lines::attempts; }
    static constexpr log_lines least_for(const retry_event&) { return log_lines::attempts; }
    static constexpr log_lines least_for(const done_event&) { return log_lines::outcomes; }

    static double ms(std::chrono::nanoseconds time)
    {
        return std::chrono::duration<double, std::milli>(time).count();
    }

    static void describe(std::ostream& out, const attempt_event& e)
    {
        out << "attempt " << e.attempt << " at " << e.host;
    }

    static void describe(std::ostream& out, const pool_event& e)
    {
        out << (e.hit ? "kept" : "new") << " connection after " << ms(e.waited) << " ms";
    }

    static void describe(std::ostream& out, const resolved_event& e)
    {
        out << e.addresses << " addresses found in " << ms(e.took) << " ms";
    }

    static void describe(std::ostream& out, const connected_event& e)
    {
        out << "connected to " << e.peer << " in " << ms(e.took) << " ms";
    }

    static void describe(std::ostream& out, const handshake_event& e)
    {
        out << e.protocol << (e.resumed ? " resumed in " : " in ") << ms(e.took) << " ms";
    }

    static void describe(std::ostream& out, const sent_event& e)
    {
        out << e.bytes << " bytes sent in " << ms(e.took) << " ms";
    }

    static void describe(std::ostream& out, const received_event& e)
    {
        out << "HTTP " << e.status << ", " << e.bytes << " bytes received in " << ms(e.took)
            << " ms";
        if (!e.request_id.empty())
            out << ", request id " << e.request_id;
    }

    static void describe(std::ostream& out, const retry_event& e)
    {
        out << "retry in " << ms(e.pause) << " ms, " << e.diagnostics << ": " << e.code.message();
    }

    static void describe(std::ostream& out, const done_event& e)
    {
        out << (e.code ? "failed" : "done") << " in " << ms(e.elapsed) << " ms, " << e.diagnostics;
        if (e.code)
            out << ": " << e.code.message();
    }

    std::ostream* out_;
    log_lines which_;
    std::shared_ptr<std::mutex> mutex_;
};

} // namespace cosio

#endif
