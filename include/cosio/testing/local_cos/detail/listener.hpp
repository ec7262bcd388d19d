// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_LISTENER_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_LISTENER_HPP

#include <cosio/testing/local_cos/detail/connection.hpp>
#include <cosio/testing/local_cos/detail/listen.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace cosio::testing::local_detail {

/// A TLS server context; sessions may be resumed, with tickets or without.
inline std::shared_ptr<asio::ssl::context> make_tls_context(const std::string& certificate_pem,
                                                            const std::string& key_pem)
{
    auto out = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
    out->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                     asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                     asio::ssl::context::no_tlsv1_1);
    out->use_certificate_chain(asio::buffer(certificate_pem));
    out->use_private_key(asio::buffer(key_pem), asio::ssl::context::pem);
    constexpr std::string_view id = "cosio local COS";
    SSL_CTX_set_session_id_context(out->native_handle(),
                                   reinterpret_cast<const unsigned char*>(id.data()),
                                   static_cast<unsigned>(id.size()));
    return out;
}

/// Accepts connections, each of which gets a strand of its own.
class listener final : public stoppable, public std::enable_shared_from_this<listener> {
public:
    /// Binds and listens. @param tls Null for plain HTTP.
    listener(asio::any_io_executor executor, std::shared_ptr<server_core> core,
             const asio::ip::tcp::endpoint& at, std::shared_ptr<asio::ssl::context> tls)
        : executor_(std::move(executor)), core_(std::move(core)), tls_(std::move(tls)),
          acceptor_(asio::any_io_executor(asio::make_strand(executor_)), at),
          pause_(acceptor_.get_executor())
    {
    }

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void start() { accept(); }

    void stop() override
    {
        asio::dispatch(acceptor_.get_executor(), [self = shared_from_this()] {
            error_code ignored;
            self->acceptor_.close(ignored);
            self->pause_.cancel();
        });
    }

private:
    void accept()
    {
        acceptor_.async_accept(
            asio::any_io_executor(asio::make_strand(executor_)),
            [self = shared_from_this()](error_code ec, asio::ip::tcp::socket socket) {
                if (!self->acceptor_.is_open())
                    return;
                if (ec)
                    return self->accept_later();
                self->serve(std::move(socket));
                self->accept();
            });
    }

    /// An error such as too many open files would come back at once.
    void accept_later()
    {
        pause_.expires_after(std::chrono::milliseconds{50});
        pause_.async_wait([self = shared_from_this()](error_code) {
            if (self->acceptor_.is_open())
                self->accept();
        });
    }

    void serve(asio::ip::tcp::socket socket)
    {
        ++core_->connections;
        error_code ignored;
        socket.set_option(asio::ip::tcp::no_delay(true), ignored);
        if (tls_)
            begin(std::make_shared<connection<tls_stream>>(core_, std::move(socket), *tls_));
        else
            begin(std::make_shared<connection<plain_stream>>(core_, std::move(socket)));
    }

    template <class Connection>
    void begin(const std::shared_ptr<Connection>& made)
    {
        core_->add(made);
        made->start();
    }

    asio::any_io_executor executor_;
    std::shared_ptr<server_core> core_;
    std::shared_ptr<asio::ssl::context> tls_;
    asio::ip::tcp::acceptor acceptor_;
    asio::steady_timer pause_;
};

template <class Executor>
std::uint16_t listen(const Executor& executor, const std::shared_ptr<server_core>& core,
                     const asio::ip::tcp::endpoint& at, const certificate* chain)
{
    const auto tls = chain ? make_tls_context(chain->certificate_pem, chain->key_pem) : nullptr;
    const auto added = std::make_shared<listener>(executor, core, at, tls);
    core->add(added);
    added->start();
    return added->port();
}

} // namespace cosio::testing::local_detail

#endif
