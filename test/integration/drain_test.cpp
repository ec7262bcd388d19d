// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What is left when a client goes, or its event loop: nothing. The server has an event loop of its
// own, so that the clients' loop has only theirs to do.

#include <cosio/client.hpp>
#include <cosio/testing/local_cos.hpp>
#include <cosio/transport/tcp_transport.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <support/local.hpp>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using namespace std::chrono_literals;

namespace {

/// Longer than any machine takes; whatever waits for so long has failed.
constexpr auto patience = 60s;

using tcp_client = cosio::basic_client<cosio::q_signing, cosio::tcp_transport<>>;

/// How many files this process has open; each connection to the server here counts twice.
std::ptrdiff_t open_files()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

/// Operations that were begun together, and how they ended.
struct crowd {
    explicit crowd(std::size_t size) : calls(size) {}

    template <class Client>
    void begin(Client& client)
    {
        for (std::size_t i = 0; i < calls.size(); ++i)
            client.initiate(
                {support::bucket, "key" + std::to_string(i)},
                [this, i, alive = alive](cosio::error_code code, cosio::initiate_result result) {
                    ++calls[i];
                    ++ended;
                    good += !code && result.key == "key" + std::to_string(i);
                });
    }

    bool all_once() const
    {
        for (const int each : calls)
            if (each != 1)
                return false;
        return true;
    }

    /// Handlers that exist.
    long handlers() const { return alive.use_count() - 1; }

    std::vector<int> calls;
    std::size_t ended = 0, good = 0;
    std::shared_ptr<int> alive = std::make_shared<int>();
};

struct fixture {
    fixture()
    {
        server = std::thread([this] { servers_io.run(); });
        reset_loop();
        before = open_files();
    }

    ~fixture()
    {
        cos.stop();
        server.join();
    }

    void reset_loop()
    {
        io.emplace();
        tcp::socket(*io).open(tcp::v4()); // what Asio opens once for all
    }

    /// @param open  Connections at most; 0 for any number.
    std::unique_ptr<tcp_client> over_tcp(std::size_t open = 0)
    {
        cosio::connection_limits limits;
        limits.open_per_host = open;
        return std::make_unique<tcp_client>(
            cosio::tcp_transport<>(*io, limits), where(cos.http_url()),
            cosio::credentials(support::secret_id, support::secret_key), patient());
    }

    std::unique_ptr<cosio::client> over_tls(std::size_t open = 0)
    {
        cosio::connection_limits limits;
        limits.open_per_host = open;
        return std::make_unique<cosio::client>(
            cosio::tls_transport<>(*io, cosio::ca_pem(cos.ca_pem()), limits),
            where(cos.https_url()), cosio::credentials(support::secret_id, support::secret_key),
            patient());
    }

    static cosio::endpoint where(const std::string& url)
    {
        return cosio::endpoint::url(url).stands_for(cosio::endpoint::region("ap-beijing"));
    }

    static cosio::config patient()
    {
        cosio::config settings;
        settings.retry.attempts = 1;
        settings.connect_timeout = settings.io_timeout = settings.operation_timeout = patience;
        return settings;
    }

    /// Whether the loop runs out of work by itself.
    bool runs_out()
    {
        io->restart();
        io->run_for(patience);
        return io->stopped();
    }

    void run_until_ended(const crowd& all, std::size_t count)
    {
        const auto late = std::chrono::steady_clock::now() + patience;
        while (all.ended < count && io->run_one_until(late) != 0) {
        }
        BOOST_REQUIRE(all.ended >= count);
    }

    /// Whether no connection is left, on either side; the server hears of it a little later.
    bool nothing_is_open()
    {
        const auto late = std::chrono::steady_clock::now() + patience;
        while (open_files() > before && std::chrono::steady_clock::now() < late) {
            clock.expires_after(2ms);
            clock.wait();
        }
        return open_files() == before;
    }

    asio::io_context servers_io;
    cosio::testing::local_cos cos{servers_io.get_executor(), support::strict_cos()};
    std::thread server;
    asio::io_context clocks_io;
    asio::steady_timer clock{clocks_io};
    std::optional<asio::io_context> io;
    std::ptrdiff_t before = 0;
};

constexpr std::size_t hundred = 100;

} // namespace

BOOST_FIXTURE_TEST_SUITE(drain, fixture)

BOOST_AUTO_TEST_CASE(operations_end_without_their_client)
{
    crowd all(hundred);
    auto client = over_tcp();
    all.begin(*client);
    run_until_ended(all, 1); // the others are under way
    client.reset();
    BOOST_TEST(runs_out());
    BOOST_TEST(all.all_once());
    BOOST_TEST(all.good == hundred);
    BOOST_TEST(all.handlers() == 0);
    BOOST_TEST(cos.uploads().size() == hundred);
    BOOST_TEST(nothing_is_open());
}

BOOST_AUTO_TEST_CASE(operations_over_tls_end_without_their_client)
{
    crowd all(hundred);
    auto client = over_tls(20);
    all.begin(*client);
    run_until_ended(all, 1);
    client.reset();
    BOOST_TEST(runs_out());
    BOOST_TEST(all.all_once());
    BOOST_TEST(all.good == hundred);
    BOOST_TEST(all.handlers() == 0);
    BOOST_TEST(cos.counters().connections <= 20u);
    BOOST_TEST(nothing_is_open());
}

BOOST_AUTO_TEST_CASE(operations_end_whose_client_went_before_they_began)
{
    crowd all(hundred);
    auto client = over_tcp();
    all.begin(*client);
    client.reset();
    BOOST_TEST(runs_out());
    BOOST_TEST(all.all_once());
    BOOST_TEST(all.good == hundred);
    BOOST_TEST(nothing_is_open());
}

BOOST_AUTO_TEST_CASE(idle_connections_keep_no_loop_running)
{
    for (int i = 0; i < 2; ++i) { // over TCP, over TLS
        const auto connections = cos.counters().connections;
        auto tcp_way = over_tcp();
        auto tls_way = over_tls();
        for (int k = 0; k < 3; ++k) {
            crowd one(1);
            i == 0 ? one.begin(*tcp_way) : one.begin(*tls_way);
            BOOST_TEST(runs_out());
            BOOST_TEST(one.good == 1u);
            BOOST_TEST(cos.counters().connections == connections + 1); // which was kept
        }
        BOOST_TEST(open_files() > before);
        tcp_way.reset();
        tls_way.reset();
        BOOST_TEST(runs_out());
        BOOST_TEST(nothing_is_open());
    }
}

BOOST_AUTO_TEST_CASE(those_in_the_queue_end_without_their_client)
{
    for (const std::size_t done_before : {0u, 1u, 50u}) {
        const auto connections = cos.counters().connections;
        crowd all(hundred);
        auto client = over_tcp(1);
        all.begin(*client);
        io->restart();
        run_until_ended(all, done_before);
        client.reset();
        BOOST_TEST(runs_out());
        BOOST_TEST(all.all_once());
        BOOST_TEST(all.good == hundred);
        BOOST_TEST(all.handlers() == 0);
        BOOST_TEST(cos.counters().connections == connections + 1);
        BOOST_TEST(nothing_is_open());
    }
}

BOOST_AUTO_TEST_CASE(a_loop_that_is_stopped_and_destroyed_leaves_nothing)
{
    for (const std::size_t open : {0u, 10u, 1u})
        for (const std::size_t done_before : {0u, 5u, 60u}) {
            BOOST_TEST_CONTEXT(open << " connections, " << done_before << " ended")
            {
                crowd all(hundred);
                auto client = over_tcp(open);
                all.begin(*client);
                io->restart();
                if (done_before == 0)
                    for (int i = 0; i < 200 && all.ended == 0; ++i) // begun, and hardly more
                        io->run_one();
                else
                    run_until_ended(all, done_before);
                io->stop();
                const auto ended = all.ended;
                client.reset();
                io.reset();
                BOOST_TEST(all.handlers() == 0); // destroyed
                BOOST_TEST(all.ended == ended);  // uncalled
                reset_loop();
                BOOST_TEST(nothing_is_open());
            }
        }
}

BOOST_AUTO_TEST_CASE(so_does_one_over_tls)
{
    for (const std::size_t open : {0u, 1u}) {
        crowd all(hundred);
        auto client = over_tls(open);
        all.begin(*client);
        io->restart();
        run_until_ended(all, 5);
        io->stop();
        const auto ended = all.ended;
        client.reset();
        io.reset();
        BOOST_TEST(all.handlers() == 0);
        BOOST_TEST(all.ended == ended);
        reset_loop();
        BOOST_TEST(nothing_is_open());
    }
}

BOOST_AUTO_TEST_SUITE_END()
