// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "batch.hpp"
#include "batch_input.hpp"
#include "batch_report.hpp"
#include "journal.hpp"
#include "key_set.hpp"
#include "line_splitter.hpp"
#include "place.hpp"
#include "progress_bar.hpp"
#include "words.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>

#include <array>
#include <csignal>
#include <cstddef>
#include <initializer_list>
#include <list>
#include <string>
#include <utility>

namespace cli {
namespace {

namespace asio = boost::asio;

using executor = asio::io_context::executor_type;

/// Bytes of a line that are looked at; no service takes keys of more than 1024.
constexpr std::size_t longest_line = 4096;

/// The same attributes for another key.
cosio::initiate_request request_for(const std::string& key, const cosio::initiate_request& like)
{
    cosio::initiate_request result(like.bucket(), key);
    cosio::basic_object_attributes<cosio::initiate_request>& attributes = result;
    attributes = like;
    return result;
}

/// Asio's signals interrupt what is being written, and a result would be taken for lost.
void let_writes_go_on(std::initializer_list<int> signals)
{
    for (const int signal : signals) {
        struct sigaction action {};
        sigaction(signal, nullptr, &action);
        action.sa_flags |= SA_RESTART;
        sigaction(signal, &action, nullptr);
    }
}

/// Reads keys, and has so many uploads in flight as are wanted, until there is nothing more to do.
class batch {
public:
    batch(asio::io_context& io, const options& wanted, const starter& start)
        : wanted_(wanted), start_(start), here_(place_of(wanted.endpoint, wanted.request.bucket())),
          source_(open_batch(*wanted.batch)), bar_(wanted.progress, size_of(source_)),
          journal_(wanted.journal, here_, done_before_), report_(wanted, here_, journal_, bar_),
          input_(io, source_.release()), signals_(io, SIGINT, SIGTERM)
    {
        let_writes_go_on({SIGINT, SIGTERM});
        if (journal_.was_torn())
            report_.note("note: --journal '" + journal_.path() +
                         "' ended in a part of a line, which was taken away");
        await_signal();
        report_.show();
        go_on();
    }

    /// To be called when `io` has nothing more to do.
    int finish()
    {
        report_.finish();
        if (!cut_short_)
            return report_.exit_code();
        report_.trouble("stage batch, interrupted by signal " + std::to_string(interruption_) +
                            " in line " + std::to_string(lines_.lines()) + ", " +
                            to_string(report_.now()) + "; the same command does the rest",
                        0);
        return 128 + interruption_;
    }

private:
    struct operation {
        std::string key;
        std::uint64_t line;
        asio::cancellation_signal cancel;

        operation(std::string_view wanted, std::uint64_t number) : key(wanted), line(number) {}
    };

    using place_in_flight = std::list<operation>::iterator;

    void go_on()
    {
        while (!stopped_ && in_flight_.size() < wanted_.concurrency) {
            if (const auto line = lines_.next())
                take(*line, lines_.lines());
            else if (ended_)
                return end();
            else
                return read();
        }
        if (stopped_ && in_flight_.empty())
            signals_.cancel();
    }

    void read()
    {
        if (std::exchange(reading_, true))
            return;
        input_.async_read_some(asio::buffer(buffer_),
                               [this](const cosio::error_code& code, std::size_t size) {
                                   reading_ = false;
                                   arrived(code, size);
                                   go_on();
                               });
    }

    void arrived(const cosio::error_code& code, std::size_t size)
    {
        if (!code)
            return lines_.feed({buffer_.data(), size});
        ended_ = true;
        if (code == asio::error::eof || stopped_)
            return;
        stopped_ = true;
        report_.trouble(
            "stage input, --batch '" + *wanted_.batch + "' cannot be read: " + code.message(), 3);
    }

    /// The last line may have no end.
    void end()
    {
        if (!stopped_)
            take(lines_.unfinished(), lines_.lines() + 1);
        stopped_ = true;
        if (in_flight_.empty())
            signals_.cancel();
    }

    void take(std::string_view line, std::uint64_t number)
    {
        report_.now().bytes = lines_.bytes();
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            return;
        if (done_before_.contains(line))
            ++report_.now().skipped;
        else if (line.size() < longest_line && !seen_.insert(line)) // a longer one may differ
            ++report_.now().twice;
        else
            return begin(line, number);
        report_.show();
    }

    void begin(std::string_view key, std::uint64_t line)
    {
        const auto own = in_flight_.emplace(in_flight_.end(), key, line);
        start_(request_for(own->key, wanted_.request), own->cancel.slot(),
               [this, own](const cosio::error_code& code, const cosio::initiate_result& result) {
                   finished(own, code, result);
               });
    }

    void finished(place_in_flight own, const cosio::error_code& code,
                  const cosio::initiate_result& result)
    {
        if (code)
            report_.failure(own->key, own->line, code, result.diagnostics);
        else
            report_.success(own->key, result);
        in_flight_.erase(own);
        // Bad input that is not the key is an option, which every line has.
        if (report_.broken() ||
            (code == cosio::condition::invalid_input && code != cosio::errc::invalid_key))
            stop();
        go_on();
    }

    /// Begins no more.
    void stop()
    {
        stopped_ = true;
        cosio::error_code nothing_to_cancel;
        input_.cancel(nothing_to_cancel);
    }

    void await_signal()
    {
        signals_.async_wait([this](const cosio::error_code& code, int signal) {
            if (code)
                return;
            interrupted(signal);
            await_signal();
            go_on();
        });
    }

    /// The first signal lets those in flight finish, the next one does not.
    void interrupted(int signal)
    {
        if (interruption_ != 0) {
            cut_short_ = true;
            for (auto next = in_flight_.begin(); next != in_flight_.end();)
                (next++)->cancel.emit(asio::cancellation_type::terminal);
            return;
        }
        interruption_ = signal;
        cut_short_ = !stopped_;
        report_.note("note: signal " + std::to_string(signal) + ", waiting for " +
                     std::to_string(in_flight_.size()) +
                     " in flight; a second signal cancels them");
        stop();
    }

    const options& wanted_;
    const starter& start_;
    place here_;
    key_set done_before_; // says the journal
    key_set seen_;        // other keys, since
    file source_;
    progress_bar bar_;
    journal journal_;
    batch_report report_;
    asio::posix::basic_stream_descriptor<executor> input_;
    asio::basic_signal_set<executor> signals_;
    std::array<char, 64 * 1024> buffer_;
    line_splitter lines_{longest_line};
    std::list<operation> in_flight_;
    bool reading_ = false;
    bool ended_ = false;   // the input
    bool stopped_ = false; // nothing more is begun
    bool cut_short_ = false;
    int interruption_ = 0; // the first signal
};

} // namespace

int run_batch(asio::io_context& io, const options& wanted, starter start)
{
    std::signal(SIGPIPE, SIG_IGN); // a reader who has gone is an error, and not the end of us
    batch work(io, wanted, start);
    io.run();
    return work.finish();
}

} // namespace cli
