// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Which connections are used again, and which are not, when the next operation waits for one, when
// nobody asks for a host any more, and when nothing that was sent may be repeated.

#include <cosio/client.hpp>
#include <cosio/signing/anonymous_signing.hpp>
#include <cosio/transport/tcp_transport.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::ip::tcp;
using plain_client =
    cosio::basic_client<cosio::anonymous_signing, cosio::tcp_transport<>, cosio::scanner_xml>;

std::string answer(const std::string& upload_id)
{
    const std::string body = "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key>"
                             "<UploadId>" +
                             upload_id + "</UploadId></InitiateMultipartUploadResult>";
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// Answers each whole request as `react` says, on the event loop of the test.
class server {
public:
    struct connection {
        explicit connection(tcp::socket accepted) : socket(std::move(accepted)) {}

        tcp::socket socket;
        std::string in;

        void say(const std::string& text) { asio::write(socket, asio::buffer(text)); }

        void reset()
        {
            socket.set_option(asio::socket_base::linger(true, 0));
            socket.close();
        }
    };
    using reaction = std::function<void(connection&, std::size_t request)>;

    server(asio::io_context& io, const char* address, reaction react)
        : acceptor_(io, tcp::endpoint(asio::ip::make_address(address), 0)), react_(std::move(react))
    {
        accept();
    }

    cosio::endpoint url() const
    {
        const auto here = acceptor_.local_endpoint();
        return cosio::endpoint::url("http://" + here.address().to_string() + ':' +
                                    std::to_string(here.port()));
    }

    void stop() { acceptor_.close(); }

    std::size_t accepted = 0, open = 0, requests = 0;

private:
    void accept()
    {
        acceptor_.async_accept([this](cosio::error_code code, tcp::socket socket) {
            if (code)
                return;
            ++accepted;
            ++open;
            read(std::make_shared<connection>(std::move(socket)));
            accept();
        });
    }

    void read(std::shared_ptr<connection> from)
    {
        asio::async_read_until(from->socket, asio::dynamic_buffer(from->in), "\r\n\r\n",
                               [this, from](cosio::error_code code, std::size_t size) {
                                   if (code) {
                                       --open;
                                       return;
                                   }
                                   from->in.erase(0, size);
                                   react_(*from, ++requests);
                                   read(from);
                               });
    }

    tcp::acceptor acceptor_;
    reaction react_;
};

struct pool_fixture {
    asio::io_context io;
    cosio::config once;

    pool_fixture() { once.retry.attempts = 1; }

    struct outcome {
        cosio::error_code code;
        cosio::initiate_result result;
        std::size_t calls = 0;
    };

    static void start(plain_client& client, outcome& told)
    {
        client.initiate({"b-1", "k"},
                        [&told](cosio::error_code code, cosio::initiate_result found) {
                            told = {code, std::move(found), told.calls + 1};
                        });
    }

    outcome one(plain_client& client)
    {
        outcome told;
        start(client, told);
        io.restart();
        while (told.calls == 0)
            io.run_one();
        return told;
    }

    void run_for(std::chrono::milliseconds length)
    {
        io.restart();
        io.run_for(length);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(pool, pool_fixture)

BOOST_AUTO_TEST_CASE(nothing_that_was_sent_is_repeated_if_so_told)
{
    for (const auto what :
         {cosio::repeat_after::any_transient_failure, cosio::repeat_after::nothing_sent}) {
        server cos(io, "127.0.0.1", [](server::connection& to, std::size_t request) {
            request == 2 ? to.reset() : to.say(answer("u"));
        });
        auto settings = once;
        settings.retry.what = what;
        plain_client client(io, cos.url(), {}, settings);
        BOOST_TEST(!one(client).code);
        const auto second = one(client); // the kept connection ends under it
        const bool careful = what == cosio::repeat_after::nothing_sent;
        BOOST_TEST(second.code.failed() == careful);
        BOOST_TEST(second.result.diagnostics.may_have_acted);
        BOOST_TEST(cos.requests == (careful ? 2u : 3u));
        cos.stop();
    }
}

BOOST_AUTO_TEST_CASE(a_connection_too_old_is_not_handed_on)
{
    server cos(io, "127.0.0.1", [&](server::connection& to, std::size_t) {
        asio::steady_timer(io, 5ms).wait(); // on the client's own thread
        to.say(answer("u"));
    });
    cosio::connection_limits limits;
    limits.open_per_host = 1;
    limits.age = 1ms; // shorter than an exchange
    plain_client client(cosio::tcp_transport<>(io, limits), cos.url(), {}, once);
    std::vector<outcome> all(5);
    for (auto& each : all)
        start(client, each);
    run_for(200ms);
    for (const auto& each : all)
        BOOST_TEST(!each.code);
    BOOST_TEST(cos.accepted == all.size());
    cos.stop();
}

BOOST_AUTO_TEST_CASE(a_connection_that_said_more_is_not_handed_on)
{
    server cos(io, "127.0.0.1", [](server::connection& to, std::size_t) {
        to.say(answer("asked"));
        to.say(answer("unasked"));
    });
    cosio::connection_limits limits;
    limits.open_per_host = 1;
    plain_client client(cosio::tcp_transport<>(io, limits), cos.url(), {}, once);
    std::vector<outcome> all(50);
    for (auto& each : all)
        start(client, each);
    run_for(500ms);
    for (const auto& each : all) {
        BOOST_TEST(each.calls == 1u);
        BOOST_TEST(each.result.upload_id == "asked");
    }
    BOOST_TEST(cos.requests == all.size());
    cos.stop();
}

BOOST_AUTO_TEST_CASE(a_connection_that_ended_is_not_handed_on)
{
    server cos(io, "127.0.0.1", [](server::connection& to, std::size_t) {
        to.say(answer("u"));
        to.socket.shutdown(tcp::socket::shutdown_send);
    });
    cosio::connection_limits limits;
    limits.open_per_host = 1;
    auto careful = once;
    careful.retry.what = cosio::repeat_after::nothing_sent;
    plain_client client(cosio::tcp_transport<>(io, limits), cos.url(), {}, careful);
    std::vector<outcome> all(20);
    for (auto& each : all)
        start(client, each);
    run_for(300ms);
    for (const auto& each : all) {
        BOOST_TEST(!each.code);
        BOOST_TEST(!each.result.diagnostics.may_have_acted);
    }
    cos.stop();
}

BOOST_AUTO_TEST_CASE(an_answer_that_comes_before_the_whole_request_goes_with_its_connection)
{
    tcp::acceptor acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    const auto serve = [&]() -> asio::awaitable<void> {
        std::string in, rest(4096, ' ');
        auto first = co_await acceptor.async_accept(asio::use_awaitable);
        co_await asio::async_read_until(first, asio::dynamic_buffer(in), "\r\n\r\n",
                                        asio::use_awaitable);
        co_await asio::async_write(first, asio::buffer(answer("first")), asio::use_awaitable);
        // The next request is too large to be sent at once.
        co_await first.async_read_some(asio::buffer(rest), asio::use_awaitable);
        co_await asio::async_write(first, asio::buffer("HTTP/1.1 4"), asio::use_awaitable);
        co_await asio::steady_timer(io, 20ms).async_wait(asio::use_awaitable);
        first.set_option(asio::socket_base::linger(true, 0));
        first.close();

        in.clear();
        auto second = co_await acceptor.async_accept(asio::use_awaitable);
        co_await asio::async_read_until(second, asio::dynamic_buffer(in), "\r\n\r\n",
                                        asio::use_awaitable);
        co_await asio::async_write(second, asio::buffer(answer("second")), asio::use_awaitable);
    };
    asio::co_spawn(io, serve(), asio::detached);
    const auto to = cosio::endpoint::url("http://127.0.0.1:" +
                                         std::to_string(acceptor.local_endpoint().port()));
    plain_client client(io, to, {}, once);
    cosio::initiate_request large("b-1", "k");
    large.cache_control(std::string(8 << 20, 'x'));
    std::vector<std::string> found;
    for (const auto& request : {cosio::initiate_request("b-1", "k"), large}) {
        client.initiate(request, [&](cosio::error_code code, cosio::initiate_result result) {
            BOOST_TEST(!code, result.diagnostics << ": " << code.message());
            found.push_back(result.upload_id);
        });
        const auto wanted = found.size() + 1;
        io.restart();
        while (found.size() < wanted)
            io.run_one();
    }
    BOOST_TEST(found == (std::vector<std::string>{"first", "second"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(connections_of_hosts_that_nobody_asks_for_are_closed)
{
    const auto good = [](server::connection& to, std::size_t) { to.say(answer("u")); };
    server first(io, "127.0.0.1", good), second(io, "127.0.0.2", good);
    cosio::connection_limits limits;
    limits.idle_time = 10ms;
    const cosio::tcp_transport<> wire(io, limits); // shared by both clients
    plain_client here(wire, first.url(), {}, once), there(wire, second.url(), {}, once);
    BOOST_TEST(!one(here).code);
    BOOST_TEST(first.open == 1u);
    for (int i = 0; i < 12; ++i) { // who comes by looks around once a second
        run_for(100ms);
        BOOST_TEST(!one(there).code);
    }
    run_for(20ms);
    BOOST_TEST(first.open == 0u);
    first.stop();
    second.stop();
}

BOOST_AUTO_TEST_SUITE_END()
