// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_TLS_LINK_HPP
#define COSIO_DETAIL_TLS_LINK_HPP

#include <cosio/detail/link.hpp>
#include <cosio/detail/tls_sessions.hpp>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace cosio::detail {

/// TLS 1.2 or newer.
inline boost::asio::ssl::context modern_tls()
{
    boost::asio::ssl::context context(boost::asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
    return context;
}

/// Whether a TLS connection checks the peer's certificate and its name.
struct peer_is_verified {};
struct peer_is_not_verified {};

/// A connection with TLS.
template <class Executor, class Verification = peer_is_verified>
class tls_link : public link_buffers {
public:
    using socket_type = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
    using stream_type = boost::asio::ssl::stream<socket_type>;
    struct settings {
        std::shared_ptr<boost::asio::ssl::context> context;
        std::shared_ptr<tls_sessions> sessions;
    };

    static constexpr scheme speaks = scheme::https;
    static constexpr bool shakes_hands = true;

    tls_link(const Executor& executor, const settings& how)
        : settings_(how), stream_(executor, *how.context)
    {
    }

    /// OpenSSL would forget the session of a connection that ends without this.
    ~tls_link()
    {
        SSL_set_shutdown(stream_.native_handle(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    }

    socket_type& socket() noexcept { return stream_.next_layer(); }
    stream_type& stream() noexcept { return stream_; }

    /// Asks OpenSSL first: a record that came with the last answer waits there, not in the socket.
    bool quiet()
    {
        char byte;
        ::ERR_clear_error();
        const int got = ::SSL_peek(stream_.native_handle(), &byte, 1);
        return got <= 0 && ::SSL_get_error(stream_.native_handle(), got) == SSL_ERROR_WANT_READ &&
               is_quiet(socket());
    }

    /// Sets the name to ask for (SNI, which knows no IP literals) and to find in the certificate.
    boost::system::error_code expect(const std::string& host)
    {
        boost::system::error_code code;
        boost::asio::ip::make_address(host, code);
        const bool literal = !code;
        code.clear();
        if (!literal && SSL_set_tlsext_host_name(stream_.native_handle(), host.c_str()) != 1)
            return {static_cast<int>(::ERR_get_error()), boost::asio::error::get_ssl_category()};
        name_ = host;
        settings_.sessions->offer(name_, stream_.native_handle());
        constexpr bool verified = !std::is_same_v<Verification, peer_is_not_verified>;
        stream_.set_verify_mode(
            verified ? boost::asio::ssl::verify_peer : boost::asio::ssl::verify_none, code);
        if (verified && !code)
            stream_.set_verify_callback(name_check(host, literal), code);
        return code;
    }

    template <class Handler>
    void async_handshake(Handler&& handler)
    {
        stream_.async_handshake(boost::asio::ssl::stream_base::client,
                                std::forward<Handler>(handler));
    }

    const char* protocol() { return SSL_get_version(stream_.native_handle()); }
    bool resumed() { return SSL_session_reused(stream_.native_handle()) == 1; }

    /// An answer has come: the next connection may resume this session.
    void answered() { settings_.sessions->keep(name_, stream_.native_handle()); }

    /// What OpenSSL found wrong with the certificate, if anything.
    std::string certificate_error()
    {
        const long found = SSL_get_verify_result(stream_.native_handle());
        return found == X509_V_OK
                   ? std::string()
                   : std::string("certificate: ") + X509_verify_cert_error_string(found);
    }

private:
    /// Asio's, which does not say what it found.
    static auto name_check(const std::string& host, bool literal)
    {
        return [check = boost::asio::ssl::host_name_verification(host),
                literal](bool good, boost::asio::ssl::verify_context& about) {
            const bool matches = check(good, about);
            if (good && !matches)
                X509_STORE_CTX_set_error(about.native_handle(), literal
                                                                    ? X509_V_ERR_IP_ADDRESS_MISMATCH
                                                                    : X509_V_ERR_HOSTNAME_MISMATCH);
            return matches;
        };
    }

    settings settings_;
    stream_type stream_;
    std::string name_;
};

} // namespace cosio::detail

#endif
