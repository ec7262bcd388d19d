// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What an observer hears of connections, over real sockets.

#include <cosio/client.hpp>
#include <cosio/observer/line_logger.hpp>
#include <cosio/observer/metrics.hpp>
#include <cosio/observer/observer_list.hpp>
#include <cosio/transport/tcp_transport.hpp>
#include <cosio/transport/tls_transport.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <support/local.hpp>
#include <type_traits>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::ip::tcp;
using ending = support::peer_script::ending;
using lines = std::vector<std::string>;

namespace {

/// Keeps a word or two of each event, and what does not fit into them.
class recorder {
public:
    struct book {
        lines story;
        std::vector<std::uint64_t> numbers; ///< Of the operation, for each line of the story.
        std::vector<std::size_t> sent, received;
        std::vector<std::chrono::nanoseconds> waited;
        std::vector<std::size_t> addresses;
        std::string request_id;
        std::chrono::nanoseconds elapsed{}; ///< Of the last event.
    };

    void operator()(const cosio::attempt_event& e) const noexcept
    {
        add(e, "attempt " + std::to_string(e.attempt));
    }
    void operator()(const cosio::pool_event& e) const noexcept
    {
        add(e, e.hit ? "pool hit" : "pool miss", e.waited);
        book_->waited.push_back(e.waited);
    }
    void operator()(const cosio::resolved_event& e) const noexcept
    {
        add(e, "resolved", e.took);
        book_->addresses.push_back(e.addresses);
    }
    void operator()(const cosio::connected_event& e) const noexcept
    {
        add(e, "connected " + e.peer.address().to_string() + ' ' + std::to_string(e.peer.port()),
            e.took);
    }
    void operator()(const cosio::handshake_event& e) const noexcept
    {
        add(e, std::string(e.protocol) + (e.resumed ? " resumed" : " new"), e.took);
    }
    void operator()(const cosio::sent_event& e) const noexcept
    {
        add(e, "sent", e.took);
        book_->sent.push_back(e.bytes);
    }
    void operator()(const cosio::received_event& e) const noexcept
    {
        add(e, "received " + std::to_string(e.status), e.took);
        book_->received.push_back(e.bytes);
        book_->request_id = e.request_id;
    }
    void operator()(const cosio::retry_event& e) const noexcept { add(e, "retry"); }
    void operator()(const cosio::done_event& e) const noexcept
    {
        add(e, e.code ? std::string("failed at ") + to_string(e.diagnostics.stage) : "done");
    }

    const book* operator->() const { return book_.get(); }

    /// Moves the story out, and begins another.
    lines story() const
    {
        book_->numbers.clear();
        return std::exchange(book_->story, {});
    }

private:
    void add(const cosio::operation_event& e, std::string line,
             std::chrono::nanoseconds took = {}) const
    {
        BOOST_TEST((took >= 0ns && took <= e.elapsed));
        const bool goes_on = !book_->numbers.empty() && book_->numbers.back() == e.number;
        BOOST_TEST((!goes_on || e.elapsed >= book_->elapsed));
        book_->elapsed = e.elapsed;
        book_->numbers.push_back(e.number);
        book_->story.push_back(std::move(line));
    }

    std::shared_ptr<book> book_ = std::make_shared<book>();
};

template <class Transport, class Observer = recorder>
using observed =
    cosio::basic_client<cosio::q_signing, Transport, cosio::property_tree_xml, Observer>;
using tcp_client = observed<cosio::tcp_transport<>>;
using tls_client = observed<cosio::tls_transport<>>;

cosio::initiate_request plain_request()
{
    return {support::bucket, "exampleobject"};
}

std::uint16_t port_of(const support::plan& how)
{
    return how.to.address_of(support::bucket).port;
}

const std::string body = "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key>"
                         "<UploadId>u1</UploadId></InitiateMultipartUploadResult>";
const std::string good =
    "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;

/// Closes the connection instead of answering the request of this number, from 1.
cosio::testing::local_cos_options losing(int which)
{
    return support::strict_cos().on_answer(
        [which, count = 0](const cosio::testing::local_request&,
                           cosio::testing::local_answer& answer) mutable {
            if (++count == which)
                answer = cosio::testing::local_answer::hang_up();
        });
}

struct fixture : support::loop {
    recorder heard;

    tcp_client over_tcp(const support::plan& how, cosio::connection_limits limits = {})
    {
        return {cosio::tcp_transport<>(context(), limits),
                how.to,
                how.signing,
                how.settings,
                {},
                heard};
    }

    tls_client over_tls(const support::plan& how, cosio::connection_limits limits = {})
    {
        return {cosio::tls_transport<>(context(), cosio::ca_pem(how.ca_pem), limits),
                how.to,
                how.signing,
                how.settings,
                {},
                heard};
    }

    /// Runs the loop until the operation has ended.
    template <class Client>
    support::outcome initiate(Client& client)
    {
        std::optional<support::outcome> ended;
        client.initiate(plain_request(),
                        [&](cosio::error_code code, cosio::initiate_result result) {
                            ended = {code, std::move(result)};
                        });
        context().restart();
        while (!ended && context().run_one() != 0) {
        }
        BOOST_REQUIRE(ended);
        return *std::move(ended);
    }

    static std::string connected(const support::plan& how)
    {
        return "connected 127.0.0.1 " + std::to_string(port_of(how));
    }

    void check(const lines& wanted) const
    {
        BOOST_TEST(heard.story() == wanted, boost::test_tools::per_element());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(observer_over_the_wire, fixture)

BOOST_AUTO_TEST_CASE(over_tcp_a_connection_is_opened_once)
{
    start();
    const auto how = to_http();
    auto c = over_tcp(how);
    const auto first = initiate(c);
    BOOST_TEST(!first.code);
    check({"attempt 1", "pool miss", connected(how), "sent", "received 200", "done"});
    BOOST_TEST(heard->request_id == first.result.diagnostics.request_id);
    BOOST_TEST(!heard->request_id.empty());

    const auto second = initiate(c);
    BOOST_TEST(!second.code);
    check({"attempt 1", "pool hit", "sent", "received 200", "done"});
    BOOST_TEST(heard->request_id == second.result.diagnostics.request_id);
    BOOST_TEST(heard->request_id != first.result.diagnostics.request_id);
    BOOST_TEST(heard->received.at(0) > body.size());
    BOOST_TEST(heard->sent.at(0) == heard->sent.at(1));
}

BOOST_AUTO_TEST_CASE(over_tls_hands_are_shaken)
{
    start();
    const auto how = to_https();
    auto c = over_tls(how);
    const auto first = initiate(c);
    BOOST_TEST(!first.code);
    check(
        {"attempt 1", "pool miss", connected(how), "TLSv1.3 new", "sent", "received 200", "done"});
    BOOST_TEST(heard->request_id == first.result.diagnostics.request_id);

    BOOST_TEST(!initiate(c).code);
    check({"attempt 1", "pool hit", "sent", "received 200", "done"});
    BOOST_TEST(counters().handshakes == 1u);
}

BOOST_AUTO_TEST_CASE(a_session_that_is_taken_up_again_is_told)
{
    start();
    const auto how = to_https();
    auto c = over_tls(how, cosio::keep_alive::no);
    BOOST_TEST(!initiate(c).code);
    check(
        {"attempt 1", "pool miss", connected(how), "TLSv1.3 new", "sent", "received 200", "done"});
    BOOST_TEST(!initiate(c).code);
    check({"attempt 1", "pool miss", connected(how), "TLSv1.3 resumed", "sent", "received 200",
           "done"});
    BOOST_TEST(counters().resumptions == 1u);
}

BOOST_AUTO_TEST_CASE(a_name_is_looked_up)
{
    start();
    auto how = to_http();
    how.to = cosio::endpoint::url("http://localhost:" + std::to_string(port_of(how)));
    auto c = over_tcp(how);
    const auto [code, result] = initiate(c);
    BOOST_TEST_INFO(result.diagnostics);
    BOOST_TEST(!code);
    check({"attempt 1", "pool miss", "resolved", connected(how), "sent", "received 200", "done"});
    BOOST_REQUIRE(heard->addresses.size() == 1u);
    BOOST_TEST(heard->addresses.front() >= 1u);
}

namespace {

/// Answers each request on one connection, and counts its bytes.
asio::awaitable<void> count_bytes(tcp::acceptor& acceptor, lines answers,
                                  std::vector<std::size_t>& sizes)
{
    auto socket = co_await acceptor.async_accept(asio::deferred);
    for (const std::string& answer : answers) {
        std::string request;
        co_await asio::async_read_until(socket, asio::dynamic_buffer(request), "\r\n\r\n",
                                        asio::deferred);
        sizes.push_back(request.size());
        co_await asio::async_write(socket, asio::buffer(answer), asio::deferred);
    }
}

} // namespace

BOOST_AUTO_TEST_CASE(bytes_are_those_of_the_wire)
{
    const lines answers{good, "HTTP/1.1 100 Continue\r\n\r\n" + good,
                        "HTTP/1.1 503 Slow\r\nContent-Length: 0\r\n\r\n"};
    std::vector<std::size_t> sizes;
    tcp::acceptor acceptor(context(), tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    asio::co_spawn(context(), count_bytes(acceptor, answers, sizes), asio::detached);
    const auto port = std::to_string(acceptor.local_endpoint().port());
    auto c = over_tcp(support::plan(cosio::endpoint::url("http://127.0.0.1:" + port)));
    for (std::size_t i = 0; i < answers.size(); ++i)
        initiate(c);
    BOOST_TEST(heard->sent == sizes, boost::test_tools::per_element());
    BOOST_REQUIRE(heard->received.size() == answers.size());
    for (std::size_t i = 0; i < answers.size(); ++i)
        BOOST_TEST(heard->received[i] == answers[i].size());
    BOOST_TEST(heard->waited.size() == answers.size()); // one connection after the other
    BOOST_TEST(heard.story().back() == "failed at judge");
}

BOOST_AUTO_TEST_CASE(a_kept_connection_that_the_peer_closes_is_a_hit_and_then_a_miss)
{
    const auto how = to_peer({{good, ending::close_at_next_request}, {good, ending::hold}});
    auto c = over_tcp(how);
    BOOST_TEST(!initiate(c).code);
    heard.story();
    const auto [code, result] = initiate(c);
    BOOST_TEST(!code);
    BOOST_TEST(result.diagnostics.attempts == 1u);
    check({"attempt 1", "pool hit", "sent", "pool miss", connected(how), "sent", "received 200",
           "done"});
    BOOST_TEST(heard->received.back() == good.size());
}

BOOST_AUTO_TEST_CASE(so_it_is_over_tls)
{
    start(losing(2));
    const auto how = to_https();
    auto c = over_tls(how);
    BOOST_TEST(!initiate(c).code);
    heard.story();
    BOOST_TEST(!initiate(c).code);
    check({"attempt 1", "pool hit", "sent", "pool miss", connected(how), "TLSv1.3 resumed", "sent",
           "received 200", "done"});
}

BOOST_AUTO_TEST_CASE(a_lost_answer_of_a_new_connection_is_an_attempt_more)
{
    start(losing(1));
    auto how = to_http();
    how.settings.retry.attempts = 2;
    how.settings.retry.first_pause = 1ms;
    auto c = over_tcp(how);
    BOOST_TEST(!initiate(c).code);
    check({"attempt 1", "pool miss", connected(how), "sent", "retry", "attempt 2", "pool miss",
           connected(how), "sent", "received 200", "done"});
}

BOOST_AUTO_TEST_CASE(a_step_that_fails_is_not_told)
{
    auto nobody = over_tcp(support::plan(cosio::endpoint::url("http://127.0.0.1:1")));
    BOOST_TEST((initiate(nobody).code == asio::error::connection_refused));
    check({"attempt 1", "pool miss", "failed at connect"});

    auto nowhere = over_tcp(support::plan(cosio::endpoint::url("http://nowhere.invalid")));
    BOOST_TEST(initiate(nowhere).code.failed());
    check({"attempt 1", "pool miss", "failed at resolve"});

    const auto cut = to_peer({{good.substr(0, good.size() - 1), ending::close}});
    auto to_cut = over_tcp(cut);
    BOOST_TEST((initiate(to_cut).code == asio::error::eof));
    check({"attempt 1", "pool miss", connected(cut), "sent", "failed at receive"});

    auto silent = to_peer({{"HTTP/1.1 200 OK\r\n", ending::hold}});
    silent.settings.io_timeout = 30ms;
    auto to_silent = over_tcp(silent);
    BOOST_TEST((initiate(to_silent).code == cosio::errc::io_timeout));
    check({"attempt 1", "pool miss", connected(silent), "sent", "failed at receive"});

    const auto garbage = to_peer({{"SSH-2.0-OpenSSH_9.2\r\n", ending::hold}});
    auto to_garbage = over_tcp(garbage);
    BOOST_TEST((initiate(to_garbage).code == cosio::condition::not_understood));
    check({"attempt 1", "pool miss", connected(garbage), "sent", "failed at receive"});
}

BOOST_AUTO_TEST_CASE(a_certificate_that_is_refused_is_no_handshake)
{
    start();
    support::loop other;
    other.start();
    auto how = to_https();
    how.ca_pem = other.to_https().ca_pem;
    auto c = over_tls(how);
    BOOST_TEST(initiate(c).code.failed());
    check({"attempt 1", "pool miss", connected(how), "failed at handshake"});
}

BOOST_AUTO_TEST_CASE(a_cancellation_on_the_way_ends_the_story)
{
    const auto how = to_peer({{"HTTP/1.1 200 OK\r\n", ending::hold}});
    auto c = over_tcp(how);
    asio::cancellation_signal signal;
    bool ended = false;
    c.initiate(plain_request(), asio::bind_cancellation_slot(
                                    signal.slot(), [&](cosio::error_code, cosio::initiate_result) {
                                        ended = true;
                                    }));
    while (heard->sent.empty() && context().run_one() != 0) {
    }
    signal.emit(asio::cancellation_type::terminal);
    while (!ended && context().run_one() != 0) {
    }
    check({"attempt 1", "pool miss", connected(how), "sent", "failed at receive"});
}

BOOST_AUTO_TEST_CASE(who_waits_for_a_connection_is_told_how_long)
{
    start(support::strict_cos().on_answer(
        [](const cosio::testing::local_request&, cosio::testing::local_answer& answer) {
            answer.delay(100ms);
        }));
    cosio::connection_limits one;
    one.open_per_host = 1;
    auto c = over_tcp(to_http(), one);
    int ended = 0;
    for (int i = 0; i < 2; ++i)
        c.initiate(plain_request(), [&](cosio::error_code code, cosio::initiate_result) {
            BOOST_TEST(!code);
            ++ended;
        });
    while (ended < 2 && context().run_one() != 0) {
    }
    BOOST_REQUIRE(heard->waited.size() == 2u);
    BOOST_TEST((heard->waited[0] < 50ms));
    BOOST_TEST((heard->waited[1] >= 90ms));
    // The story of the second operation alone.
    lines second;
    const auto story = heard->story;
    for (std::size_t i = 0; i < story.size(); ++i)
        if (heard->numbers[i] == 2)
            second.push_back(story[i]);
    BOOST_TEST(second == (lines{"attempt 1", "pool hit", "sent", "received 200", "done"}),
               boost::test_tools::per_element());
}

namespace {

/// A transport of a user's own around another: counts exchanges, and lets the watch through.
template <class Inner>
struct counting_transport {
    Inner inner;
    std::shared_ptr<int> watched = std::make_shared<int>(0);

    using executor_type = typename Inner::executor_type;
    template <class Executor>
    struct rebind_executor {
        using other = counting_transport<typename Inner::template rebind_executor<Executor>::other>;
    };

    executor_type get_executor() const noexcept { return inner.get_executor(); }
    static bool speaks(cosio::scheme which) { return Inner::speaks(which); }

    template <class Token>
    auto async_exchange(const cosio::exchange_request& request, Token&& token)
    {
        return inner.async_exchange(request, std::forward<Token>(token));
    }

    template <class Token>
    auto async_exchange(const cosio::exchange_request& request, cosio::exchange_watch& watch,
                        Token&& token)
    {
        ++*watched;
        return inner.async_exchange(request, watch, std::forward<Token>(token));
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_transport_of_ones_own_may_be_watched)
{
    using transport = counting_transport<cosio::tcp_transport<>>;
    static_assert(cosio::check_transport<transport>());
    static_assert(cosio::watchable<transport>);
    static_assert(cosio::watchable<cosio::tcp_transport<>>);
    static_assert(cosio::watchable<cosio::tls_transport<>>);
    start();
    const auto how = to_http();
    const transport wire{cosio::tcp_transport<>(context())};
    observed<transport> c(wire, how.to, how.signing, how.settings, {}, heard);
    BOOST_TEST(!initiate(c).code);
    check({"attempt 1", "pool miss", connected(how), "sent", "received 200", "done"});
    BOOST_TEST(*wire.watched == 1);
}

BOOST_AUTO_TEST_CASE(numbers_and_lines_of_a_few_operations)
{
    start();
    const auto how = to_https();
    const cosio::metrics numbers;
    std::ostringstream log;
    const cosio::observer_list all(numbers, cosio::line_logger(log), heard);
    observed<cosio::tls_transport<>, std::remove_const_t<decltype(all)>> c(
        cosio::tls_transport<>(context(), cosio::ca_pem(how.ca_pem)), how.to, how.signing,
        how.settings, {}, all);
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(!initiate(c).code);
    std::size_t sent = 0, received = 0;
    for (int i = 0; i < 3; ++i) {
        sent += heard->sent.at(std::size_t(i));
        received += heard->received.at(std::size_t(i));
    }
    std::ostringstream out;
    numbers.write_prometheus(out);
    const std::string dump = '\n' + out.str();
    for (const std::string& line :
         {std::string("cosio_operations_total{outcome=\"ok\"} 3"),
          std::string("cosio_attempts_total 3"), std::string("cosio_retries_total 0"),
          std::string("cosio_connections_total{pool=\"miss\"} 1"),
          std::string("cosio_connections_total{pool=\"hit\"} 2"),
          std::string("cosio_tls_handshakes_total{session=\"new\"} 1"),
          std::string("cosio_tls_handshakes_total{session=\"resumed\"} 0"),
          std::string("cosio_answers_total{status=\"2xx\"} 3"),
          "cosio_sent_bytes_total " + std::to_string(sent),
          "cosio_received_bytes_total " + std::to_string(received)}) {
        BOOST_TEST_INFO(line);
        BOOST_TEST(dump.find('\n' + line + '\n') != dump.npos);
    }
    const std::string text = log.str();
    for (const std::string& part :
         {std::string("initiate 1 examplebucket-1250000000/exampleobject: new connection after "),
          " connected to 127.0.0.1:" + std::to_string(port_of(how)) + " in ",
          std::string(": TLSv1.3 in "),
          std::string("initiate 3 examplebucket-1250000000/exampleobject: kept connection after "),
          ", request id " + heard->request_id + '\n'}) {
        BOOST_TEST_INFO(part);
        BOOST_TEST(text.find(part) != text.npos);
    }
    BOOST_TEST(text.find(support::secret_key) == text.npos);
    BOOST_TEST(text.find("q-signature") == text.npos);
}

BOOST_AUTO_TEST_SUITE_END()
