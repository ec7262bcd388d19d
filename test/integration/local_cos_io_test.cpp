// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The network of the local COS, seen by a client that does nothing but write and read bytes.

#include <cosio/testing/local_cos.hpp>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using namespace cosio::testing;
using asio::ip::tcp;
using namespace std::chrono_literals;

const std::string initiate = "POST /key?uploads HTTP/1.1\r\nHost: localhost\r\n"
                             "Content-Type: text/plain\r\nContent-Length: 0\r\n";

local_cos_options open_to_all()
{
    return local_cos_options().bucket("examplebucket-1250000000").anonymous_access(true);
}

/// A local COS that runs, on one thread.
struct running {
    asio::io_context io{1};
    local_cos cos;
    std::thread thread;

    explicit running(local_cos_options options)
        : cos(io.get_executor(), std::move(options)), thread([this] { io.run(); })
    {
    }
    ~running()
    {
        cos.stop();
        thread.join(); // only if nothing keeps run() from returning
    }
};

template <class Stream>
std::string read_all(Stream& stream)
{
    std::string out;
    boost::system::error_code ignored;
    asio::read(stream, asio::dynamic_buffer(out), ignored);
    return out;
}

struct plain_client {
    asio::io_context io;
    tcp::socket socket{io};

    explicit plain_client(const local_cos& cos)
    {
        socket.connect({asio::ip::address_v4::loopback(), cos.http_port()});
    }
    void send(std::string_view bytes) { asio::write(socket, asio::buffer(bytes)); }

    /// Status line and body of the next answer.
    std::string receive()
    {
        std::string header;
        char c = 0;
        while (!header.ends_with("\r\n\r\n")) {
            asio::read(socket, asio::buffer(&c, 1));
            header += c;
        }
        std::string body(std::stoul(header.substr(header.find("Content-Length: ") + 16)), '\0');
        asio::read(socket, asio::buffer(body));
        return header.substr(0, header.find("\r\n")) + ' ' + body;
    }
    std::string exchange(std::string_view bytes)
    {
        send(bytes);
        return read_all(socket);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(local_cos_io)

BOOST_AUTO_TEST_CASE(several_requests_on_a_connection)
{
    running server(open_to_all());
    plain_client client(server.cos);
    for (int i = 0; i < 3; ++i) {
        client.send(initiate + "\r\n");
        BOOST_TEST(client.receive().starts_with("HTTP/1.1 200 OK <Initiate"));
    }
    for (char c : initiate + "Connection: close\r\n\r\n")
        client.send({&c, 1});
    BOOST_TEST(client.receive().starts_with("HTTP/1.1 200 OK <Initiate"));
    BOOST_TEST(read_all(client.socket) == "");
    BOOST_TEST(server.cos.uploads().size() == 4U);
    BOOST_TEST(server.cos.counters().connections == 1U);
    BOOST_TEST(server.cos.counters().requests == 4U);
}

BOOST_AUTO_TEST_CASE(what_is_no_request)
{
    running server(open_to_all());
    const auto status = [&](const std::string& bytes) {
        return plain_client(server.cos).exchange(bytes).substr(9, 3);
    };
    BOOST_TEST(status("no HTTP at all\r\n\r\n") == "400");
    BOOST_TEST(status("GET / HTTP/1.1\r\nX: " + std::string(40'000, 'x') + "\r\n\r\n") == "431");
    BOOST_TEST(status("PUT /k HTTP/1.1\r\nHost: h\r\nContent-Length: 1048577\r\n\r\n") == "400");
    BOOST_TEST(status("GET / HTTP/1.0\r\nHost: h\r\n\r\n") == "405");
    BOOST_TEST(server.cos.counters().requests == 1U);
}

BOOST_AUTO_TEST_CASE(faults)
{
    running server(
        open_to_all().on_request([](const local_request& request) -> std::optional<local_answer> {
            if (request.target() == "/raw")
                return local_answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour");
            if (request.target() == "/hang")
                return local_answer::hang_up();
            return local_answer(500).body("late").delay(100ms).close();
        }));
    const auto get = [&](const std::string& target) {
        return plain_client(server.cos).exchange("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
    };
    BOOST_TEST(get("/raw") == "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfour");
    BOOST_TEST(get("/hang") == "");
    const auto begin = std::chrono::steady_clock::now();
    BOOST_TEST(get("/").ends_with("\r\n\r\nlate"));
    BOOST_TEST((std::chrono::steady_clock::now() - begin >= 100ms));
}

BOOST_AUTO_TEST_CASE(idle_connections_are_closed)
{
    running server(open_to_all().idle_timeout(50ms));
    plain_client client(server.cos);
    BOOST_TEST(client.exchange("GET / HT") == "");
}

BOOST_AUTO_TEST_CASE(stop_closes_what_is_open)
{
    std::optional<running> server(
        std::in_place, open_to_all().tls_self_signed().on_request(
                           [](const local_request&) { return local_answer(200).delay(1h); }));
    plain_client idle(server->cos), waiting(server->cos);
    waiting.send(initiate + "\r\n");
    asio::io_context io;
    tcp::socket no_handshake(io);
    no_handshake.connect({asio::ip::address_v4::loopback(), server->cos.https_port()});
    while (server->cos.counters().requests < 1 || server->cos.counters().connections < 3)
        std::this_thread::yield();
    server.reset();
    BOOST_TEST(read_all(idle.socket) == "");
    BOOST_TEST(read_all(waiting.socket) == "");
    BOOST_TEST(read_all(no_handshake) == "");
}

BOOST_AUTO_TEST_CASE(destroyed_before_it_ran)
{
    asio::io_context io;
    std::string url;
    {
        local_cos cos(io.get_executor(), open_to_all().tls_self_signed());
        url = cos.http_url();
        BOOST_TEST(url == "http://127.0.0.1:" + std::to_string(cos.http_port()));
        BOOST_TEST(cos.https_url() == "https://127.0.0.1:" + std::to_string(cos.https_port()));
    }
    io.run();
    local_cos tls_only(io.get_executor(), open_to_all().tls_self_signed().http_port({}));
    BOOST_TEST(tls_only.http_url() == "");
    local_cos taken(io.get_executor(), open_to_all());
    BOOST_CHECK_THROW(local_cos(io.get_executor(), open_to_all().http_port(taken.http_port())),
                      boost::system::system_error);
    BOOST_CHECK_THROW(local_cos(io.get_executor(), open_to_all().tls("no", "PEM")),
                      boost::system::system_error);
}

BOOST_AUTO_TEST_CASE(tls_with_its_own_authority)
{
    running server(open_to_all().tls_self_signed({"*.cos.ap-beijing.myqcloud.com"}));
    ssl::context context(ssl::context::tls_client);
    context.set_verify_mode(ssl::verify_peer);
    context.add_certificate_authority(asio::buffer(server.cos.ca_pem()));
    SSL_SESSION* session = nullptr;
    for (std::string name : {"localhost", "127.0.0.1", "b-1.cos.ap-beijing.myqcloud.com"}) {
        asio::io_context io;
        ssl::stream<tcp::socket> stream(io, context);
        stream.set_verify_callback(ssl::host_name_verification(name));
        if (session)
            SSL_set_session(stream.native_handle(), session);
        stream.lowest_layer().connect({asio::ip::address_v4::loopback(), server.cos.https_port()});
        stream.handshake(ssl::stream_base::client);
        asio::write(stream, asio::buffer(initiate + "Connection: close\r\n\r\n"));
        BOOST_TEST(read_all(stream).starts_with("HTTP/1.1 200 OK\r\n"));
        boost::system::error_code ignored;
        stream.shutdown(ignored);
        if (!session) // in TLS 1.3 the ticket comes with the first answer
            session = SSL_get1_session(stream.native_handle());
    }
    SSL_SESSION_free(session);
    BOOST_TEST(server.cos.counters().handshakes == 3U);
    BOOST_TEST(server.cos.counters().resumptions == 2U);
}

BOOST_AUTO_TEST_CASE(several_threads)
{
    asio::thread_pool pool(3);
    {
        local_cos cos(pool.get_executor(), open_to_all());
        std::vector<std::thread> clients;
        for (int i = 0; i < 4; ++i)
            clients.emplace_back([&] {
                for (int n = 0; n < 20; ++n)
                    plain_client(cos).exchange(initiate + "Connection: close\r\n\r\n");
            });
        for (auto& client : clients)
            client.join();
        BOOST_TEST(cos.uploads().size() == 80U);
        plain_client open(cos);
        open.send("GET / HT");
    }
    pool.join();
}

BOOST_AUTO_TEST_SUITE_END()
