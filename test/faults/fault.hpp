// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_FAULTS_FAULT_HPP
#define COSIO_TEST_FAULTS_FAULT_HPP

#include "raw_server.hpp"

#include <cosio/condition.hpp>
#include <cosio/config.hpp>
#include <cosio/diagnostics.hpp>
#include <cosio/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <openssl/err.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace faults {

using cosio::errc;
using cosio::error_code;
using cosio::stage;
using namespace std::chrono_literals;

enum class way { tcp, tls };

/// How an exchange has to end.
struct expected {
    std::vector<error_code> codes{}; ///< One of these. None, and no category: success.
    std::string category{};          ///< Instead of codes.
    std::vector<cosio::stage> stages{stage::done};
    std::string upload_id{};
    std::string detail{}; ///< Part of it.
    std::optional<unsigned> http_status{};
    std::optional<bool> may_have_acted{}; ///< Otherwise: if it failed after something was sent.
    unsigned attempts = 1;

    expected says(std::string part) &&
    {
        detail = std::move(part);
        return std::move(*this);
    }
    expected status(unsigned number) &&
    {
        http_status = number;
        return std::move(*this);
    }
    expected acted(bool possible) &&
    {
        may_have_acted = possible;
        return std::move(*this);
    }
    expected after(unsigned requests) &&
    {
        attempts = requests;
        return std::move(*this);
    }
};

/// With an upload id of a script, or with `good` of one that has ended.
inline expected succeeds(std::string upload_id = "told")
{
    expected end;
    end.upload_id = std::move(upload_id);
    return end;
}

inline expected fails(error_code code, cosio::stage at)
{
    return {{code}, {}, {at}};
}

inline expected fails(std::vector<error_code> codes, std::vector<cosio::stage> stages)
{
    return {std::move(codes), {}, std::move(stages)};
}

/// With any code of OpenSSL's.
inline expected fails_in_tls(cosio::stage at)
{
    return {{}, "asio.ssl", {at}};
}

inline error_code ssl_error(int reason)
{
    return {static_cast<int>(ERR_PACK(ERR_LIB_SSL, 0, reason)),
            boost::asio::error::get_ssl_category()};
}

inline const std::vector<error_code> torn{boost::asio::error::connection_reset,
                                          boost::asio::error::broken_pipe};

/// FIN where more was to come: over TLS an attacker could have sent it.
inline error_code cut(way over)
{
    if (over == way::tls)
        return boost::asio::ssl::error::stream_truncated;
    return boost::asio::error::eof;
}

/// One attempt, and all the time that a test has.
inline cosio::config patient()
{
    cosio::config settings;
    settings.retry.attempts = 1;
    return settings;
}
inline cosio::config connects_within(milliseconds time)
{
    auto settings = patient();
    settings.connect_timeout = time;
    return settings;
}
inline cosio::config hears_within(milliseconds time)
{
    auto settings = patient();
    settings.io_timeout = time;
    return settings;
}
inline cosio::config ends_within(milliseconds time)
{
    auto settings = patient();
    settings.operation_timeout = time;
    return settings;
}
inline cosio::config tries(unsigned attempts)
{
    auto settings = patient();
    settings.retry.attempts = attempts;
    settings.retry.first_pause = 1ms;
    return settings;
}

/** What a server does to its connections, and what has to come of it.

    One exchange more is made at the end, by the same transport. It has to succeed, and tells by the
    number of connections whether an earlier one was used again.
*/
class fault {
public:
    fault(way transport, std::string set, std::string what)
        : over(transport), group(std::move(set)), name(std::move(what))
    {
    }

    fault connection(script acts, identity who = identity::good) &&
    {
        scripts.push_back(std::move(acts));
        if (over == way::tls)
            identities.push_back(who);
        return std::move(*this);
    }
    fault exchange(expected end, const cosio::config& settings = patient()) &&
    {
        ends.push_back(std::move(end));
        exchanges.push_back(settings);
        return std::move(*this);
    }
    /// In all. Otherwise one more than there are scripts: none was used again.
    fault connections(std::size_t count) &&
    {
        connections_ = count;
        return std::move(*this);
    }
    /// The one more exchange is left out.
    fault last() &&
    {
        one_more = false;
        return std::move(*this);
    }
    /// All exchanges begin at once.
    fault at_once() &&
    {
        together = true;
        return std::move(*this).last();
    }
    fault door(faults::door how) &&
    {
        entrance = how;
        return std::move(*this).last().connections(0);
    }
    /// The request of the first exchange is of that size, and little of it fits on the way.
    fault narrow(std::size_t size) &&
    {
        request = size;
        entrance = faults::door::narrow;
        return std::move(*this);
    }
    fault host(std::string name_or_address) &&
    {
        host_ = std::move(name_or_address);
        return std::move(*this);
    }
    fault ends_in(std::chrono::seconds most) &&
    {
        bound = most;
        return std::move(*this);
    }

    std::size_t connections() const
    {
        return connections_.value_or(scripts.size() + (one_more ? 1 : 0));
    }

    way over;
    std::string group;
    std::string name;
    std::vector<script> scripts;
    std::vector<identity> identities;
    std::vector<cosio::config> exchanges;
    std::vector<expected> ends;
    bool one_more = true;
    bool together = false;
    std::size_t request = 0;
    faults::door entrance = door::open;
    std::string host_ = "127.0.0.1";
    std::chrono::seconds bound{5};

private:
    std::optional<std::size_t> connections_;
};

// Inline, because the tables are read before main().
inline const std::string ok = "HTTP/1.1 200 OK\r\n";
inline const std::string by_chunks = ok + "Transfer-Encoding: chunked\r\n\r\n";
inline const std::string root = "InitiateMultipartUploadResult";

/// In what servers say, this stands for the port of another one, which nobody should visit.
inline const std::string elsewhere = "$ELSEWHERE";

using fault_list = std::vector<fault>;

// One a file.
void add_connecting(fault_list& to, way over);
void add_sending(fault_list& to, way over);
void add_receiving(fault_list& to, way over);
void add_framing(fault_list& to, way over);
void add_answers(fault_list& to, way over);
void add_repeating(fault_list& to, way over);

} // namespace faults

#endif
