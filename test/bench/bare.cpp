// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The floor: Asio's sockets, and nothing else but what goes through them (see content.hpp and
// by_hand.hpp).

#include "by_hand.hpp"
#include "content.hpp"
#include "variant.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/system/system_error.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using socket_type = asio::basic_stream_socket<tcp, asio::io_context::executor_type>;

void require(error_code code)
{
    if (code)
        throw boost::system::system_error(code);
}

/// What all connections use.
struct common {
    explicit common(const job& wanted) : what(wanted), host(what.address().host)
    {
        tcp::resolver resolver(io);
        peer = *resolver.resolve(host, std::to_string(what.address().port)).begin();
    }

    job what;
    std::string host;
    asio::io_context io{1};
    tcp::endpoint peer;
};

class plain {
public:
    using stream_type = socket_type;

    explicit plain(common&) {}

    static stream_type make(common& all) { return stream_type(all.io); }
    static socket_type& lowest(stream_type& stream) { return stream; }
    void answered(stream_type&) {}

    template <class Handler>
    void shake_hands(stream_type&, Handler handler)
    {
        handler(error_code());
    }
};

/// Keeps the latest session, as every client should that opens many connections.
class tls {
public:
    using stream_type = asio::ssl::stream<socket_type>;

    explicit tls(common& all) : host_(all.host), new_connection_(all.what.new_connection)
    {
        context_.set_verify_mode(asio::ssl::verify_peer);
        context_.set_verify_callback(asio::ssl::host_name_verification(host_));
        if (all.what.ca_pem)
            context_.add_certificate_authority(asio::buffer(*all.what.ca_pem));
        else
            context_.set_default_verify_paths();
    }

    stream_type make(common& all) { return stream_type(all.io, context_); }
    static socket_type& lowest(stream_type& stream) { return stream.next_layer(); }

    template <class Handler>
    void shake_hands(stream_type& stream, Handler handler)
    {
        if (session_)
            SSL_set_session(stream.native_handle(), session_.get());
        SSL_set_tlsext_host_name(stream.native_handle(), host_.c_str());
        stream.async_handshake(stream_type::client, std::move(handler));
    }

    void answered(stream_type& stream)
    {
        if (!new_connection_)
            return;
        session_.reset(SSL_get1_session(stream.native_handle()));
        SSL_set_shutdown(stream.native_handle(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    }

private:
    struct deleter {
        void operator()(SSL_SESSION* p) const noexcept { SSL_SESSION_free(p); }
    };

    asio::ssl::context context_{asio::ssl::context::tls_client};
    std::string host_;
    bool new_connection_;
    std::unique_ptr<SSL_SESSION, deleter> session_;
};

template <class Wire, class Content>
class connection {
public:
    connection(common& all, Wire& wire, typename Content::shared& contents)
        : all_(all), wire_(wire), content_(contents)
    {
    }

    void start(work& left)
    {
        left_ = &left;
        begun_ = clock::now();
        next();
    }

private:
    void next()
    {
        if (!left_->take())
            return;
        stream_ ? send() : open();
    }

    void open()
    {
        stream_.emplace(wire_.make(all_));
        Wire::lowest(*stream_).async_connect(all_.peer, [this](error_code code) {
            require(code);
            Wire::lowest(*stream_).set_option(tcp::no_delay(true));
            wire_.shake_hands(*stream_, [this](error_code failed) {
                require(failed);
                send();
            });
        });
    }

    void send()
    {
        const auto request = content_.request();
        if constexpr (Content::looks)
            receive();
        stream_->async_write_some(
            request, [this, whole = request.size()](error_code code, std::size_t size) {
                require(code);
                if (size != whole)
                    throw std::runtime_error("bare: a request was cut");
                if constexpr (!Content::looks)
                    receive();
            });
    }

    void receive()
    {
        stream_->async_read_some(content_.room(), [this](error_code code, std::size_t size) {
            require(code);
            content_.take(size) ? done() : receive();
        });
    }

    void done()
    {
        wire_.answered(*stream_);
        if (all_.what.new_connection)
            stream_.reset();
        begun_ = left_->done(begun_);
        next();
    }

    common& all_;
    Wire& wire_;
    Content content_;
    work* left_ = nullptr;
    clock::time_point begun_;
    std::optional<typename Wire::stream_type> stream_;
};

template <class Wire, class Content>
class bare final : public variant {
public:
    explicit bare(const job& what) : all_(what), wire_(all_), contents_(what)
    {
        for (std::size_t i = 0; i < what.concurrency; ++i)
            connections_.emplace_back(all_, wire_, contents_);
    }

    void run(work& left) override
    {
        for (auto& each : connections_)
            each.start(left);
        all_.io.restart();
        all_.io.run();
    }

private:
    common all_;
    Wire wire_;
    typename Content::shared contents_;
    std::deque<connection<Wire, Content>> connections_;
};

template <class Content>
std::unique_ptr<variant> make(const job& what)
{
    if (what.tls())
        return std::make_unique<bare<tls, Content>>(what);
    return std::make_unique<bare<plain, Content>>(what);
}

} // namespace

std::unique_ptr<variant> make_bare(const job& what)
{
    return make<prepared_content>(what);
}

std::unique_ptr<variant> make_by_hand(const job& what)
{
    return make<handwritten_content>(what);
}

std::unique_ptr<variant> make_stages(const job& what)
{
    return make<staged_content>(what);
}

} // namespace bench
