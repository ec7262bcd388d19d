// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What an observer is told of an operation, and cosio's own observers, without a network.

#include <cosio/detail/stations.hpp>
#include <cosio/observer/line_logger.hpp>
#include <cosio/observer/metrics.hpp>
#include <cosio/observer/observer_list.hpp>
#include <cosio/testing/fast_clock.hpp>
#include <cosio/testing/manual_clock.hpp>
#include <cosio/xml/property_tree_xml.hpp>

#include <boost/asio/append.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iomanip>
#include <locale>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <string_view>
#include <support/scripted.hpp>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using cosio::testing::scripted_transport;
using support::plain_request;

namespace {

/// An event, kept beyond the call.
struct note {
    std::string kind;
    std::string operation, bucket, key;
    std::uint64_t number = 0;
    unsigned attempt = 0;
    std::chrono::nanoseconds elapsed{};
    std::string text; ///< The host, or a request id.
    cosio::error_code code;
    std::optional<cosio::diagnostics> diagnostics;
    std::chrono::nanoseconds length{}; ///< What the event itself took, or a pause.
    unsigned status = 0;
    std::size_t bytes = 0;
};

/// Keeps all that it is told.
class recorder {
public:
    void operator()(const cosio::attempt_event& e) const noexcept
    {
        add("attempt", e).text = e.host;
    }
    void operator()(const cosio::pool_event& e) const noexcept { add("pool", e).length = e.waited; }
    void operator()(const cosio::resolved_event& e) const noexcept
    {
        add("resolved", e).length = e.took;
    }
    void operator()(const cosio::connected_event& e) const noexcept
    {
        add("connected", e).length = e.took;
    }
    void operator()(const cosio::handshake_event& e) const noexcept
    {
        add("handshake", e).length = e.took;
    }
    void operator()(const cosio::sent_event& e) const noexcept
    {
        note& added = add("sent", e);
        added.length = e.took;
        added.bytes = e.bytes;
    }
    void operator()(const cosio::received_event& e) const noexcept
    {
        note& added = add("received", e);
        added.length = e.took;
        added.text = e.request_id;
        added.status = e.status;
        added.bytes = e.bytes;
    }
    void operator()(const cosio::retry_event& e) const noexcept
    {
        note& added = add("retry", e);
        added.length = e.pause;
        added.code = e.code;
        added.diagnostics = e.diagnostics;
    }
    void operator()(const cosio::done_event& e) const noexcept
    {
        note& added = add("done", e);
        added.code = e.code;
        added.diagnostics = e.diagnostics;
    }

    const std::vector<note>& notes() const { return *notes_; }

    /// Their kinds, in order.
    std::string story() const
    {
        std::string result;
        for (const note& each : *notes_)
            result += (result.empty() ? "" : " ") + each.kind;
        return result;
    }

    std::size_t count(std::string_view kind) const
    {
        return static_cast<std::size_t>(std::count_if(
            notes_->begin(), notes_->end(), [&](const note& each) { return each.kind == kind; }));
    }

    void forget() const { notes_->clear(); }

private:
    note& add(std::string kind, const cosio::operation_event& e) const
    {
        note& added = notes_->emplace_back();
        added.kind = std::move(kind);
        added.operation = e.operation;
        added.bucket = e.bucket;
        added.key = e.key;
        added.number = e.number;
        added.attempt = e.attempt;
        added.elapsed = e.elapsed;
        return added;
    }

    std::shared_ptr<std::vector<note>> notes_ = std::make_shared<std::vector<note>>();
};

template <class Observer, class Signing = cosio::q_signing, class Transport = scripted_transport<>>
using observed_client = cosio::basic_client<Signing, Transport, cosio::property_tree_xml, Observer>;

/// A script that also tells of steps, as a transport over sockets does.
template <class Executor = asio::any_io_executor>
struct told_transport {
    scripted_transport<Executor> inner;

    using executor_type = Executor;
    template <class Other>
    struct rebind_executor {
        using other = told_transport<Other>;
    };

    executor_type get_executor() const noexcept { return inner.get_executor(); }
    static constexpr bool speaks(cosio::scheme) noexcept { return true; }

    template <class Token>
    auto async_exchange(const cosio::exchange_request& request, Token&& token)
    {
        return inner.async_exchange(request, std::forward<Token>(token));
    }

    template <class Token>
    auto async_exchange(const cosio::exchange_request& request, cosio::exchange_watch& watch,
                        Token&& token)
    {
        watch.on_pool(false);
        watch.on_resolved(2);
        watch.on_connected({asio::ip::address_v4::loopback(), 443});
        watch.on_handshake("TLSv1.3", true);
        watch.on_sent(300);
        watch.on_received(200);
        return inner.async_exchange(request, std::forward<Token>(token));
    }
};

/// Tells of its first exchange only.
struct forgetful_transport : told_transport<> {
    explicit forgetful_transport(const scripted_transport<>& wire) : told_transport<>{wire} {}

    using told_transport<>::async_exchange;

    template <class Token>
    auto async_exchange(const cosio::exchange_request& request, cosio::exchange_watch& watch,
                        Token&& token)
    {
        if (inner.sent().empty())
            watch.on_received(200);
        return inner.async_exchange(request, std::forward<Token>(token));
    }
};

struct outcome {
    cosio::error_code code;
    cosio::initiate_result result;
};

template <class Client>
outcome initiate(asio::io_context& io, Client& client,
                 cosio::initiate_request request = plain_request())
{
    std::optional<outcome> ended;
    client.initiate(std::move(request), [&](cosio::error_code code, cosio::initiate_result result) {
        ended = {code, std::move(result)};
    });
    io.restart();
    io.run();
    BOOST_REQUIRE(ended);
    return *std::move(ended);
}

template <class Client>
cosio::error_code presign(asio::io_context& io, Client& client,
                          std::chrono::seconds expiry = std::chrono::seconds(60))
{
    std::optional<cosio::error_code> ended;
    client.presign(plain_request(), expiry,
                   [&](cosio::error_code code, cosio::presigned_request) { ended = code; });
    io.restart();
    io.run();
    BOOST_REQUIRE(ended);
    return *ended;
}

/// Up to so many attempts, with next to no pause.
cosio::config patient(unsigned attempts)
{
    cosio::config settings;
    settings.retry.attempts = attempts;
    settings.retry.first_pause = 1ms;
    settings.retry.longest_pause = 2ms;
    return settings;
}

const std::string host = "examplebucket-1250000000.cos.ap-beijing.myqcloud.com";

/// An answer with COS's request id.
std::string bytes_of(unsigned status, const std::string& body, const std::string& request_id)
{
    return "HTTP/1.1 " + std::to_string(status) + " Scripted\r\nx-cos-request-id: " + request_id +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::vector<std::string> lines_of(const std::string& text)
{
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != text.npos;
}

struct fixture {
    asio::io_context io;
    scripted_transport<> wire{io};
    recorder heard;

    observed_client<recorder> client(unsigned attempts = 1)
    {
        return {wire, support::beijing, support::who, patient(attempts), {}, heard};
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(observer, fixture)

// The order of events, and what they say.

BOOST_AUTO_TEST_CASE(a_success_is_told_step_by_step)
{
    auto c = client();
    wire.answer_bytes(bytes_of(200, support::success("u1"), "request-1"));
    const auto [code, result] = initiate(io, c);
    BOOST_TEST(!code);
    BOOST_TEST(heard.story() == "attempt received done"); // no sockets, no more steps
    BOOST_REQUIRE(heard.notes().size() == 3u);
    for (const note& each : heard.notes()) {
        BOOST_TEST(each.operation == "initiate");
        BOOST_TEST(each.number == 1u);
        BOOST_TEST(each.bucket == "examplebucket-1250000000");
        BOOST_TEST(each.key == "exampleobject");
        BOOST_TEST(each.attempt == 1u);
    }
    BOOST_TEST(heard.notes()[0].text == host);
    const note& received = heard.notes()[1];
    BOOST_TEST(received.status == 200u);
    BOOST_TEST(received.text == "request-1");
    BOOST_TEST(received.bytes == 0u); // nobody counted them
    const note& done = heard.notes()[2];
    BOOST_TEST(!done.code);
    BOOST_REQUIRE(done.diagnostics);
    BOOST_TEST((done.diagnostics->stage == cosio::stage::done));
    BOOST_TEST(done.diagnostics->request_id == result.diagnostics.request_id);
}

BOOST_AUTO_TEST_CASE(a_transport_that_tells_is_heard)
{
    static_assert(cosio::check_transport<told_transport<>>());
    static_assert(cosio::watchable<told_transport<>>);
    static_assert(!cosio::watchable<scripted_transport<>>);
    observed_client<recorder, cosio::q_signing, told_transport<>> c(
        told_transport<>{wire}, support::beijing, support::who, patient(2), {}, heard);
    wire.answer(503, support::refusal("SlowDown")).answer(200, support::success("u1"));
    BOOST_TEST(!initiate(io, c).code);
    const std::string steps = "attempt pool resolved connected handshake sent received";
    BOOST_TEST(heard.story() == steps + " retry " + steps + " done");
    for (const note& each : heard.notes()) {
        BOOST_TEST(each.bytes == (each.kind == "sent"       ? 300u
                                  : each.kind == "received" ? 200u
                                                            : 0u));
        BOOST_TEST((each.length >= 0ns));
    }
}

BOOST_AUTO_TEST_CASE(bytes_of_one_attempt_are_not_told_of_the_next)
{
    observed_client<recorder, cosio::q_signing, forgetful_transport> c(
        forgetful_transport(wire), support::beijing, support::who, patient(2), {}, heard);
    wire.answer(503, support::refusal("SlowDown")).answer(200, support::success("u1"));
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST(heard.story() == "attempt received retry attempt received done");
    BOOST_REQUIRE(heard.notes().size() == 6u);
    BOOST_TEST(heard.notes()[1].bytes == 200u);
    BOOST_TEST(heard.notes()[4].bytes == 0u);
}

BOOST_AUTO_TEST_CASE(a_refusal_is_told)
{
    auto c = client(3);
    wire.answer_bytes(bytes_of(403, support::refusal("AccessDenied"), "request-1"));
    const auto [code, result] = initiate(io, c);
    BOOST_TEST((code == cosio::service_errc::access_denied));
    BOOST_TEST(heard.story() == "attempt received done");
    BOOST_TEST(heard.notes().at(1).status == 403u);
    BOOST_TEST(heard.notes().at(1).text == "request-1");
    BOOST_TEST((heard.notes().back().code == code));
    BOOST_TEST(heard.notes().back().diagnostics->message == "said no");
}

BOOST_AUTO_TEST_CASE(failures_and_their_repeats_are_told)
{
    auto c = client(3);
    wire.fail(cosio::stage::connect, asio::error::connection_refused)
        .answer_bytes(bytes_of(503, support::refusal("SlowDown"), "request-2"))
        .answer_bytes(bytes_of(200, support::success("u1"), "request-3"));
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST(heard.story() == "attempt retry attempt received retry attempt received done");
    const auto& notes = heard.notes();
    BOOST_REQUIRE(notes.size() == 8u);
    const unsigned attempts[] = {1, 1, 2, 2, 2, 3, 3, 3};
    for (std::size_t i = 0; i < notes.size(); ++i)
        BOOST_TEST(notes[i].attempt == attempts[i]);
    BOOST_TEST((notes[1].code == asio::error::connection_refused));
    BOOST_TEST((notes[1].diagnostics->stage == cosio::stage::connect));
    BOOST_TEST((notes[1].length <= 1ms)); // the pause
    BOOST_TEST((notes[4].code == cosio::service_errc::slow_down));
    BOOST_TEST(notes[4].diagnostics->request_id == "request-2");
    BOOST_TEST(notes[4].diagnostics->attempts == 2u);
    BOOST_TEST((notes[5].elapsed - notes[4].elapsed >= notes[4].length));
    BOOST_TEST(notes[6].text == "request-3");
    BOOST_TEST(notes[7].diagnostics->attempts == 3u);
}

BOOST_AUTO_TEST_CASE(the_last_failure_is_no_retry)
{
    auto c = client(2);
    wire.answer(500, "").answer(500, "");
    BOOST_TEST(initiate(io, c).code.failed());
    BOOST_TEST(heard.story() == "attempt received retry attempt received done");
}

BOOST_AUTO_TEST_CASE(the_second_domain_is_told)
{
    auto settings = patient(2);
    settings.retry.elsewhere = cosio::second_domain::for_last_attempt;
    observed_client<recorder> c(wire, support::beijing, support::who, settings, {}, heard);
    wire.answer(502, "bad gateway").answer(200, support::success("u1"));
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST(heard.story() == "attempt received retry attempt received done");
    BOOST_TEST(heard.notes().at(0).text == host);
    BOOST_TEST(heard.notes().at(3).text == "examplebucket-1250000000.cos.ap-beijing.tencentcos.cn");
}

BOOST_AUTO_TEST_CASE(an_answer_that_was_cut_has_not_come)
{
    auto c = client();
    wire.answer_bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Init");
    const auto [code, result] = initiate(io, c);
    BOOST_TEST(code.failed());
    BOOST_TEST((result.diagnostics.stage == cosio::stage::receive));
    BOOST_TEST(heard.story() == "attempt done");
}

BOOST_AUTO_TEST_CASE(of_refused_input_only_the_end_is_told)
{
    const std::string forged = "k\n20261123T065038Z initiate 1 b/k: done in 1 ms";
    auto c = client(3);
    for (const auto& [bucket, key] :
         {std::pair<std::string, std::string>("nonsense", "k"),
          std::pair<std::string, std::string>(plain_request().bucket(), ""),
          std::pair<std::string, std::string>(plain_request().bucket(), forged)}) {
        heard.forget();
        const auto [code, result] = initiate(io, c, {bucket, key});
        BOOST_TEST((code == cosio::condition::invalid_input));
        BOOST_TEST(heard.story() == "done");
        BOOST_REQUIRE(heard.notes().size() == 1u);
        const note& done = heard.notes().front();
        BOOST_TEST(done.attempt == 0u);
        BOOST_TEST(done.bucket == bucket);
        BOOST_TEST(done.key == key);
        BOOST_TEST((done.code == code));
        BOOST_TEST((done.diagnostics->stage == cosio::stage::build));
        BOOST_TEST(done.diagnostics->detail == result.diagnostics.detail);
    }
    BOOST_TEST(heard.notes().front().number == 3u);
    BOOST_TEST(wire.sent().empty());
}

namespace {

/// Signs later, refuses, hangs until it is cancelled, drops its handler, or throws.
struct odd_signing {
    enum class way { late, refuse, hang, drop, raise } how = way::late;
    std::chrono::milliseconds after{0};
    std::optional<asio::any_io_executor> where;

    template <class Handler>
    void async_sign(cosio::http_request request, Handler handler) const
    {
        cosio::error_code code;
        switch (how) {
        case way::drop: return;
        case way::raise: throw std::runtime_error("no key today");
        case way::hang: {
            auto slot = asio::get_associated_cancellation_slot(handler);
            auto kept = std::make_shared<Handler>(std::move(handler));
            slot.assign([kept, request](asio::cancellation_type) {
                asio::post(asio::append(
                    std::move(*kept), cosio::error_code(asio::error::operation_aborted), request));
            });
            return;
        }
        case way::late: {
            auto timer = std::make_shared<asio::steady_timer>(*where, after);
            auto kept = std::make_shared<Handler>(std::move(handler));
            timer->async_wait([timer, kept, request](cosio::error_code) {
                asio::post(asio::append(std::move(*kept), cosio::error_code(), request));
            });
            return;
        }
        case way::refuse: code = make_error_code(cosio::errc::signing_failed);
        }
        asio::post(asio::append(std::move(handler), code, std::move(request)));
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_signature_that_fails_is_told)
{
    observed_client<recorder, odd_signing> c(wire, support::beijing,
                                             odd_signing{odd_signing::way::refuse, {}, {}},
                                             patient(3), {}, heard);
    BOOST_TEST((initiate(io, c).code == cosio::errc::signing_failed));
    BOOST_TEST(heard.story() == "attempt done");
    BOOST_TEST(heard.notes().back().attempt == 1u);
    BOOST_TEST((heard.notes().back().code == cosio::errc::signing_failed));
    BOOST_TEST((heard.notes().back().diagnostics->stage == cosio::stage::sign));
}

BOOST_AUTO_TEST_CASE(the_time_of_the_signature_is_not_one_of_the_pool)
{
    using client_type = observed_client<recorder, odd_signing, told_transport<>>;
    client_type c(told_transport<>{wire}, support::beijing,
                  odd_signing{odd_signing::way::late, 200ms, io.get_executor()}, patient(1), {},
                  heard);
    wire.answer(200, support::success("u1"));
    BOOST_TEST(!initiate(io, c).code);
    const note& pool = heard.notes().at(1);
    BOOST_TEST(pool.kind == "pool");
    BOOST_TEST((pool.elapsed >= 200ms));
    BOOST_TEST((pool.length < 100ms)); // nobody was waited for
}

BOOST_AUTO_TEST_CASE(a_cancellation_is_told)
{
    auto c = client(3);
    asio::cancellation_signal signal;
    const auto start = [&] {
        heard.forget();
        io.restart();
        c.initiate(plain_request(),
                   asio::bind_cancellation_slot(signal.slot(),
                                                [](cosio::error_code, cosio::initiate_result) {}));
    };
    const auto check = [&](const std::string& story, unsigned attempt) {
        BOOST_TEST(heard.story() == story);
        BOOST_REQUIRE(!heard.notes().empty());
        BOOST_TEST((heard.notes().back().code == asio::error::operation_aborted));
        BOOST_TEST(heard.notes().back().attempt == attempt);
    };

    wire.hang();
    start();
    io.poll();
    BOOST_TEST(heard.story() == "attempt");
    signal.emit(asio::cancellation_type::total);
    io.restart();
    io.run();
    check("attempt done", 1);

    wire.hang();
    start();
    signal.emit(asio::cancellation_type::terminal); // before it has begun
    io.run();
    check("attempt done", 1);

    wire.answer_bytes("HTTP/1.1 503 Slow\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n");
    start();
    while (heard.count("retry") == 0 && io.run_one() != 0) {
    }
    signal.emit(asio::cancellation_type::partial); // in the pause
    io.run();
    check("attempt received retry done", 1);
}

BOOST_AUTO_TEST_CASE(a_time_out_is_told)
{
    auto settings = support::once();
    settings.operation_timeout = 10ms;
    observed_client<recorder> c(wire, support::beijing, support::who, settings, {}, heard);
    wire.hang();
    BOOST_TEST((initiate(io, c).code == cosio::errc::operation_timeout));
    BOOST_TEST(heard.story() == "attempt done");
    BOOST_TEST((heard.notes().back().code == cosio::errc::operation_timeout));
    BOOST_TEST((heard.notes().back().elapsed >= 10ms));
}

BOOST_AUTO_TEST_CASE(a_time_out_of_the_signature_is_told)
{
    auto settings = support::once();
    settings.operation_timeout = 10ms;
    observed_client<recorder, odd_signing> c(
        wire, support::beijing, odd_signing{odd_signing::way::hang, {}, {}}, settings, {}, heard);
    BOOST_TEST((initiate(io, c).code == cosio::errc::operation_timeout));
    BOOST_TEST(heard.story() == "attempt done");
}

BOOST_AUTO_TEST_CASE(operations_have_numbers)
{
    auto c = client();
    auto copy = c; // the same client
    auto another = client();
    wire.answer(200, support::success("u1")).answer(200, support::success("u2"));
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST(!presign(io, c));
    BOOST_TEST(initiate(io, c, {"nonsense", "k"}).code.failed());
    BOOST_TEST(!initiate(io, copy).code);
    BOOST_TEST(!presign(io, another));
    std::vector<std::uint64_t> numbers;
    for (const note& each : heard.notes())
        if (each.kind == "done")
            numbers.push_back(each.number);
    BOOST_TEST(numbers == (std::vector<std::uint64_t>{1, 2, 3, 4, 1}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(time_does_not_go_back)
{
    observed_client<recorder, cosio::q_signing, told_transport<>> c(
        told_transport<>{wire}, support::beijing, support::who, patient(3), {}, heard);
    wire.answer(503, "").answer(503, "").answer(200, support::success("u1"));
    const auto before = std::chrono::steady_clock::now();
    BOOST_TEST(!initiate(io, c).code);
    const auto took = std::chrono::steady_clock::now() - before;
    std::chrono::nanoseconds last(0);
    for (const note& each : heard.notes()) {
        BOOST_TEST((each.elapsed >= last));
        if (each.kind != "retry") { // that tells of a time to come
            BOOST_TEST((each.length <= each.elapsed));
        }
        last = each.elapsed;
    }
    BOOST_TEST((last <= took));
}

BOOST_AUTO_TEST_CASE(time_is_that_of_the_transports_clock)
{
    using hasty = scripted_transport<asio::any_io_executor, cosio::testing::fast_clock<1000>>;
    hasty script(io);
    auto settings = patient(2);
    settings.operation_timeout = 24h; // so that a slow machine may be slow
    observed_client<recorder, cosio::q_signing, hasty> c(script, support::beijing, support::who,
                                                         settings, {}, heard);
    script.answer_bytes("HTTP/1.1 503 Slow\r\nRetry-After: 20\r\nContent-Length: 0\r\n\r\n")
        .answer(200, support::success("u1"));
    const auto before = std::chrono::steady_clock::now();
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST((std::chrono::steady_clock::now() - before < 10s));
    BOOST_TEST(heard.story() == "attempt received retry attempt received done");
    BOOST_TEST((heard.notes().at(2).length >= 20s)); // and the random pause
    BOOST_TEST((heard.notes().at(3).elapsed >= 20s));
}

BOOST_AUTO_TEST_CASE(presigning_is_told_too)
{
    auto c = client(3);
    BOOST_TEST(!presign(io, c));
    BOOST_TEST(heard.story() == "attempt done");
    for (const note& each : heard.notes()) {
        BOOST_TEST(each.operation == "presign");
        BOOST_TEST(each.number == 1u);
        BOOST_TEST(each.bucket == "examplebucket-1250000000");
        BOOST_TEST(each.key == "exampleobject");
        BOOST_TEST(each.attempt == 1u);
    }
    BOOST_TEST(heard.notes().at(0).text == host);
    BOOST_TEST(!heard.notes().at(1).code);
    BOOST_TEST((heard.notes().at(1).diagnostics->stage == cosio::stage::done));

    heard.forget();
    const auto code = presign(io, c, -1s);
    BOOST_TEST((code == cosio::errc::invalid_credentials));
    BOOST_TEST(heard.story() == "attempt done");
    BOOST_TEST((heard.notes().back().code == code));
}

// Exactly one end for each operation.

BOOST_AUTO_TEST_CASE(the_end_is_told_once_and_before_the_handler)
{
    auto settings = patient(2);
    settings.operation_timeout = 20ms;
    observed_client<recorder> c(wire, support::beijing, support::who, settings, {}, heard);
    wire.answer(200, support::success("u1"))
        .answer(403, support::refusal("AccessDenied"))
        .answer(200, "<Nonsense/>")
        .fail(cosio::stage::receive, asio::error::connection_reset)
        .answer(200, support::success("u2"))
        .hang();
    for (int i = 0; i < 6; ++i) {
        heard.forget();
        int handled = 0;
        const auto check = [&] {
            ++handled;
            BOOST_TEST(heard.count("done") == 1u);
            BOOST_TEST(heard.notes().back().kind == "done");
        };
        auto request = plain_request();
        if (i == 5)
            request = cosio::initiate_request("nonsense", "k");
        c.initiate(std::move(request), [&](cosio::error_code, cosio::initiate_result) { check(); });
        BOOST_TEST(handled == 0);
        io.restart();
        io.run();
        BOOST_TEST(handled == 1);
        BOOST_TEST(heard.count("done") == 1u);
    }
}

BOOST_AUTO_TEST_CASE(a_policy_that_drops_its_handler_or_throws_ends_it_once)
{
    for (const auto how : {odd_signing::way::drop, odd_signing::way::raise}) {
        heard.forget();
        auto settings = support::once();
        settings.operation_timeout = 10ms;
        observed_client<recorder, odd_signing> c(wire, support::beijing, odd_signing{how, {}, {}},
                                                 settings, {}, heard);
        int handled = 0;
        c.initiate(plain_request(), [&](cosio::error_code, cosio::initiate_result) {
            ++handled;
            BOOST_TEST(heard.count("done") == 1u);
        });
        io.restart();
        if (how == odd_signing::way::raise)
            BOOST_CHECK_THROW(io.run(), std::runtime_error);
        io.run();
        BOOST_TEST(handled == 1);
        BOOST_TEST(heard.story() == "attempt done");
        BOOST_TEST(heard.notes().back().code.failed());
    }
}

BOOST_AUTO_TEST_CASE(an_event_loop_that_dies_tells_nothing)
{
    {
        asio::io_context short_lived;
        scripted_transport<> silent(short_lived);
        silent.hang();
        observed_client<recorder> c(silent, support::beijing, support::who, {}, {}, heard);
        c.initiate(plain_request(), [](cosio::error_code, cosio::initiate_result) {});
        short_lived.poll();
    }
    BOOST_TEST(heard.story() == "attempt");
}

BOOST_AUTO_TEST_CASE(an_operation_may_outlive_its_client_and_is_still_told)
{
    wire.answer(200, support::success("u1"));
    {
        auto doomed = client();
        doomed.initiate(plain_request(), [](cosio::error_code, cosio::initiate_result) {});
    }
    io.run();
    BOOST_TEST(heard.story() == "attempt received done");
}

// Observers of one's own.

namespace {

/// With a single hook.
struct end_counter {
    std::shared_ptr<int> ends = std::make_shared<int>(0);

    void operator()(const cosio::done_event&) const noexcept { ++*ends; }
};

/// Hears all, since every event is one of these.
struct all_counter {
    std::shared_ptr<int> all = std::make_shared<int>(0);

    void operator()(const cosio::operation_event& event) const noexcept
    {
        *all += event.operation == "initiate" && event.number == 1;
    }
};

struct without_hook {
    void operator()(int) const noexcept {}
};

struct that_throws {
    void operator()(const cosio::done_event&) const {}
};

struct that_throws_in_one {
    void operator()(const cosio::done_event&) const noexcept {}
    void operator()(const cosio::retry_event&) const {}
};

struct not_const {
    void operator()(const cosio::done_event&) noexcept {}
};

struct not_copyable {
    not_copyable() = default;
    not_copyable(const not_copyable&) = delete;
    not_copyable& operator=(const not_copyable&) = delete;
    void operator()(const cosio::done_event&) const noexcept {}
};

struct taking_anything {
    template <class Event>
    void operator()(const Event&) const noexcept
    {
    }
};

static_assert(cosio::check_observer<recorder>());
static_assert(cosio::check_observer<end_counter>());
static_assert(cosio::check_observer<all_counter>());
static_assert(cosio::check_observer<taking_anything>());
static_assert(cosio::check_observer<cosio::line_logger>());
static_assert(cosio::check_observer<cosio::metrics>());
static_assert(cosio::check_observer<cosio::observer_list<end_counter>>());
static_assert(cosio::observer_policy<cosio::null_observer>);
static_assert(cosio::observer_policy<recorder>);
static_assert(!cosio::observer_policy<without_hook>);
static_assert(!cosio::observer_policy<that_throws>);
static_assert(!cosio::observer_policy<that_throws_in_one>);
static_assert(!cosio::observer_policy<not_const>);
static_assert(!cosio::observer_policy<not_copyable>);
static_assert(!cosio::observer_policy<cosio::observer_list<>>);
static_assert(!cosio::observer_policy<int>);

} // namespace

BOOST_AUTO_TEST_CASE(one_hook_is_enough)
{
    end_counter counter;
    observed_client<end_counter> c(wire, support::beijing, support::who, patient(2), {}, counter);
    wire.answer(503, "").answer(200, support::success("u1"));
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST(!presign(io, c));
    BOOST_TEST(*counter.ends == 2);
}

BOOST_AUTO_TEST_CASE(a_hook_for_their_base_hears_all)
{
    all_counter counter;
    observed_client<all_counter, cosio::q_signing, told_transport<>> c(
        told_transport<>{wire}, support::beijing, support::who, patient(2), {}, counter);
    wire.answer(503, "").answer(200, support::success("u1"));
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST(*counter.all == 7 + 1 + 7 + 1);
}

BOOST_AUTO_TEST_CASE(a_lambda_is_an_observer)
{
    std::vector<std::string> ids;
    const auto remember = [&ids](const cosio::received_event& e) noexcept {
        ids.emplace_back(e.request_id);
    };
    static_assert(cosio::check_observer<std::remove_const_t<decltype(remember)>>());
    observed_client<std::remove_const_t<decltype(remember)>> c(wire, support::beijing, support::who,
                                                               patient(1), {}, remember);
    wire.answer_bytes(bytes_of(200, support::success("u1"), "request-1"));
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST(ids == std::vector<std::string>{"request-1"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(several_are_told_in_their_order)
{
    std::string order;
    const auto first = [&order](const cosio::done_event&) noexcept { order += "1"; };
    const auto second = [&order](const cosio::operation_event&) noexcept { order += "2"; };
    const auto third = [&order](const cosio::attempt_event&) noexcept { order += "3"; };
    const cosio::observer_list inner(second, third);
    const cosio::observer_list list(first, inner, cosio::null_observer());
    using list_type = std::remove_const_t<decltype(list)>;
    static_assert(cosio::check_observer<list_type>());
    observed_client<list_type> c(wire, support::beijing, support::who, patient(1), {}, list);
    wire.answer(200, support::success("u1"));
    BOOST_TEST(!initiate(io, c).code);
    BOOST_TEST(order == "23212"); // attempt, received, done
}

BOOST_AUTO_TEST_CASE(a_list_takes_what_one_of_its_observers_takes)
{
    using list_type = cosio::observer_list<end_counter, cosio::metrics>;
    static_assert(std::is_invocable_v<const list_type&, const cosio::done_event&>);
    static_assert(std::is_invocable_v<const list_type&, const cosio::sent_event&>);
    static_assert(!std::is_invocable_v<const list_type&, const cosio::resolved_event&>);
    static_assert(std::is_nothrow_invocable_v<const list_type&, const cosio::done_event&>);
    end_counter counter;
    cosio::metrics numbers;
    const list_type list(counter, numbers);
    const cosio::diagnostics about;
    cosio::tell(list, cosio::done_event{{}, {}, about});
    cosio::tell(list, cosio::resolved_event{{}, 1, 0ns}); // to nobody
    std::ostringstream dump;
    numbers.write_prometheus(dump);
    BOOST_TEST(*counter.ends == 1);
    BOOST_TEST(contains(dump.str(), "cosio_operations_total{outcome=\"ok\"} 1\n"));
}

BOOST_AUTO_TEST_CASE(nothing_is_held_for_nobody)
{
    using clock = std::chrono::steady_clock;
    using operation = cosio::detail::initiate_operation;
    using silent = cosio::detail::street_frame<asio::any_io_executor, clock, false>;
    using observed = cosio::detail::street_frame<asio::any_io_executor, clock, true>;
    static_assert(std::is_empty_v<cosio::detail::observation<clock, false>>);
    static_assert(std::is_empty_v<cosio::detail::no_watch>);
    // What is beside it in the street may use its padding.
    static_assert(sizeof(cosio::detail::street<operation, silent>) +
                      sizeof(cosio::detail::observation<clock, true>) <=
                  sizeof(cosio::detail::street<operation, observed>) + alignof(std::max_align_t));
    static_assert(std::is_same_v<support::scripted_client<>::observer_type, cosio::null_observer>);
    static_assert(
        !cosio::detail::frame_of<
            cosio::detail::client_core<cosio::q_signing, scripted_transport<>,
                                       cosio::property_tree_xml, cosio::null_observer>>::observed);
    BOOST_TEST(true); // it compiles
}

BOOST_AUTO_TEST_SUITE_END()

// Lines in a log.

namespace {

const cosio::operation_event about{"initiate", 7, "examplebucket-1250000000", "video.mp4", 2, 5ms};

/// One line without the time that it begins with, which must be one.
std::string untimed(const std::string& line)
{
    const std::string form = "ddddddddTddddddZ ";
    BOOST_REQUIRE(line.size() > form.size());
    for (std::size_t i = 0; i < form.size(); ++i)
        BOOST_TEST((form[i] == 'd' ? line[i] >= '0' && line[i] <= '9' : line[i] == form[i]));
    return line.substr(form.size());
}

/// What a logger writes of one event.
template <class Event>
std::string logged(const Event& event, cosio::log_lines which = cosio::log_lines::steps)
{
    std::ostringstream out;
    cosio::line_logger(out, which)(event);
    const auto lines = lines_of(out.str());
    if (lines.empty())
        return {};
    BOOST_TEST(lines.size() == 1u);
    BOOST_TEST(out.str().ends_with('\n'));
    return untimed(lines.front());
}

const std::string head = "initiate 7 examplebucket-1250000000/video.mp4: ";

/// Fails as a full disk does, or throws, wherever it can.
class bad_buffer : public std::streambuf {
public:
    explicit bad_buffer(bool throws) : throws_(throws) {}

    int asked = 0;

private:
    template <class Result>
    Result fail(Result result)
    {
        ++asked;
        if (throws_)
            throw std::runtime_error("the disk is full");
        return result;
    }

    int_type overflow(int_type) override { return fail(traits_type::eof()); }
    std::streamsize xsputn(const char*, std::streamsize) override
    {
        return fail(std::streamsize(0));
    }
    int sync() override { return fail(-1); }

    bool throws_;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(line_logger, fixture)

BOOST_AUTO_TEST_CASE(a_line_for_each_event)
{
    cosio::diagnostics failed;
    failed.stage = cosio::stage::receive;
    failed.http_status = 503;
    failed.code = "SlowDown";
    failed.request_id = "r1";
    const cosio::error_code slow = cosio::service_errc::slow_down;
    const asio::ip::tcp::endpoint peer(asio::ip::address_v4::loopback(), 443);
    cosio::diagnostics good;
    good.stage = cosio::stage::done;
    good.http_status = 200;

    BOOST_TEST(logged(cosio::attempt_event{about, "host:8080"}) == head + "attempt 2 at host:8080");
    BOOST_TEST(logged(cosio::pool_event{about, true, 1500us}) ==
               head + "kept connection after 1.50 ms");
    BOOST_TEST(logged(cosio::pool_event{about, false, 0ns}) ==
               head + "new connection after 0.00 ms");
    BOOST_TEST(logged(cosio::resolved_event{about, 3, 2ms}) ==
               head + "3 addresses found in 2.00 ms");
    BOOST_TEST(logged(cosio::connected_event{about, peer, 12345us}) ==
               head + "connected to 127.0.0.1:443 in 12.35 ms");
    BOOST_TEST(logged(cosio::handshake_event{about, "TLSv1.3", false, 1ms}) ==
               head + "TLSv1.3 in 1.00 ms");
    BOOST_TEST(logged(cosio::handshake_event{about, "TLSv1.2", true, 1ms}) ==
               head + "TLSv1.2 resumed in 1.00 ms");
    BOOST_TEST(logged(cosio::sent_event{about, 1234567, 1s}) ==
               head + "1234567 bytes sent in 1000.00 ms");
    BOOST_TEST(logged(cosio::received_event{about, 200, "r1", 42, 1ms}) ==
               head + "HTTP 200, 42 bytes received in 1.00 ms, request id r1");
    BOOST_TEST(logged(cosio::received_event{about, 502, "", 42, 1ms}) ==
               head + "HTTP 502, 42 bytes received in 1.00 ms");
    BOOST_TEST(logged(cosio::retry_event{about, slow, failed, 84ms}) ==
               head + "retry in 84.00 ms, stage receive, HTTP 503, SlowDown, request id r1: " +
                   slow.message());
    BOOST_TEST(logged(cosio::done_event{about, slow, failed}) ==
               head + "failed in 5.00 ms, stage receive, HTTP 503, SlowDown, request id r1: " +
                   slow.message());
    BOOST_TEST(logged(cosio::done_event{about, {}, good}) ==
               head + "done in 5.00 ms, stage done, HTTP 200");
}

BOOST_AUTO_TEST_CASE(each_level_has_its_lines)
{
    const auto run = [&](std::optional<cosio::log_lines> which) {
        std::ostringstream out;
        const auto logger = which ? cosio::line_logger(out, *which) : cosio::line_logger(out);
        observed_client<cosio::line_logger, cosio::q_signing, told_transport<>> c(
            told_transport<>{wire}, support::beijing, support::who, patient(2), {}, logger);
        wire.answer(503, support::refusal("SlowDown")).answer(200, support::success("u1"));
        BOOST_TEST(!initiate(io, c).code);
        std::vector<std::string> lines;
        for (const auto& line : lines_of(out.str())) {
            const std::string begin = "initiate 1 examplebucket-1250000000/exampleobject: ";
            BOOST_TEST(untimed(line).starts_with(begin));
            lines.push_back(untimed(line).substr(begin.size()));
        }
        return lines;
    };
    const auto outcomes = run(cosio::log_lines::outcomes);
    BOOST_REQUIRE(outcomes.size() == 1u);
    BOOST_TEST(outcomes[0].starts_with("done in "));
    BOOST_TEST(outcomes[0].ends_with(" ms, stage done, HTTP 200, 2 attempts"));

    const auto attempts = run(cosio::log_lines::attempts);
    BOOST_REQUIRE(attempts.size() == 4u);
    BOOST_TEST(attempts[0] == "attempt 1 at " + host);
    BOOST_TEST(attempts[1].starts_with("retry in "));
    BOOST_TEST(contains(attempts[1], " ms, stage judge, HTTP 503, SlowDown, said no: "));
    BOOST_TEST(attempts[2] == "attempt 2 at " + host);
    BOOST_TEST(attempts[3].starts_with("done in "));

    BOOST_TEST(run(cosio::log_lines::steps).size() == 7 + 1 + 7 + 1u);
    BOOST_TEST(run(std::nullopt).size() == 7 + 1 + 7 + 1u); // everything, unless told otherwise
}

BOOST_AUTO_TEST_CASE(no_secret_is_ever_in_it)
{
    const std::string key = "secret-key-of-the-tests", token = "token+/=of-a-day";
    const std::string sse_key = "0123456789ABCDEF0123456789ABCDEF";
    const std::string sse_base64 = "MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY=";
    const std::string token_encoded = "token%2B%2F%3Dof-a-day";
    auto request = plain_request();
    request.encryption(cosio::sse_c(sse_key));

    // The clock stands still, so that the script can know the signature beforehand.
    const cosio::testing::manual_clock clock(std::chrono::sys_seconds(1585130821s));
    const cosio::basic_q_signing signing(cosio::credentials("AKIDtest", key, token), clock);
    using signing_type = std::remove_const_t<decltype(signing)>;
    std::ostringstream out;
    const cosio::observer_list both(cosio::line_logger(out), heard);
    observed_client<std::remove_const_t<decltype(both)>, signing_type> c(
        wire, support::beijing, signing, patient(2), {}, both);
    wire.answer(200, support::success("u1"));
    BOOST_TEST(!initiate(io, c, request).code);
    const std::string sent = wire.sent().front();
    const auto value_of = [&](const std::string& name) {
        const auto at = sent.find("\r\n" + name + ": ") + name.size() + 4;
        return sent.substr(at, sent.find('\r', at) - at);
    };
    const std::string authorization = value_of("Authorization");
    BOOST_REQUIRE(authorization.starts_with("q-sign-algorithm=sha1&"));
    BOOST_REQUIRE(contains(sent, token));
    BOOST_REQUIRE(contains(sent, sse_base64));
    const std::string signature = authorization.substr(authorization.find("q-signature=") + 12);
    BOOST_REQUIRE(signature.size() == 40u);

    // A service, or who poses as it, repeats all that it was sent wherever it can.
    std::string escaped = authorization;
    for (auto at = escaped.find('&'); at != escaped.npos; at = escaped.find('&', at + 5))
        escaped.replace(at, 1, "&amp;");
    const std::string all = escaped + ' ' + token + ' ' + token_encoded + ' ' + sse_base64;
    const auto echo = [&](unsigned status, const std::string& word, const std::string& id) {
        const std::string body = "<Error><Code>" + word + "</Code><Message>You sent " + all +
                                 "</Message><Resource>" + all + "</Resource><RequestId>" + all +
                                 "</RequestId><TraceId>" + all + "</TraceId><ServerTime>" + all +
                                 "</ServerTime></Error>";
        return bytes_of(status, body, id);
    };
    for (const std::string& id : {authorization, token, sse_base64, token_encoded})
        for (const unsigned status : {503u, 403u, 200u}) {
            wire.answer_bytes(echo(status, status == 503 ? "SlowDown" : "AccessDenied", id))
                .answer_bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            initiate(io, c, request);
            if (status != 503) // was not repeated; the second answer is still there
                initiate(io, c, request);
        }
    // Not an answer of COS at all: its beginning is quoted.
    wire.answer_bytes(bytes_of(200, token + " is what you sent", authorization));
    initiate(io, c, request);

    std::string seen = out.str();
    for (const note& each : heard.notes())
        seen += each.text + '\n';
    BOOST_TEST(contains(seen, "<secret>"));
    for (const std::string& secret :
         {key, token, token_encoded, sse_key, sse_base64, authorization, escaped, signature}) {
        BOOST_TEST_INFO(secret);
        BOOST_TEST(!contains(seen, secret));
    }
}

BOOST_AUTO_TEST_CASE(no_line_is_forged)
{
    std::ostringstream out;
    observed_client<cosio::line_logger> c(wire, support::beijing, support::who, patient(1), {},
                                          cosio::line_logger(out));
    const std::string forged = "20261123T065038Z initiate 9 b/k: done";
    wire.answer(403, "<Error><Code>AccessDenied\r\n" + forged + "</Code><Message>no\n" + forged +
                         "\t</Message><RequestId>r\n\n" + forged + "</RequestId></Error>");
    BOOST_TEST(initiate(io, c).code.failed());
    BOOST_TEST((initiate(io, c, {plain_request().bucket(), "k\n" + forged}).code ==
                cosio::errc::invalid_key));
    BOOST_TEST((initiate(io, c, {"b\r\n" + forged, "k"}).code == cosio::errc::invalid_bucket));
    const auto lines = lines_of(out.str());
    BOOST_TEST(lines.size() == 3 + 1 + 1u);
    for (const auto& line : lines) {
        BOOST_TEST(!line.starts_with(forged));
        BOOST_TEST(contains(untimed(line).substr(0, 11), "initiate "));
        BOOST_TEST(std::none_of(line.begin(), line.end(), cosio::detail::is_control));
    }
    BOOST_TEST(contains(out.str(), forged)); // in the middle of a line, where it is harmless
}

BOOST_AUTO_TEST_CASE(control_characters_become_spaces_wherever_they_are)
{
    std::string all = "[";
    for (char c = 1; c < 32; ++c)
        all += c;
    all += '\x7f';
    all += '\0';
    all += ']';
    cosio::diagnostics dirty;
    dirty.message = dirty.detail = dirty.request_id = all;
    const cosio::operation_event where{all, 1, all, all, 1, 0ns};
    for (const std::string& line :
         {logged(cosio::attempt_event{where, all}),
          logged(cosio::handshake_event{where, all, false, 0ns}),
          logged(cosio::received_event{where, 200, all, 1, 0ns}),
          logged(cosio::retry_event{where, {}, dirty, 0ns}),
          logged(cosio::done_event{where, cosio::errc::html_body, dirty})}) {
        BOOST_TEST(std::none_of(line.begin(), line.end(), cosio::detail::is_control));
        BOOST_TEST(contains(line, '[' + std::string(33, ' ') + ']'));
    }
}

BOOST_AUTO_TEST_CASE(neither_flags_nor_locales_change_a_line)
{
    struct punctuation : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\3"; }
    };
    const std::locale odd(std::locale::classic(), new punctuation);
    const auto before = std::locale::global(odd);
    std::ostringstream out;
    out << std::hex << std::showbase << std::showpos << std::scientific << std::setfill('*')
        << std::setw(1000);
    const cosio::line_logger logger(out);
    logger(cosio::sent_event{about, 1234567, 1234567us});
    logger(cosio::connected_event{
        about, asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 65535), 0ns});
    std::locale::global(before);
    const auto lines = lines_of(out.str());
    BOOST_REQUIRE(lines.size() == 2u);
    BOOST_TEST(untimed(lines[0]) == head + "1234567 bytes sent in 1234.57 ms");
    BOOST_TEST(untimed(lines[1]) == head + "connected to 127.0.0.1:65535 in 0.00 ms");
}

BOOST_AUTO_TEST_CASE(a_stream_that_fails_or_throws_does_no_harm)
{
    for (const bool buffer_throws : {false, true})
        for (const auto mask : {std::ios::goodbit, std::ios::badbit | std::ios::failbit}) {
            bad_buffer buffer(buffer_throws);
            std::ostream out(&buffer);
            out.exceptions(mask);
            heard.forget();
            const cosio::observer_list both(cosio::line_logger(out), heard);
            observed_client<std::remove_const_t<decltype(both)>> c(
                wire, support::beijing, support::who, patient(2), {}, both);
            wire.answer(503, "").answer(200, support::success("u1"));
            BOOST_TEST(!initiate(io, c).code);
            BOOST_TEST(buffer.asked > 0);
            BOOST_TEST(out.bad());
            BOOST_TEST(heard.story() == "attempt received retry attempt received done");
        }
}

BOOST_AUTO_TEST_CASE(copies_share_a_lock)
{
    std::ostringstream out;
    const cosio::line_logger logger(out);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([copy = logger] {
            for (int k = 0; k < 200; ++k)
                copy(cosio::sent_event{about, 1, 1ms});
        });
    for (auto& each : threads)
        each.join();
    const auto lines = lines_of(out.str());
    BOOST_TEST(lines.size() == 800u);
    for (const auto& line : lines)
        BOOST_TEST(untimed(line) == head + "1 bytes sent in 1.00 ms");
}

BOOST_AUTO_TEST_SUITE_END()

// Numbers.

namespace {

std::string dump_of(const cosio::metrics& numbers)
{
    std::ostringstream out;
    numbers.write_prometheus(out);
    return out.str();
}

/// The value of one sample, -1 if it is not there exactly once.
long long sample(const std::string& dump, const std::string& name)
{
    const std::string text = '\n' + dump, wanted = '\n' + name + ' ';
    const auto at = text.find(wanted);
    if (at == text.npos || text.find(wanted, at + 1) != text.npos)
        return -1;
    return std::stoll(text.substr(at + wanted.size()));
}

long long outcomes(const std::string& dump, const std::string& which)
{
    return sample(dump, "cosio_operations_total{outcome=\"" + which + "\"}");
}

/// The end of an operation.
void end(const cosio::metrics& numbers, cosio::error_code code, std::chrono::nanoseconds elapsed)
{
    const cosio::diagnostics none;
    numbers(cosio::done_event{{"initiate", 1, "b", "k", 1, elapsed}, code, none});
}

/// Two operations: one repeated and then good over a resumed session, one refused.
void known_set(const cosio::metrics& numbers)
{
    const cosio::diagnostics none;
    numbers(cosio::attempt_event{about, "host"});
    numbers(cosio::pool_event{about, true, 0ns});
    numbers(cosio::sent_event{about, 1000, 0ns});
    numbers(cosio::retry_event{about, cosio::errc::io_timeout, none, 0ns});
    numbers(cosio::attempt_event{about, "host"});
    numbers(cosio::pool_event{about, false, 0ns});
    numbers(cosio::handshake_event{about, "TLSv1.3", true, 0ns});
    numbers(cosio::sent_event{about, 1000, 0ns});
    numbers(cosio::received_event{about, 200, "r1", 500, 0ns});
    end(numbers, {}, 1250ms);
    numbers(cosio::attempt_event{about, "host"});
    numbers(cosio::pool_event{about, false, 0ns});
    numbers(cosio::handshake_event{about, "TLSv1.3", false, 0ns});
    numbers(cosio::sent_event{about, 1000, 0ns});
    numbers(cosio::received_event{about, 403, "r2", 600, 0ns});
    end(numbers, cosio::service_errc::access_denied, 7ms);
}

const std::string known_dump = R"(# HELP cosio_operations_total Operations that ended.
# TYPE cosio_operations_total counter
cosio_operations_total{outcome="invalid_input"} 0
cosio_operations_total{outcome="throttled"} 0
cosio_operations_total{outcome="clock_skewed"} 0
cosio_operations_total{outcome="denied"} 1
cosio_operations_total{outcome="not_found"} 0
cosio_operations_total{outcome="refused"} 0
cosio_operations_total{outcome="not_understood"} 0
cosio_operations_total{outcome="timeout"} 0
cosio_operations_total{outcome="network"} 0
cosio_operations_total{outcome="ok"} 1
cosio_operations_total{outcome="cancelled"} 0
cosio_operations_total{outcome="other"} 0
# HELP cosio_operation_duration_seconds From begin to end, if it came as far as the network.
# TYPE cosio_operation_duration_seconds histogram
cosio_operation_duration_seconds_bucket{le="0.005"} 0
cosio_operation_duration_seconds_bucket{le="0.01"} 1
cosio_operation_duration_seconds_bucket{le="0.025"} 1
cosio_operation_duration_seconds_bucket{le="0.05"} 1
cosio_operation_duration_seconds_bucket{le="0.1"} 1
cosio_operation_duration_seconds_bucket{le="0.25"} 1
cosio_operation_duration_seconds_bucket{le="0.5"} 1
cosio_operation_duration_seconds_bucket{le="1"} 1
cosio_operation_duration_seconds_bucket{le="2.5"} 2
cosio_operation_duration_seconds_bucket{le="5"} 2
cosio_operation_duration_seconds_bucket{le="10"} 2
cosio_operation_duration_seconds_bucket{le="30"} 2
cosio_operation_duration_seconds_bucket{le="+Inf"} 2
cosio_operation_duration_seconds_sum 1.257
cosio_operation_duration_seconds_count 2
# HELP cosio_attempts_total Requests begun, repeated ones included.
# TYPE cosio_attempts_total counter
cosio_attempts_total 3
# HELP cosio_retries_total Attempts that failed and were repeated.
# TYPE cosio_retries_total counter
cosio_retries_total 1
# HELP cosio_connections_total Connections used, kept ones and new ones.
# TYPE cosio_connections_total counter
cosio_connections_total{pool="miss"} 2
cosio_connections_total{pool="hit"} 1
# HELP cosio_tls_handshakes_total TLS handshakes.
# TYPE cosio_tls_handshakes_total counter
cosio_tls_handshakes_total{session="new"} 1
cosio_tls_handshakes_total{session="resumed"} 1
# HELP cosio_answers_total HTTP answers.
# TYPE cosio_answers_total counter
cosio_answers_total{status="other"} 0
cosio_answers_total{status="1xx"} 0
cosio_answers_total{status="2xx"} 1
cosio_answers_total{status="3xx"} 0
cosio_answers_total{status="4xx"} 1
cosio_answers_total{status="5xx"} 0
# HELP cosio_sent_bytes_total Bytes of HTTP sent.
# TYPE cosio_sent_bytes_total counter
cosio_sent_bytes_total 3000
# HELP cosio_received_bytes_total Bytes of HTTP received.
# TYPE cosio_received_bytes_total counter
cosio_received_bytes_total 1100
)";

} // namespace

BOOST_FIXTURE_TEST_SUITE(metrics, fixture)

BOOST_AUTO_TEST_CASE(the_dump_is_the_text_that_prometheus_reads)
{
    cosio::metrics numbers;
    known_set(numbers);
    BOOST_TEST(dump_of(numbers) == known_dump);
    BOOST_TEST(dump_of(numbers) == known_dump); // reading resets nothing
}

BOOST_AUTO_TEST_CASE(neither_flags_nor_locales_change_the_dump)
{
    struct punctuation : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\1"; }
    };
    const std::locale odd(std::locale::classic(), new punctuation);
    const auto before = std::locale::global(odd);
    cosio::metrics numbers;
    known_set(numbers);
    std::ostringstream out;
    out.imbue(odd);
    out << std::hex << std::showbase << std::showpos << std::uppercase << std::scientific
        << std::setprecision(1) << std::left << std::setfill('*');
    numbers.write_prometheus(out);
    std::locale::global(before);
    BOOST_TEST(out.str() == known_dump);
}

BOOST_AUTO_TEST_CASE(nor_does_a_width)
{
    cosio::metrics numbers;
    known_set(numbers);
    std::ostringstream out;
    out << std::setfill('*') << std::setw(100'000);
    numbers.write_prometheus(out);
    BOOST_TEST(out.str() == known_dump);
}

BOOST_AUTO_TEST_CASE(outcomes_of_every_kind)
{
    const std::pair<const char*, cosio::error_code> kinds[] = {
        {"ok", {}},
        {"invalid_input", cosio::errc::invalid_key},
        {"invalid_input", cosio::errc::signing_failed},
        {"throttled", cosio::service_errc::slow_down},
        {"throttled", {503, cosio::http_category()}},
        {"clock_skewed", cosio::service_errc::request_time_too_skewed},
        {"clock_skewed", cosio::service_errc::request_expired},
        {"denied", cosio::service_errc::access_denied},
        {"denied", cosio::errc::no_credentials},
        {"not_found", cosio::service_errc::no_such_bucket},
        {"refused", cosio::service_errc::file_already_exists},
        {"refused", {418, cosio::http_category()}},
        {"refused", cosio::errc::error_under_success},
        {"not_understood", cosio::errc::html_body},
        {"not_understood", {502, cosio::foreign_category()}},
        {"timeout", cosio::errc::connect_timeout},
        {"timeout", cosio::errc::io_timeout},
        {"timeout", cosio::errc::operation_timeout},
        {"network", asio::error::connection_refused},
        {"network", asio::error::host_not_found},
        {"network", asio::error::eof},
        {"cancelled", asio::error::operation_aborted},
        {"other", boost::system::errc::make_error_code(boost::system::errc::not_enough_memory)},
    };
    cosio::metrics all;
    for (const auto& [kind, code] : kinds) {
        cosio::metrics one;
        end(one, code, 1ms);
        end(all, code, 1ms);
        const auto dump = dump_of(one);
        BOOST_TEST_INFO(kind << ": " << code.message());
        BOOST_TEST(outcomes(dump, kind) == 1);
        long long sum = 0;
        for (const auto& line : lines_of(dump))
            if (line.starts_with("cosio_operations_total{"))
                sum += std::stoll(line.substr(line.find(' ')));
        BOOST_TEST(sum == 1);
    }
    for (const auto& [kind, code] : kinds)
        BOOST_TEST(outcomes(dump_of(all), kind) ==
                   std::count_if(std::begin(kinds), std::end(kinds), [&](const auto& other) {
                       return std::string_view(other.first) == kind;
                   }));
}

BOOST_AUTO_TEST_CASE(answers_of_every_class)
{
    cosio::metrics numbers;
    for (const unsigned status : {0u, 99u, 100u, 199u, 200u, 302u, 404u, 503u, 599u, 600u, 999u})
        numbers(cosio::received_event{about, status, "", 1, 0ns});
    const auto dump = dump_of(numbers);
    const std::pair<const char*, int> wanted[] = {{"other", 4}, {"1xx", 2}, {"2xx", 1},
                                                  {"3xx", 1},   {"4xx", 1}, {"5xx", 2}};
    for (const auto& [kind, count] : wanted)
        BOOST_TEST(sample(dump, "cosio_answers_total{status=\"" + std::string(kind) + "\"}") ==
                   count);
    BOOST_TEST(sample(dump, "cosio_received_bytes_total") == 11);
}

BOOST_AUTO_TEST_CASE(durations_are_cumulative)
{
    cosio::metrics numbers;
    const std::chrono::nanoseconds times[] = {0ns, 5ms,       5ms + 1ns, 6ms,      100ms,
                                              30s, 30s + 1ns, 1h,        999999us, 2500ms};
    for (const auto time : times)
        end(numbers, {}, time);
    const auto dump = dump_of(numbers);
    const std::pair<const char*, std::chrono::nanoseconds> limits[] = {
        {"0.005", 5ms},  {"0.01", 10ms},  {"0.025", 25ms}, {"0.05", 50ms},
        {"0.1", 100ms},  {"0.25", 250ms}, {"0.5", 500ms},  {"1", 1s},
        {"2.5", 2500ms}, {"5", 5s},       {"10", 10s},     {"30", 30s}};
    const std::string name = "cosio_operation_duration_seconds";
    for (const auto& [text, limit] : limits) {
        const auto at_most = std::count_if(std::begin(times), std::end(times),
                                           [most = limit](auto time) { return time <= most; });
        BOOST_TEST_INFO(text);
        BOOST_TEST(sample(dump, name + "_bucket{le=\"" + text + "\"}") == at_most);
    }
    BOOST_TEST(sample(dump, name + "_bucket{le=\"+Inf\"}") == 10);
    BOOST_TEST(sample(dump, name + "_count") == 10);
    BOOST_TEST(contains(dump, '\n' + name + "_sum 3663.615999002\n"));
}

BOOST_AUTO_TEST_CASE(only_what_was_sent_is_timed)
{
    const cosio::metrics numbers;
    const cosio::diagnostics none;
    for (const bool exchanged : {true, false})
        numbers(cosio::done_event{{"initiate", 1, "b", "k", 1, 3ms}, {}, none, exchanged});
    BOOST_TEST(dump_of(numbers).find("{outcome=\"ok\"} 2\n") != std::string::npos);
    BOOST_TEST(dump_of(numbers).find("duration_seconds_count 1\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(copies_count_together_from_four_threads)
{
    cosio::metrics numbers;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([copy = numbers] {
            for (int k = 0; k < 1000; ++k)
                known_set(copy);
        });
    for (auto& each : threads)
        each.join();
    const auto dump = dump_of(numbers);
    BOOST_TEST(outcomes(dump, "ok") == 4000);
    BOOST_TEST(outcomes(dump, "denied") == 4000);
    BOOST_TEST(sample(dump, "cosio_attempts_total") == 12000);
    BOOST_TEST(sample(dump, "cosio_retries_total") == 4000);
    BOOST_TEST(sample(dump, "cosio_sent_bytes_total") == 12'000'000);
    BOOST_TEST(sample(dump, "cosio_received_bytes_total") == 4'400'000);
    BOOST_TEST(sample(dump, "cosio_operation_duration_seconds_count") == 8000);
    BOOST_TEST(sample(dump, "cosio_operation_duration_seconds_sum") == 5028); // and no fraction
    BOOST_TEST(contains(dump, "_sum 5028\n"));
}

BOOST_AUTO_TEST_CASE(a_client_is_counted_on_four_threads)
{
    constexpr int count = 200;
    cosio::metrics numbers;
    std::mutex mutex;
    std::set<std::uint64_t> known;
    const auto remember = [&](const cosio::done_event& e) noexcept {
        const std::lock_guard lock(mutex);
        known.insert(e.number);
    };
    const cosio::observer_list both(numbers, remember);
    observed_client<std::remove_const_t<decltype(both)>, cosio::q_signing, told_transport<>> c(
        told_transport<>{wire}, support::beijing, support::who, patient(1), {}, both);
    for (int i = 0; i < count; ++i)
        wire.answer(200, support::success("u1"));
    std::atomic<int> ended = 0;
    for (int i = 0; i < count; ++i)
        c.initiate(plain_request(), [&](cosio::error_code, cosio::initiate_result) { ++ended; });
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([this] { io.run(); });
    for (auto& each : threads)
        each.join();
    BOOST_TEST(ended == count);
    const auto dump = dump_of(numbers);
    BOOST_TEST(outcomes(dump, "ok") == count);
    BOOST_TEST(sample(dump, "cosio_attempts_total") == count);
    BOOST_TEST(sample(dump, "cosio_connections_total{pool=\"miss\"}") == count);
    BOOST_TEST(sample(dump, "cosio_tls_handshakes_total{session=\"resumed\"}") == count);
    BOOST_TEST(sample(dump, "cosio_answers_total{status=\"2xx\"}") == count);
    BOOST_TEST(sample(dump, "cosio_sent_bytes_total") == 300 * count);
    BOOST_TEST(sample(dump, "cosio_received_bytes_total") == 200 * count);
    BOOST_TEST(known.size() == std::size_t(count)); // each has a number of its own
    BOOST_TEST(*known.begin() == 1u);
    BOOST_TEST(*known.rbegin() == std::uint64_t(count));
}

BOOST_AUTO_TEST_SUITE_END()
