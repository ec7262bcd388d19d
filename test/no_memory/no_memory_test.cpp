// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What an operation does when there is no memory, or an executor does not take or run what it is
// given. Has an allocator of its own, so nothing else is in this program.

#include <cosio/client.hpp>
#include <cosio/transport/tcp_transport.hpp>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <list>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <support/local.hpp>
#include <thread>
#include <type_traits>
#include <utility>

namespace {

/// How many allocations of this thread are to succeed before one fails.
thread_local std::optional<unsigned> good_ones;

bool fails()
{
    if (!good_ones)
        return false;
    if (*good_ones > 0) {
        --*good_ones;
        return false;
    }
    good_ones.reset();
    return true;
}

} // namespace

[[gnu::noinline]] void* operator new(std::size_t size)
{
    void* const memory = fails() ? nullptr : std::malloc(size == 0 ? 1 : size);
    return memory ? memory : throw std::bad_alloc();
}

[[gnu::noinline]] void operator delete(void* memory) noexcept
{
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

/// Asio's way to memory.
extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size)
{
    void* memory = nullptr;
    const bool failed =
        fails() || posix_memalign(&memory, std::max(alignment, sizeof memory), size);
    return failed ? nullptr : memory;
}

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

cosio::config hurried()
{
    auto settings = support::quick();
    settings.connect_timeout = 100ms;
    settings.io_timeout = 100ms;
    settings.operation_timeout = 300ms;
    return settings;
}

/// Those that COS knows.
cosio::credentials who()
{
    return {support::secret_id, support::secret_key};
}

/// A COS on a thread of its own, whose allocations do not fail.
class server {
public:
    server()
    {
        loop_.start();
        thread_ = std::thread([this] { loop_.context().run(); });
    }

    ~server()
    {
        loop_.context().stop();
        thread_.join();
    }

    cosio::endpoint endpoint() const { return loop_.to_http().to; }

private:
    support::loop loop_;
    std::thread thread_;
};

/// What became of one initiate.
struct story {
    unsigned calls = 0;
    bool starting = false;
    bool inside = false;  ///< called in the call that starts it
    bool refused = false; ///< by that call
    cosio::error_code code;
};

/// Runs until there is nothing to do, whatever is thrown.
void run(asio::io_context& io)
{
    for (io.restart();;)
        try {
            io.run();
            return;
        } catch (const std::bad_alloc&) {
        }
}

/// Whatever an initiate can need memory for, and what the answer repeats of it.
cosio::initiate_request rich_request()
{
    cosio::object_attributes attributes;
    attributes.content_type("video/mp4").encryption(cosio::sse_cos());
    for (const char* name : {"first", "second", "third", "fourth", "fifth", "sixth"})
        attributes.meta(name, std::string(200, 'm'));
    cosio::initiate_request request(support::bucket, "a-key-that-needs-memory-of-its-own");
    request.attributes(attributes);
    return request;
}

template <class Client>
void initiate(asio::io_context& io, Client& client, std::optional<unsigned> good, story& told)
{
    asio::post(io, [&] {
        auto request = rich_request();
        told.starting = true;
        good_ones = good;
        try {
            client.initiate(std::move(request),
                            [&](cosio::error_code code, cosio::initiate_result) {
                                ++told.calls;
                                told.inside = told.starting;
                                told.code = code;
                            });
        } catch (const std::bad_alloc&) {
            told.refused = true;
        }
        told.starting = false;
    });
    run(io);
}

} // namespace

BOOST_AUTO_TEST_SUITE(no_memory)

/// Each allocation fails once: the handler is called once and later, or the call that starts the
/// operation throws; the client serves the next one; nothing hangs.
BOOST_AUTO_TEST_CASE(whatever_allocation_fails_the_operation_ends)
{
    const server cos;
    // A kept connection has most of the memory already.
    for (const auto& [kept, least] : {std::pair(false, 40u), std::pair(true, 7u)}) {
        unsigned failures = 0;
        for (bool failed = true; failed; ++failures)
            BOOST_TEST_CONTEXT("allocation " << failures << (kept ? ", kept" : ", new"))
            {
                asio::io_context io;
                cosio::basic_client<cosio::q_signing, cosio::tcp_transport<>> client(
                    io, cos.endpoint(), who(), hurried());
                story first, told, last;
                if (kept)
                    initiate(io, client, std::nullopt, first);
                initiate(io, client, failures, told);
                failed = !std::exchange(good_ones, std::nullopt);
                BOOST_TEST(told.calls == (told.refused ? 0u : 1u));
                BOOST_TEST(!told.inside);
                initiate(io, client, std::nullopt, last);
                BOOST_TEST(last.calls == 1u);
                BOOST_TEST(!last.code);
            }
        BOOST_TEST(failures > least);
    }
}

/// An executor whose queue is full once.
struct queue {
    asio::io_context io;
    bool full = false;
    unsigned refusals = 0;
};

template <class Blocking = asio::execution::blocking_t::possibly_t>
class bounded {
    using blocking_t = asio::execution::blocking_t;

public:
    explicit bounded(queue& to) : to_(&to) {}

    asio::execution_context& query(asio::execution::context_t) const noexcept { return to_->io; }
    static constexpr blocking_t query(blocking_t) noexcept { return Blocking(); }

    bounded<blocking_t::never_t> require(blocking_t::never_t) const noexcept
    {
        return bounded<blocking_t::never_t>(*to_);
    }
    bounded<> require(blocking_t::possibly_t) const noexcept { return bounded<>(*to_); }

    template <class Function>
    void execute(Function&& function) const
    {
        const bool queues = std::is_same_v<Blocking, blocking_t::never_t>;
        if (queues && std::exchange(to_->full, false)) {
            ++to_->refusals;
            throw std::runtime_error("the queue is full");
        }
        asio::require(to_->io.get_executor(), Blocking()).execute(std::forward<Function>(function));
    }

    friend bool operator==(const bounded& a, const bounded& b) noexcept { return a.to_ == b.to_; }
    friend bool operator!=(const bounded& a, const bounded& b) noexcept { return a.to_ != b.to_; }

private:
    queue* to_;
};

/// Lets nobody in: what its backlog holds is there already.
class deaf_server {
public:
    deaf_server()
    {
        acceptor_.bind({asio::ip::address_v4::loopback(), 0});
        acceptor_.listen(0);
        for (int i = 0; i < 4; ++i)
            before_.emplace_back(io_).async_connect(acceptor_.local_endpoint(), [](auto) {});
        io_.run_for(20ms);
    }

    cosio::endpoint endpoint() const
    {
        const auto port = acceptor_.local_endpoint().port();
        return cosio::endpoint::url("http://127.0.0.1:" + std::to_string(port));
    }

private:
    asio::io_context io_;
    asio::ip::tcp::acceptor acceptor_{io_, asio::ip::tcp::v4()};
    std::list<asio::ip::tcp::socket> before_;
};

/// A deadline that cannot be told at its time is told later.
BOOST_AUTO_TEST_CASE(a_deadline_survives_an_executor_that_refuses_it)
{
    const deaf_server server;
    queue to;
    cosio::basic_client<cosio::q_signing, cosio::tcp_transport<bounded<>>> client(
        bounded<>(to), server.endpoint(), who(), hurried());
    asio::steady_timer shortly_before(to.io, 50ms);
    shortly_before.async_wait([&](auto) { to.full = true; });
    story told;
    client.initiate({support::bucket, "k"}, [&](cosio::error_code code, cosio::initiate_result) {
        ++told.calls;
        told.code = code;
    });
    to.io.run();
    BOOST_TEST(to.refusals == 1u);
    BOOST_TEST(told.calls == 1u);
    BOOST_TEST((told.code == cosio::errc::connect_timeout));
}

/// One that was told to an executor which does not run keeps no event loop busy meanwhile.
BOOST_AUTO_TEST_CASE(a_deadline_waits_for_the_executor_of_the_handler)
{
    const deaf_server server;
    const cosio::exchange_request request(server.endpoint().address_of(support::bucket),
                                          cosio::http_request("POST", "/k"), hurried());
    asio::io_context home, io;
    cosio::tcp_transport<> transport(io);
    std::optional<cosio::error_code> told;
    transport.async_exchange(
        request, asio::bind_executor(
                     home, [&](cosio::error_code code, cosio::exchange_result) { told = code; }));
    home.poll();       // it begins there
    io.run_for(200ms); // and connects here, until the time has passed
    BOOST_TEST(io.run_for(400ms) <= 2u);
    BOOST_TEST(!told);
    home.poll();
    BOOST_TEST((told == make_error_code(cosio::errc::connect_timeout)));
    io.run();
    home.restart();
    home.run(); // what was stopped here comes to its end there
}

BOOST_AUTO_TEST_SUITE_END()
