// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "raw_server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>
#include <openssl/bio.h>
#include <openssl/err.h>

#include <algorithm>
#include <exception>
#include <netinet/tcp.h>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace faults {

namespace asio = boost::asio;
using asio::ip::tcp;

struct raw_server::state {
    state(asio::io_context& io, std::vector<script> what, std::vector<identity> who)
        : acceptor(io), scripts(std::move(what)), identities(std::move(who))
    {
    }

    tcp::acceptor acceptor;
    std::vector<script> scripts;
    std::vector<identity> identities;
    std::vector<tcp::socket> crowd; // in the backlog
    std::size_t connections = 0;
    std::size_t requests = 0;
};

namespace {

/// The server's side of TLS over memory, so that it decides what goes into which segment.
class tls_end {
public:
    explicit tls_end(SSL_CTX* context)
        : ssl_(SSL_new(context), SSL_free), in_(BIO_new(BIO_s_mem())), out_(BIO_new(BIO_s_mem()))
    {
        SSL_set_bio(ssl_.get(), in_, out_);
        SSL_set_accept_state(ssl_.get());
    }

    bool has_shaken_hands() const { return SSL_is_init_finished(ssl_.get()) == 1; }

    /// What came, to be decrypted; false if it was not good.
    bool feed(std::string_view bytes, std::string& plain)
    {
        ERR_clear_error();
        BIO_write(in_, bytes.data(), static_cast<int>(bytes.size()));
        char piece[4096];
        int got = 0;
        while ((got = SSL_read(ssl_.get(), piece, sizeof piece)) > 0)
            plain.append(piece, static_cast<std::size_t>(got));
        return SSL_get_error(ssl_.get(), got) == SSL_ERROR_WANT_READ;
    }

    void say(std::string_view text)
    {
        while (!text.empty()) {
            const int size = static_cast<int>(std::min<std::size_t>(text.size(), 16384));
            if (SSL_write(ssl_.get(), text.data(), size) != size)
                throw std::runtime_error("raw server: SSL_write");
            text.remove_prefix(static_cast<std::size_t>(size));
        }
    }

    void take_leave() { SSL_shutdown(ssl_.get()); }

    void rekey() { SSL_key_update(ssl_.get(), SSL_KEY_UPDATE_REQUESTED); }

    /// Hears nonsense, and complains to the client.
    void alert()
    {
        std::string ignored;
        feed(std::string("\x17\x03\x03\x00\x20", 5) + std::string(32, 'x'), ignored);
    }

    /// What is to be sent.
    std::string take()
    {
        char* data = nullptr;
        const auto size = BIO_get_mem_data(out_, &data);
        std::string bytes(data, static_cast<std::size_t>(size));
        (void)BIO_reset(out_);
        return bytes;
    }

private:
    std::unique_ptr<SSL, void (*)(SSL*)> ssl_;
    BIO* in_;
    BIO* out_;
};

class conversation {
public:
    conversation(tcp::socket socket, SSL_CTX* context, std::size_t& requests)
        : socket_(std::move(socket)), timer_(socket_.get_executor()), requests_(requests),
          bytes_(65536, '\0')
    {
        if (context)
            tls_.emplace(context);
    }

    asio::awaitable<void> follow(const script& acts)
    {
        for (const act& next : acts)
            co_await perform(next);
        const std::string good = answer(document("good"));
        for (;;) {
            co_await hear();
            co_await say(good);
        }
    }

private:
    asio::awaitable<void> perform(const act& what)
    {
        switch (what.what) {
        case act::kind::hear: return hear();
        case act::kind::hear_some: return hear_some(what.size);
        case act::kind::sip:
            sip_ = what.size;
            pause_ = what.pause;
            most_ = what.most;
            return hear();
        case act::kind::say:
            return what.pause.count() < 0   ? flood(what.bytes)
                   : what.pause.count() > 0 ? say_slowly(what)
                                            : say(what.bytes);
        case act::kind::say_beneath: return send(what.bytes);
        case act::kind::split: return split(what);
        case act::kind::greet: return greet(what.size, what.pause);
        case act::kind::half_greet: return half_greet(what.size);
        case act::kind::rekey: tls_->rekey(); return flush();
        case act::kind::alert: tls_->alert(); return flush();
        case act::kind::take_leave: return take_leave();
        case act::kind::half_close: return half_close();
        case act::kind::reset: return reset();
        case act::kind::stall: break;
        }
        return pause_for(milliseconds::max());
    }

    asio::awaitable<void> hear()
    {
        for (std::size_t from = 0, end = 0;;) {
            if ((end = heard_.find("\r\n\r\n", from)) != heard_.npos) {
                heard_.erase(0, end + 4);
                ++requests_;
                co_return;
            }
            from = std::max<std::size_t>(heard_.size(), 3) - 3;
            co_await receive();
        }
    }

    asio::awaitable<void> receive()
    {
        const auto size = co_await socket_.async_read_some(asio::buffer(bytes_), asio::deferred);
        if (sip_ != 0 && (sipped_ += size) >= sip_ && most_ > 0) {
            most_ -= std::min(most_, sipped_);
            sipped_ = 0;
            co_await pause_for(pause_);
        }
        const std::string_view came(bytes_.data(), size);
        if (!tls_) {
            heard_.append(came);
            co_return;
        }
        const bool good = tls_->feed(came, heard_);
        co_await flush();
        if (!good)
            throw boost::system::system_error(asio::error::connection_aborted);
    }

    asio::awaitable<void> hear_some(std::size_t size)
    {
        for (std::size_t got = 0; got < size;)
            got += co_await socket_.async_read_some(
                asio::buffer(bytes_, std::min(size - got, bytes_.size())), asio::deferred);
    }

    asio::awaitable<void> greet(std::size_t piece, milliseconds pause)
    {
        piece_ = piece;
        pause_ = pause;
        while (!tls_->has_shaken_hands())
            co_await receive();
        piece_ = 0;
    }

    asio::awaitable<void> half_greet(std::size_t size)
    {
        std::string flight;
        while (flight.empty()) {
            const auto got = co_await socket_.async_read_some(asio::buffer(bytes_), asio::deferred);
            tls_->feed(std::string_view(bytes_.data(), got), heard_);
            flight = tls_->take();
        }
        co_await send(flight.substr(0, size));
    }

    asio::awaitable<void> flush()
    {
        const std::string bytes = tls_->take();
        if (piece_ == 0)
            co_await send(bytes);
        else
            co_await drip(bytes, piece_, pause_);
    }

    asio::awaitable<void> say(const std::string& text)
    {
        if (!tls_) {
            co_await send(text);
            co_return;
        }
        tls_->say(text);
        co_await flush();
    }

    asio::awaitable<void> say_slowly(const act& what)
    {
        for (std::size_t at = 0; at < what.bytes.size(); at += what.size) {
            co_await pause_for(what.pause);
            const std::string piece = what.bytes.substr(at, what.size);
            co_await say(piece);
        }
    }

    asio::awaitable<void> flood(const std::string& text)
    {
        for (;;)
            co_await say(text);
    }

    asio::awaitable<void> split(const act& what)
    {
        std::string bytes = what.bytes;
        if (tls_) {
            tls_->say(bytes);
            bytes = tls_->take();
        }
        if (what.size != 0)
            bytes.resize(what.size);
        co_await drip(bytes, 7, what.pause);
    }

    asio::awaitable<void> drip(const std::string& bytes, std::size_t piece, milliseconds pause)
    {
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            co_await pause_for(pause);
            const std::string part = bytes.substr(at, piece);
            co_await send(part);
        }
    }

    asio::awaitable<void> send(const std::string& bytes)
    {
        co_await asio::async_write(socket_, asio::buffer(bytes), asio::deferred);
    }

    asio::awaitable<void> pause_for(milliseconds length)
    {
        if (length == milliseconds::max())
            timer_.expires_at(std::chrono::steady_clock::time_point::max());
        else
            timer_.expires_after(length);
        co_await timer_.async_wait(asio::deferred);
    }

    asio::awaitable<void> take_leave()
    {
        if (!tls_)
            co_return;
        tls_->take_leave();
        co_await flush();
    }

    asio::awaitable<void> half_close()
    {
        socket_.shutdown(tcp::socket::shutdown_send);
        co_return;
    }

    asio::awaitable<void> reset()
    {
        socket_.set_option(asio::socket_base::linger(true, 0));
        socket_.close();
        co_return;
    }

    tcp::socket socket_;
    asio::steady_timer timer_;
    std::size_t& requests_;
    std::string bytes_;
    std::string heard_;
    std::optional<tls_end> tls_;
    std::size_t piece_ = 0, sip_ = 0, sipped_ = 0, most_ = 0;
    milliseconds pause_{};
};

template <class State>
asio::awaitable<void> converse(std::shared_ptr<State> server, tcp::socket socket, std::size_t which)
{
    std::shared_ptr<SSL_CTX> context;
    if (!server->identities.empty())
        context =
            server_context(server->identities[std::min(which, server->identities.size() - 1)]);
    conversation with(std::move(socket), context.get(), server->requests);
    const script none;
    co_await with.follow(which < server->scripts.size() ? server->scripts[which] : none);
}

/// Clients go, and the network fails; all else is a fault of the test.
void swallow(std::exception_ptr thrown)
{
    try {
        if (thrown)
            std::rethrow_exception(thrown);
    } catch (const boost::system::system_error&) {
    }
}

template <class State>
asio::awaitable<void> accept_all(std::shared_ptr<State> server)
{
    for (;;) {
        tcp::socket socket = co_await server->acceptor.async_accept(asio::deferred);
        socket.set_option(tcp::no_delay(true));
        const auto executor = socket.get_executor();
        asio::co_spawn(executor, converse(server, std::move(socket), server->connections++),
                       swallow);
    }
}

} // namespace

raw_server::raw_server(asio::io_context& io, std::vector<script> scripts, std::vector<identity> who,
                       door how)
    : state_(std::make_shared<state>(io, std::move(scripts), std::move(who)))
{
    auto& acceptor = state_->acceptor;
    acceptor.open(tcp::v4());
    acceptor.bind(tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    if (how == door::shut)
        return;
    if (how == door::narrow) { // the sender's buffer too goes by the size of segments
        const int segment = 536;
        ::setsockopt(acceptor.native_handle(), IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
        acceptor.set_option(asio::socket_base::receive_buffer_size(2048));
    }
    acceptor.listen(how == door::full ? 0 : asio::socket_base::max_listen_connections);
    if (how == door::open || how == door::narrow)
        asio::co_spawn(io, accept_all(state_), swallow);
    if (how != door::full)
        return;
    const tcp::endpoint here = acceptor.local_endpoint();
    for (int i = 0; i < 4; ++i) { // one fits in
        auto& next = state_->crowd.emplace_back(io, tcp::v4());
        next.non_blocking(true);
        ::connect(next.native_handle(), here.data(), static_cast<socklen_t>(here.size()));
    }
}

std::uint16_t raw_server::port() const
{
    return state_->acceptor.local_endpoint().port();
}

std::size_t raw_server::connections() const
{
    return state_->connections;
}

std::size_t raw_server::requests() const
{
    return state_->requests;
}

std::string document(const std::string& upload_id)
{
    return "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><UploadId>" + upload_id +
           "</UploadId></InitiateMultipartUploadResult>";
}

std::string answer(const std::string& body, const std::string& head)
{
    return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string chunked(const std::string& body, std::size_t piece)
{
    std::string result = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t at = 0; at < body.size(); at += piece) {
        const auto part = body.substr(at, piece);
        constexpr const char* digits = "0123456789abcdef";
        result += digits[part.size() / 16];
        result += digits[part.size() % 16];
        result += "\r\n" + part + "\r\n";
    }
    return result + "0\r\n\r\n";
}

} // namespace faults
