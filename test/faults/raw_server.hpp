// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_FAULTS_RAW_SERVER_HPP
#define COSIO_TEST_FAULTS_RAW_SERVER_HPP

#include "certificates.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace faults {

using std::chrono::milliseconds;

/// One thing that a server does with a connection; made by the functions below.
struct act {
    enum class kind {
        hear,
        hear_some,
        sip,
        say,
        say_beneath,
        split,
        greet,
        half_greet,
        rekey,
        alert,
        take_leave,
        half_close,
        reset,
        stall
    };

    kind what;
    std::string bytes{};
    std::size_t size = 0;
    milliseconds pause{};
    std::size_t most = 0;
};

/// Waits for a request, to the end of its head.
inline act hears()
{
    return {act::kind::hear};
}
/// Waits for that many bytes of TCP, and forgets them.
inline act hears_some(std::size_t size)
{
    return {act::kind::hear_some, {}, size};
}
/// Waits for a request, and pauses each time that so many bytes of TCP have come; until `most` have.
inline act sips(std::size_t size, milliseconds pause, std::size_t most = 1'000'000'000)
{
    return {act::kind::sip, {}, size, pause, most};
}
inline act says(std::string text)
{
    return {act::kind::say, std::move(text)};
}
/// In pieces, each in a TLS record of its own, with a pause before each.
inline act says_slowly(std::string text, std::size_t piece, milliseconds pause)
{
    return {act::kind::say, std::move(text), piece, pause};
}
/// The same again and again, without end.
inline act floods(std::string text)
{
    return {act::kind::say, std::move(text), 0, milliseconds(-1)};
}
/// Writes to TCP, past TLS.
inline act says_beneath(std::string bytes)
{
    return {act::kind::say_beneath, std::move(bytes)};
}
/// As one TLS record, whose bytes come in pieces; with `size`, only so many bytes of it.
inline act splits(std::string text, milliseconds pause, std::size_t size = 0)
{
    return {act::kind::split, std::move(text), size, pause};
}
/// Shakes hands, its own bytes in pieces.
inline act greets_slowly(std::size_t piece, milliseconds pause)
{
    return {act::kind::greet, {}, piece, pause};
}
/// So many bytes of what it has to say first in a handshake.
inline act greets_by_half(std::size_t size)
{
    return {act::kind::half_greet, {}, size};
}
/// TLS 1.3: changes its key, and asks the client to change its own.
inline act rekeys()
{
    return {act::kind::rekey};
}
/// A fatal TLS alert.
inline act alerts()
{
    return {act::kind::alert};
}
/// TLS: close_notify. Nothing over TCP.
inline act takes_leave()
{
    return {act::kind::take_leave};
}
/// FIN; it still reads.
inline act half_closes()
{
    return {act::kind::half_close};
}
/// RST.
inline act resets()
{
    return {act::kind::reset};
}
/// Neither reads nor writes any more.
inline act stalls()
{
    return {act::kind::stall};
}

using script = std::vector<act>;

/// How a server treats those who come.
enum class door {
    open,
    narrow, ///< Little that they send fits on the way.
    shut,   ///< Refuses them.
    full,   ///< Its backlog is full, so that their SYN is not answered.
    deaf    ///< Does not take them from its backlog, where they are connected.
};

/** A server on loopback that does with its nth connection what the nth script says. What is left of
    a connection after its script, and every further connection, it serves well.
*/
class raw_server {
public:
    /// @param who  Of the nth connection; the last one goes on. Empty: no TLS.
    raw_server(boost::asio::io_context& io, std::vector<script> scripts, std::vector<identity> who,
               door how = door::open);

    std::uint16_t port() const;
    std::size_t connections() const;

    /// Requests that came whole.
    std::size_t requests() const;

private:
    struct state;
    std::shared_ptr<state> state_;
};

// What it says.

/// A document that grants an upload.
std::string document(const std::string& upload_id = "told");
/// An answer with a Content-Length.
std::string answer(const std::string& body, const std::string& head = "HTTP/1.1 200 OK\r\n");
/// A chunked answer.
std::string chunked(const std::string& body, std::size_t piece);

} // namespace faults

#endif
