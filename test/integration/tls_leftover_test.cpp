// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// A peer that says, in the same segment as an answer, what would answer the next request.

#include <cosio/client.hpp>
#include <cosio/signing/anonymous_signing.hpp>
#include <cosio/testing/local_cos/detail/certificate.hpp>
#include <cosio/transport/tls_transport.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>
#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

std::string answer(const std::string& upload_id)
{
    const auto body = "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><UploadId>" +
                      upload_id + "</UploadId></InitiateMultipartUploadResult>";
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// Serves one TLS connection over memory, so that it decides which records share a segment.
class forger {
public:
    explicit forger(asio::ssl::context& context)
        : tls_(SSL_new(context.native_handle()), SSL_free), in_(BIO_new(BIO_s_mem())),
          out_(BIO_new(BIO_s_mem()))
    {
        SSL_set_bio(tls_.get(), in_, out_);
        SSL_set_accept_state(tls_.get());
    }

    void serve(tcp::socket socket, bool forge)
    {
        std::string request;
        while (true) {
            char bytes[4096];
            boost::system::error_code gone;
            const auto size = socket.read_some(asio::buffer(bytes), gone);
            if (gone)
                return;
            BIO_write(in_, bytes, static_cast<int>(size));
            if (SSL_do_handshake(tls_.get()) == 1)
                for (int got; (got = SSL_read(tls_.get(), bytes, sizeof bytes)) > 0;)
                    request.append(bytes, static_cast<std::size_t>(got));
            if (request.ends_with("\r\n\r\n")) {
                request.clear();
                say(answer("genuine"));
                if (forge)
                    say(answer("forged"));
            }
            std::string segment;
            for (int got; (got = BIO_read(out_, bytes, sizeof bytes)) > 0;)
                segment.append(bytes, static_cast<std::size_t>(got));
            asio::write(socket, asio::buffer(segment), gone);
        }
    }

private:
    void say(const std::string& text)
    {
        SSL_write(tls_.get(), text.data(), static_cast<int>(text.size()));
    }

    std::unique_ptr<SSL, void (*)(SSL*)> tls_;
    BIO* in_;
    BIO* out_;
};

/// How many connections two requests take, one after the other.
int connections_of_two_requests(bool forge)
{
    const auto chain = cosio::testing::local_detail::make_self_signed({});
    asio::ssl::context context(asio::ssl::context::tls_server);
    context.use_certificate_chain(asio::buffer(chain.certificate_pem));
    context.use_private_key(asio::buffer(chain.key_pem), asio::ssl::context::pem);

    asio::io_context io;
    tcp::acceptor acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    const auto port = acceptor.local_endpoint().port();
    int connections = 0;
    std::thread server([&] {
        while (true) {
            tcp::socket socket = acceptor.accept();
            char word;
            if (socket.receive(asio::buffer(&word, 1), socket.message_peek) == 1 && word == 'q')
                return;
            ++connections;
            forger(context).serve(std::move(socket), forge);
        }
    });

    asio::ssl::context trusting(asio::ssl::context::tls_client);
    trusting.add_certificate_authority(asio::buffer(chain.ca_pem));
    {
        cosio::basic_client<cosio::anonymous_signing, cosio::tls_transport<>, cosio::scanner_xml>
            client(cosio::tls_transport<>(io, std::move(trusting)),
                   cosio::endpoint::url("https://127.0.0.1:" + std::to_string(port)), {});
        for (int i = 0; i < 2; ++i) {
            client.initiate({"b-1", "k"},
                            [](cosio::error_code code, cosio::initiate_result result) {
                                BOOST_TEST(!code, result.diagnostics << ": " << code.message());
                                BOOST_TEST(result.upload_id == "genuine");
                            });
            io.restart();
            io.run();
        }
    }
    tcp::socket last(io);
    last.connect(tcp::endpoint(asio::ip::address_v4::loopback(), port));
    asio::write(last, asio::buffer("q", 1));
    server.join();
    return connections;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tls_leftover)

BOOST_AUTO_TEST_CASE(an_answer_that_nobody_asked_for_ends_the_connection)
{
    BOOST_TEST(connections_of_two_requests(true) == 2);
}

BOOST_AUTO_TEST_CASE(an_honest_connection_is_kept_whatever_tickets_come)
{
    BOOST_TEST(connections_of_two_requests(false) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
