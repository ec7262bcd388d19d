// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// How a host's name is looked up, and how its addresses are tried. This program has a getaddrinfo
// of its own, which the real transports call in place of the system's.

#include <cosio/client.hpp>
#include <cosio/detail/address_order.hpp>
#include <cosio/transport/tcp_transport.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <netdb.h>
#include <optional>
#include <ostream>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

namespace {

using clock_type = std::chrono::steady_clock;

/// Longer than any machine takes; whatever waits for so long has failed.
constexpr auto patience = 60s;

/// What getaddrinfo knows, and how often it was asked. Safe from any thread.
class name_service {
public:
    /// Forgets all.
    void clear()
    {
        const std::lock_guard lock(mutex_);
        hosts_.clear();
        asked_.clear();
        held_ = false;
        changed_.notify_all();
    }

    void tell(const std::string& host, std::vector<std::string> addresses)
    {
        const std::lock_guard lock(mutex_);
        hosts_[host] = {std::move(addresses), 0};
    }

    void fail(const std::string& host, int error)
    {
        const std::lock_guard lock(mutex_);
        hosts_[host] = {{}, error};
    }

    /// Nobody gets an answer until `release`.
    void hold()
    {
        const std::lock_guard lock(mutex_);
        held_ = true;
    }

    void release()
    {
        const std::lock_guard lock(mutex_);
        held_ = false;
        changed_.notify_all();
    }

    int asked(const std::string& host) const
    {
        const std::lock_guard lock(mutex_);
        const auto found = asked_.find(host);
        return found == asked_.end() ? 0 : found->second;
    }

    /// Of whatever name.
    int asked() const
    {
        const std::lock_guard lock(mutex_);
        int sum = 0;
        for (const auto& [host, times] : asked_)
            sum += times;
        return sum;
    }

    /// Waits until somebody has asked; false if nobody does.
    bool wait_for_question(const std::string& host)
    {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, patience, [&] { return asked_[host] > 0; });
    }

    /// Lists that were not given back to freeaddrinfo.
    int lists() const { return lists_; }

    int look_up(const std::string& host, std::uint16_t port, addrinfo** found)
    {
        entry known{{}, EAI_NONAME};
        {
            std::unique_lock lock(mutex_);
            ++asked_[host];
            changed_.notify_all();
            changed_.wait(lock, [this] { return !held_; });
            if (const auto at = hosts_.find(host); at != hosts_.end())
                known = at->second;
        }
        if (known.error != 0)
            return known.error;
        *found = nullptr;
        for (auto each = known.addresses.rbegin(); each != known.addresses.rend(); ++each)
            *found = make_node({asio::ip::make_address(*each), port}, *found);
        if (*found)
            ++lists_;
        return 0;
    }

    void give_back(addrinfo* list)
    {
        if (list)
            --lists_;
        while (list) {
            const std::unique_ptr<node> gone(reinterpret_cast<node*>(list));
            list = gone->info.ai_next;
        }
    }

private:
    struct entry {
        std::vector<std::string> addresses;
        int error = 0;
    };

    struct node {
        addrinfo info{}; // first, so that one is found from the other
        sockaddr_storage address{};
    };

    static addrinfo* make_node(const tcp::endpoint& to, addrinfo* next)
    {
        auto* const made = new node;
        std::memcpy(&made->address, to.data(), to.size());
        made->info.ai_family = to.protocol().family();
        made->info.ai_socktype = SOCK_STREAM;
        made->info.ai_protocol = IPPROTO_TCP;
        made->info.ai_addrlen = static_cast<socklen_t>(to.size());
        made->info.ai_addr = reinterpret_cast<sockaddr*>(&made->address);
        made->info.ai_next = next;
        return &made->info;
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, entry> hosts_;
    std::map<std::string, int> asked_;
    bool held_ = false;
    std::atomic<int> lists_ = 0;
};

name_service& names()
{
    static name_service only;
    return only;
}

} // namespace

extern "C" int getaddrinfo(const char* host, const char* service, const addrinfo*, addrinfo** found)
{
    const auto port = static_cast<std::uint16_t>(std::stoi(service ? service : "0"));
    return names().look_up(host ? host : "", port, found);
}

extern "C" void freeaddrinfo(addrinfo* list) noexcept
{
    names().give_back(list);
}

namespace {

tcp::endpoint at(const std::string& address, std::uint16_t port = 0)
{
    return {asio::ip::make_address(address), port};
}

/// A server with a thread of its own, that grants every upload.
class service {
public:
    explicit service(const tcp::endpoint& where) : acceptor_(io_, where)
    {
        asio::co_spawn(io_, accept_all(), asio::detached);
        thread_ = std::thread([this] { io_.run(); });
    }

    ~service()
    {
        io_.stop();
        thread_.join();
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    int connections() const { return connections_; }

private:
    static std::string answer()
    {
        const std::string body = "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key>"
                                 "<UploadId>u1</UploadId></InitiateMultipartUploadResult>";
        return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
               body;
    }

    asio::awaitable<void> accept_all()
    {
        for (;;) {
            tcp::socket next = co_await acceptor_.async_accept(asio::deferred);
            ++connections_;
            asio::co_spawn(io_, serve(std::move(next)), asio::detached);
        }
    }

    static asio::awaitable<void> serve(tcp::socket socket)
    {
        const std::string said = answer();
        try {
            for (std::string heard;;) {
                const auto size = co_await asio::async_read_until(
                    socket, asio::dynamic_buffer(heard), "\r\n\r\n", asio::deferred);
                heard.erase(0, size);
                co_await asio::async_write(socket, asio::buffer(said), asio::deferred);
            }
        } catch (const boost::system::system_error&) { // the client has gone
        }
    }

    asio::io_context io_;
    tcp::acceptor acceptor_;
    std::atomic<int> connections_ = 0;
    std::thread thread_;
};

/// A port that is taken and where nobody listens: whoever comes is refused.
class closed_door {
public:
    explicit closed_door(const tcp::endpoint& where) : socket_(io_, where) {}

    std::uint16_t port() const { return socket_.local_endpoint().port(); }

private:
    asio::io_context io_;
    tcp::socket socket_;
};

struct neighbours {
    std::unique_ptr<service> open;
    std::unique_ptr<closed_door> closed;
};

/// A service and a closed door with the same port. Somebody else may have it at the other address,
/// a test beside this one for instance; then another is taken.
neighbours make_neighbours(const std::string& open, const std::string& closed)
{
    for (;;) {
        auto first = std::make_unique<service>(at(open));
        try {
            auto second = std::make_unique<closed_door>(at(closed, first->port()));
            return {std::move(first), std::move(second)};
        } catch (const boost::system::system_error& failure) {
            if (failure.code() != asio::error::address_in_use)
                throw;
        }
    }
}

/// A listener whose backlog is full: whoever comes waits for an answer.
class full_door {
public:
    explicit full_door(const tcp::endpoint& where) : acceptor_(io_)
    {
        acceptor_.open(where.protocol());
        acceptor_.bind(where);
        acceptor_.listen(0);
        const tcp::endpoint here = acceptor_.local_endpoint();
        do { // one or two fit in
            auto& next = crowd_.emplace_back(io_, here.protocol());
            next.non_blocking(true);
            ::connect(next.native_handle(), here.data(), static_cast<socklen_t>(here.size()));
        } while (crowd_.size() < 16 && gets_in(crowd_.back()));
        BOOST_REQUIRE_MESSAGE(crowd_.size() < 16, "a backlog that does not fill");
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

private:
    static bool gets_in(tcp::socket& who)
    {
        pollfd ready{who.native_handle(), POLLOUT, 0};
        return ::poll(&ready, 1, 100) != 0;
    }

    asio::io_context io_;
    tcp::acceptor acceptor_;
    std::vector<tcp::socket> crowd_;
};

/// How many files this process has open.
std::ptrdiff_t open_files()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

bool has_ipv6()
{
    asio::io_context io;
    tcp::acceptor acceptor(io);
    boost::system::error_code code;
    acceptor.open(tcp::v6(), code);
    if (!code)
        acceptor.bind(at("::1"), code);
    if (code)
        BOOST_TEST_MESSAGE("skipped: this machine has no ::1 (" << code.message() << ')');
    return !code;
}

using tcp_client = cosio::basic_client<cosio::q_signing, cosio::tcp_transport<>>;

/// Nothing is tried twice, and only a test that fails waits in vain.
cosio::config once()
{
    cosio::config settings;
    settings.retry.attempts = 1;
    settings.connect_timeout = patience;
    settings.io_timeout = patience;
    settings.operation_timeout = 2 * patience;
    return settings;
}

cosio::config connects_within(std::chrono::milliseconds length)
{
    cosio::config settings = once();
    settings.connect_timeout = length;
    return settings;
}

cosio::initiate_request plain_request()
{
    return {"examplebucket-1250000000", "exampleobject"};
}

cosio::credentials who()
{
    return {"AKIDtest", "secret-key-of-the-tests"};
}

/// What the handler of one operation was told, and how often.
struct outcome {
    int calls = 0;
    cosio::error_code code;
    cosio::initiate_result result;

    auto handler()
    {
        return [this](cosio::error_code said, cosio::initiate_result what) {
            ++calls;
            code = said;
            result = std::move(what);
        };
    }

    bool good() const { return calls == 1 && !code && result.upload_id == "u1"; }

    bool failed(cosio::error_code expected, cosio::stage where) const
    {
        return calls == 1 && code == expected && result.diagnostics.stage == where;
    }
};

std::ostream& operator<<(std::ostream& out, const outcome& what)
{
    return out << what.calls << " calls, " << what.code.message() << ", "
               << what.result.diagnostics;
}

struct fixture {
    fixture()
    {
        names().clear();
        tcp::socket(io).open(tcp::v4()); // what Asio opens once for all
        transport.emplace(io, cosio::keep_alive::no);
    }

    ~fixture()
    {
        names().clear();
        transport.reset();
        BOOST_TEST(names().lists() == 0);
    }

    tcp_client client(const std::string& host, std::uint16_t port,
                      const cosio::config& settings = once()) const
    {
        return {*transport, cosio::endpoint::url("http://" + host + ':' + std::to_string(port)),
                who(), settings};
    }

    /// Initiates once, and runs until that has ended.
    outcome initiate(const std::string& host, std::uint16_t port,
                     const cosio::config& settings = once())
    {
        outcome result;
        client(host, port, settings).initiate(plain_request(), result.handler());
        run_until([&] { return result.calls > 0; });
        return result;
    }

    template <class Done>
    void run_until(Done done)
    {
        io.restart();
        const auto late = clock_type::now() + patience;
        while (!done() && clock_type::now() < late && io.run_one_until(late) != 0) {
        }
        BOOST_REQUIRE(done());
    }

    /// Runs until there is nothing left to do.
    void run_out()
    {
        io.restart();
        io.run_for(patience);
        BOOST_TEST(io.stopped());
    }

    asio::io_context io;
    std::optional<cosio::tcp_transport<>> transport; // a new one looks all names up anew
};

template <class Function>
void on_four_threads(Function function)
{
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(function);
    for (auto& each : threads)
        each.join();
}

/// `count` operations at once, all of which have asked for the name before there is an answer.
int burst(fixture& on, const tcp_client& through, int count)
{
    std::atomic<int> good = 0;
    tcp_client client = through;
    for (int i = 0; i < count; ++i)
        client.initiate(plain_request(),
                        [&](cosio::error_code code, cosio::initiate_result) { good += !code; });
    names().hold();
    on.io.restart();
    on_four_threads([&] { on.io.poll(); });
    names().release();
    on_four_threads([&] { on.io.run_for(patience); });
    return good;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(looking_up, fixture)

BOOST_AUTO_TEST_CASE(a_burst_asks_once_and_so_does_the_next_one_a_moment_later)
{
    const service cos(at("127.0.0.1"));
    names().tell("one.test", {"127.0.0.1"});
    const auto through = client("one.test", cos.port());
    BOOST_TEST(burst(*this, through, 200) == 200);
    BOOST_TEST(names().asked("one.test") == 1);
    BOOST_TEST(cos.connections() == 200);
    asio::steady_timer(io, 1100ms).wait(); // it is remembered for a second
    BOOST_TEST(burst(*this, through, 200) == 200);
    BOOST_TEST(names().asked("one.test") == 2);
    BOOST_TEST(cos.connections() == 400);
}

BOOST_AUTO_TEST_CASE(an_answer_is_remembered_for_a_moment_and_not_longer)
{
    const service cos(at("127.0.0.1"));
    names().tell("one.test", {"127.0.0.1"});
    BOOST_TEST(initiate("one.test", cos.port()).good());
    const auto answered = clock_type::now();
    int asked = 1;
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST(initiate("one.test", cos.port()).good());
        if (clock_type::now() - answered < 900ms) // on a machine that is not too slow for this
            BOOST_TEST(names().asked("one.test") == 1);
        asked = names().asked("one.test");
    }
    names().tell("one.test", {"127.0.0.9"}); // where nobody is
    const closed_door old(at("127.0.0.9", cos.port()));
    asio::steady_timer(io, 1100ms).wait();
    BOOST_TEST((initiate("one.test", cos.port()).code == asio::error::connection_refused));
    BOOST_TEST(names().asked("one.test") == asked + 1);
}

BOOST_AUTO_TEST_CASE(each_name_is_looked_up_on_its_own)
{
    const service cos(at("127.0.0.1"));
    const service other(at("127.0.0.2", cos.port()));
    names().tell("one.test", {"127.0.0.1"});
    names().tell("two.test", {"127.0.0.2"});
    BOOST_TEST(initiate("one.test", cos.port()).good());
    BOOST_TEST(initiate("two.test", cos.port()).good());
    BOOST_TEST(cos.connections() == 1);
    BOOST_TEST(other.connections() == 1);
    BOOST_TEST(names().asked("one.test") == 1);
    BOOST_TEST(names().asked("two.test") == 1);
}

BOOST_AUTO_TEST_CASE(all_who_wait_are_told_of_a_failure_which_is_not_remembered)
{
    const service cos(at("127.0.0.1"));
    const std::pair<int, cosio::error_code> failures[] = {
        {EAI_NONAME, asio::error::host_not_found},
        {EAI_AGAIN, asio::error::host_not_found_try_again},
    };
    const auto through = client("one.test", cos.port());
    int asked = 0;
    for (const auto& [error, code] : failures) {
        names().fail("one.test", error);
        names().hold();
        std::vector<outcome> all(20);
        for (auto& each : all)
            tcp_client(through).initiate(plain_request(), each.handler());
        io.restart();
        io.poll();
        names().release();
        run_out();
        for (const auto& each : all)
            BOOST_TEST(each.failed(code, cosio::stage::resolve), each);
        BOOST_TEST(names().asked("one.test") == ++asked);
    }
    names().tell("one.test", {"127.0.0.1"});
    BOOST_TEST(initiate("one.test", cos.port()).good());
    BOOST_TEST(names().asked("one.test") == ++asked);
}

BOOST_AUTO_TEST_CASE(those_who_gave_up_do_not_stop_the_others)
{
    const service cos(at("127.0.0.1"));
    names().tell("one.test", {"127.0.0.1"});
    names().hold();
    asio::cancellation_signal signal;
    outcome first, cancelled, late, patient, last;
    const auto port = cos.port();
    client("one.test", port, connects_within(50ms)).initiate(plain_request(), first.handler());
    client("one.test", port)
        .initiate(plain_request(),
                  asio::bind_cancellation_slot(signal.slot(), cancelled.handler()));
    client("one.test", port).initiate(plain_request(), patient.handler());
    client("one.test", port, connects_within(60ms)).initiate(plain_request(), late.handler());
    client("one.test", port).initiate(plain_request(), last.handler());
    io.poll();
    BOOST_TEST(names().wait_for_question("one.test"));
    signal.emit(asio::cancellation_type::terminal);
    run_until([&] { return first.calls + cancelled.calls + late.calls == 3; });
    BOOST_TEST(first.failed(cosio::errc::connect_timeout, cosio::stage::resolve), first);
    BOOST_TEST(late.failed(cosio::errc::connect_timeout, cosio::stage::resolve), late);
    BOOST_TEST(cancelled.failed(asio::error::operation_aborted, cosio::stage::resolve), cancelled);
    BOOST_TEST(patient.calls + last.calls == 0);
    names().release();
    run_out();
    BOOST_TEST(patient.good(), patient);
    BOOST_TEST(last.good(), last);
    BOOST_TEST(first.calls + cancelled.calls + late.calls == 3);
    BOOST_TEST(names().asked("one.test") == 1);
    BOOST_TEST(cos.connections() == 2);
}

BOOST_AUTO_TEST_CASE(when_all_gave_up_the_answer_is_for_who_comes_later)
{
    const service cos(at("127.0.0.1"));
    names().tell("one.test", {"127.0.0.1"});
    names().hold();
    std::vector<asio::cancellation_signal> signals(3);
    std::vector<outcome> all(3);
    for (std::size_t i = 0; i < all.size(); ++i)
        client("one.test", cos.port())
            .initiate(plain_request(),
                      asio::bind_cancellation_slot(signals[i].slot(), all[i].handler()));
    io.poll();
    BOOST_TEST(names().wait_for_question("one.test"));
    for (auto& each : signals)
        each.emit(asio::cancellation_type::terminal);
    io.poll(); // nobody waits for the system
    for (const auto& each : all)
        BOOST_TEST(each.failed(asio::error::operation_aborted, cosio::stage::resolve), each);
    names().release();
    run_out();
    for (const auto& each : all)
        BOOST_TEST(each.calls == 1);
    BOOST_TEST(cos.connections() == 0);
    BOOST_TEST(initiate("one.test", cos.port()).good());
    BOOST_TEST(names().asked("one.test") == 1);
}

BOOST_AUTO_TEST_CASE(who_comes_after_all_gave_up_is_answered)
{
    const service cos(at("127.0.0.1"));
    names().tell("one.test", {"127.0.0.1"});
    names().hold();
    asio::cancellation_signal signal;
    outcome gone, here;
    client("one.test", cos.port())
        .initiate(plain_request(), asio::bind_cancellation_slot(signal.slot(), gone.handler()));
    io.poll();
    BOOST_TEST(names().wait_for_question("one.test"));
    signal.emit(asio::cancellation_type::terminal);
    io.poll();
    BOOST_TEST(gone.calls == 1);
    client("one.test", cos.port()).initiate(plain_request(), here.handler());
    io.poll();
    names().release();
    run_out();
    BOOST_TEST(here.good(), here);
    BOOST_TEST(gone.calls == 1);
}

BOOST_AUTO_TEST_CASE(a_look_up_that_has_not_begun_ends_with_the_last_who_asked)
{
    const service cos(at("127.0.0.1"));
    names().tell("slow.test", {"127.0.0.1"});
    names().tell("next.test", {"127.0.0.1"});
    names().hold();
    asio::cancellation_signal signal;
    outcome slow, next;
    client("slow.test", cos.port()).initiate(plain_request(), slow.handler());
    io.poll();
    BOOST_TEST(names().wait_for_question("slow.test"));
    client("next.test", cos.port())
        .initiate(plain_request(), asio::bind_cancellation_slot(signal.slot(), next.handler()));
    io.poll(); // Asio looks up one name after the other
    signal.emit(asio::cancellation_type::terminal);
    io.poll();
    BOOST_TEST(next.failed(asio::error::operation_aborted, cosio::stage::resolve), next);
    names().release();
    run_out();
    BOOST_TEST(slow.good(), slow);
    BOOST_TEST(names().asked("next.test") == 0);
    BOOST_TEST(next.calls == 1);
    BOOST_TEST(initiate("next.test", cos.port()).good());
    BOOST_TEST(names().asked("next.test") == 1);
}

BOOST_AUTO_TEST_CASE(a_name_without_an_address)
{
    names().tell("one.test", {});
    const auto told = initiate("one.test", 80);
    BOOST_TEST(told.calls == 1);
    BOOST_TEST((told.code == cosio::condition::network), told);
    BOOST_TEST((told.result.diagnostics.stage == cosio::stage::resolve), told);
    run_out();
}

BOOST_AUTO_TEST_CASE(literals_are_not_looked_up)
{
    const service cos(at("127.0.0.1"));
    BOOST_TEST(initiate("127.0.0.1", cos.port()).good());
    if (has_ipv6()) {
        const service six(at("::1"));
        BOOST_TEST(initiate("[::1]", six.port()).good());
    }
    BOOST_TEST(names().asked() == 0);
}

BOOST_AUTO_TEST_CASE(a_loop_may_die_in_the_middle)
{
    auto token = std::make_shared<int>(1);
    const auto before = open_files();
    {
        names().hold();
        auto doomed = std::make_unique<asio::io_context>();
        for (int i = 0; i < 3; ++i)
            tcp_client(cosio::tcp_transport<>(*doomed), cosio::endpoint::url("http://one.test"),
                       who(), once())
                .initiate(plain_request(), [token](cosio::error_code, cosio::initiate_result) {
                    BOOST_ERROR("nobody is left to call this");
                });
        doomed->poll();
        BOOST_TEST(names().wait_for_question("one.test"));
        BOOST_TEST(token.use_count() > 1);
        // Asio waits for the system before it ends.
        std::thread system([] {
            asio::io_context own;
            asio::steady_timer(own, 50ms).wait();
            names().release();
        });
        doomed.reset();
        system.join();
    }
    BOOST_TEST(token.use_count() == 1);
    BOOST_TEST(open_files() == before);
}

BOOST_AUTO_TEST_CASE(a_loop_may_die_with_an_answer_on_its_way)
{
    auto token = std::make_shared<int>(1);
    names().tell("one.test", {"127.0.0.1"});
    {
        asio::io_context doomed;
        tcp_client(cosio::tcp_transport<>(doomed), cosio::endpoint::url("http://one.test:1"), who(),
                   once())
            .initiate(plain_request(), [token](cosio::error_code, cosio::initiate_result) {
                BOOST_ERROR("nobody is left to call this");
            });
        doomed.poll();
        BOOST_TEST(names().wait_for_question("one.test"));
    }
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(trying_addresses, fixture)

BOOST_AUTO_TEST_CASE(after_a_refusal_the_next_one_at_once)
{
    // So many that with a pause after each one the time would pass.
    constexpr int refusing = 100;
    const service cos(at("127.0.0.1"));
    std::vector<std::unique_ptr<closed_door>> doors;
    std::vector<std::string> addresses;
    for (int i = 1; i <= refusing; ++i) {
        addresses.push_back("127.0.1." + std::to_string(i));
        doors.push_back(std::make_unique<closed_door>(at(addresses.back(), cos.port())));
    }
    addresses.push_back("127.0.0.1");
    names().tell("one.test", addresses);
    const auto settings = connects_within(refusing * 250ms - 1s);
    const auto told = initiate("one.test", cos.port(), settings);
    BOOST_TEST(told.good(), told);
    BOOST_TEST(cos.connections() == 1);
}

BOOST_AUTO_TEST_CASE(after_silence_the_next_one_soon)
{
    const service cos(at("127.0.0.1"));
    const full_door silent(at("127.0.0.3", cos.port()));
    names().tell("one.test", {"127.0.0.3", "127.0.0.1"});
    const auto begun = clock_type::now();
    const auto told = initiate("one.test", cos.port());
    BOOST_TEST(told.good(), told);
    BOOST_TEST((clock_type::now() - begun >= 200ms)); // the first one had its chance
    BOOST_TEST(cos.connections() == 1);
}

BOOST_AUTO_TEST_CASE(silence_and_refusals_before_the_one_that_answers)
{
    const service cos(at("127.0.0.1"));
    const full_door silent(at("127.0.0.3", cos.port()));
    const full_door as_silent(at("127.0.0.5", cos.port()));
    const closed_door closed(at("127.0.0.2", cos.port()));
    const closed_door as_closed(at("127.0.0.4", cos.port()));
    names().tell("one.test", {"127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.1"});
    const auto told = initiate("one.test", cos.port());
    BOOST_TEST(told.good(), told);
    BOOST_TEST(cos.connections() == 1);
}

BOOST_AUTO_TEST_CASE(the_first_one_wins_if_it_answers)
{
    const service cos(at("127.0.0.1"));
    const service other(at("127.0.0.2", cos.port()));
    names().tell("one.test", {"127.0.0.2", "127.0.0.1"});
    for (int i = 0; i < 10; ++i)
        BOOST_TEST(initiate("one.test", cos.port()).good());
    BOOST_TEST(other.connections() + cos.connections() >= 10);
    BOOST_TEST(other.connections() > 0);
}

BOOST_AUTO_TEST_CASE(the_loser_is_closed_when_one_has_won)
{
    const service cos(at("127.0.0.1"));
    const full_door silent(at("127.0.0.3", cos.port()));
    names().tell("one.test", {"127.0.0.3", "127.0.0.1"});
    const auto before = open_files();
    BOOST_TEST(initiate("one.test", cos.port()).good());
    run_out();
    // The server closes its end when it hears of it.
    const auto late = clock_type::now() + patience;
    while (open_files() != before && clock_type::now() < late)
        asio::steady_timer(io, 5ms).wait();
    BOOST_TEST(open_files() == before);
}

BOOST_AUTO_TEST_CASE(both_families)
{
    if (!has_ipv6())
        return;
    {
        const auto [six, four] = make_neighbours("::1", "127.0.0.1");
        names().tell("one.test", {"::1", "127.0.0.1"});
        BOOST_TEST(initiate("one.test", six->port()).good());
        names().tell("two.test", {"127.0.0.1", "::1"});
        BOOST_TEST(initiate("two.test", six->port()).good());
        BOOST_TEST(six->connections() == 2);
    }
    const auto [four, six] = make_neighbours("127.0.0.1", "::1");
    names().tell("three.test", {"::1", "127.0.0.1"});
    BOOST_TEST(initiate("three.test", four->port()).good());
    BOOST_TEST(four->connections() == 1);
}

BOOST_AUTO_TEST_CASE(the_families_take_turns)
{
    if (!has_ipv6())
        return;
    // Were the system's order kept, the silent ones would use the time up.
    const service six(at("::1"));
    std::vector<std::unique_ptr<full_door>> doors;
    std::vector<std::string> addresses;
    for (int i = 1; i <= 12; ++i) {
        addresses.push_back("127.0.2." + std::to_string(i));
        doors.push_back(std::make_unique<full_door>(at(addresses.back(), six.port())));
    }
    addresses.push_back("::1");
    names().tell("one.test", addresses);
    const auto told = initiate("one.test", six.port(), connects_within(12 * 250ms - 100ms));
    BOOST_TEST(told.good(), told);
}

BOOST_AUTO_TEST_CASE(all_refuse)
{
    const closed_door one(at("127.0.0.2"));
    const closed_door two(at("127.0.0.3", one.port())), three(at("127.0.0.4", one.port()));
    names().tell("one.test", {"127.0.0.2", "127.0.0.3", "127.0.0.4"});
    const auto before = open_files();
    const auto told = initiate("one.test", one.port());
    BOOST_TEST(told.failed(asio::error::connection_refused, cosio::stage::connect), told);
    BOOST_TEST(!told.result.diagnostics.may_have_acted);
    io.poll();
    BOOST_TEST(io.stopped()); // nothing waits for what has ended
    BOOST_TEST(open_files() == before);
    run_out();
}

BOOST_AUTO_TEST_CASE(the_only_one_refuses)
{
    const closed_door one(at("127.0.0.2"));
    names().tell("one.test", {"127.0.0.2"});
    const auto before = open_files();
    const auto told = initiate("one.test", one.port());
    BOOST_TEST(told.failed(asio::error::connection_refused, cosio::stage::connect), told);
    io.poll();
    BOOST_TEST(io.stopped());
    BOOST_TEST(open_files() == before);
    run_out();
}

BOOST_AUTO_TEST_CASE(all_are_silent)
{
    const full_door one(at("127.0.0.2"));
    const full_door two(at("127.0.0.3", one.port()));
    names().tell("one.test", {"127.0.0.2", "127.0.0.3"});
    const auto before = open_files();
    const auto told = initiate("one.test", one.port(), connects_within(1s));
    BOOST_TEST(told.failed(cosio::errc::connect_timeout, cosio::stage::connect), told);
    BOOST_TEST(!told.result.diagnostics.may_have_acted);
    run_out();
    BOOST_TEST(open_files() == before);
}

BOOST_AUTO_TEST_CASE(a_refusal_does_not_end_the_wait_for_a_silent_one)
{
    const full_door silent(at("127.0.0.2"));
    const closed_door closed(at("127.0.0.3", silent.port()));
    names().tell("one.test", {"127.0.0.2", "127.0.0.3"});
    const auto told = initiate("one.test", silent.port(), connects_within(1s));
    BOOST_TEST(told.failed(cosio::errc::connect_timeout, cosio::stage::connect), told);
}

BOOST_AUTO_TEST_CASE(cancelled_in_the_race_all_are_closed)
{
    const full_door one(at("127.0.0.2"));
    const full_door two(at("127.0.0.3", one.port()));
    const full_door three(at("127.0.0.4", one.port()));
    names().tell("one.test", {"127.0.0.2", "127.0.0.3", "127.0.0.4"});
    const auto before = open_files();
    for (const int in_the_race : {1, 2, 3}) {
        asio::cancellation_signal signal;
        outcome told;
        client("one.test", one.port())
            .initiate(plain_request(), asio::bind_cancellation_slot(signal.slot(), told.handler()));
        run_until([&] { return open_files() >= before + in_the_race; });
        BOOST_TEST(told.calls == 0);
        signal.emit(asio::cancellation_type::terminal);
        io.poll();
        BOOST_TEST(told.failed(asio::error::operation_aborted, cosio::stage::connect), told);
        BOOST_TEST(io.stopped());
        BOOST_TEST(open_files() == before);
        run_out();
    }
}

BOOST_AUTO_TEST_CASE(a_loop_may_die_in_the_race)
{
    const full_door one(at("127.0.0.2"));
    const full_door two(at("127.0.0.3", one.port()));
    names().tell("one.test", {"127.0.0.2", "127.0.0.3"});
    auto token = std::make_shared<int>(1);
    const auto outside = open_files();
    {
        asio::io_context doomed;
        tcp::socket(doomed).open(tcp::v4());
        const auto before = open_files();
        tcp_client(cosio::tcp_transport<>(doomed),
                   cosio::endpoint::url("http://one.test:" + std::to_string(one.port())), who(),
                   once())
            .initiate(plain_request(), [token](cosio::error_code, cosio::initiate_result) {
                BOOST_ERROR("nobody is left to call this");
            });
        while (open_files() < before + 2 && doomed.run_one_for(patience) != 0) {
        }
        BOOST_TEST(open_files() == before + 2);
        BOOST_TEST(token.use_count() > 1);
    }
    BOOST_TEST(token.use_count() == 1);
    BOOST_TEST(open_files() == outside);
}

BOOST_AUTO_TEST_CASE(tls_finds_its_way_like_this_too)
{
    const service plain(at("127.0.0.1")); // which does not shake hands
    const closed_door closed(at("127.0.0.2", plain.port()));
    names().tell("one.test", {"127.0.0.2", "127.0.0.1"});
    outcome told;
    cosio::client(cosio::tls_transport<>(io),
                  cosio::endpoint::url("https://one.test:" + std::to_string(plain.port())), who(),
                  connects_within(1s))
        .initiate(plain_request(), told.handler());
    run_until([&] { return told.calls > 0; });
    BOOST_TEST(told.failed(cosio::errc::connect_timeout, cosio::stage::handshake), told);
    BOOST_TEST(names().asked("one.test") == 1);
    BOOST_TEST(plain.connections() == 1);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(from_many_threads, fixture)

BOOST_AUTO_TEST_CASE(given_up_at_any_moment_each_ends_once)
{
    const service cos(at("127.0.0.1"));
    const closed_door closed(at("127.0.0.2", cos.port()));
    const full_door silent(at("127.0.0.3", cos.port()));
    names().fail("none.test", EAI_NONAME);
    std::atomic<int> ended = 0, good = 0;
    constexpr int count = 120;
    for (int i = 0; i < count; ++i) {
        const std::string host = i % 4 == 3 ? "none.test" : "n" + std::to_string(i / 8) + ".test";
        if (i % 8 == 0)
            names().tell(host, {"127.0.0.2", "127.0.0.3", "127.0.0.1"});
        const auto strand = asio::make_strand(io);
        const auto signal = std::make_shared<asio::cancellation_signal>();
        const auto timer = std::make_shared<asio::steady_timer>(strand);
        asio::post(strand, [&, i, host, signal, strand, timer] {
            client(host, cos.port(), i % 4 == 1 ? connects_within(1ms * i) : once())
                .initiate(plain_request(),
                          asio::bind_cancellation_slot(
                              signal->slot(),
                              asio::bind_executor(strand, [&, timer, signal](auto code, auto) {
                                  ++ended;
                                  good += !code;
                                  timer->cancel();
                              })));
            if (i % 4 != 2)
                return;
            timer->expires_after(i * 5ms); // from the look-up to the answer
            timer->async_wait(
                [signal](cosio::error_code) { signal->emit(asio::cancellation_type::terminal); });
        });
    }
    on_four_threads([&] { io.run_for(patience); });
    BOOST_TEST(io.stopped());
    BOOST_TEST(ended == count);
    BOOST_TEST(good >= count / 4); // those who were left alone
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(order_of_addresses)

BOOST_AUTO_TEST_CASE(by_turns)
{
    // Each is named by its family and its place in the system's order.
    const std::pair<std::string, std::string> orders[] = {
        {"", ""},
        {"4a", "4a"},
        {"4a 4b 4c", "4a 4b 4c"},
        {"6a 6b", "6a 6b"},
        {"6a 4b", "6a 4b"},
        {"4a 6b", "4a 6b"},
        {"6a 6b 6c 4d", "6a 4d 6b 6c"},
        {"4a 4b 6c 6d", "4a 6c 4b 6d"},
        {"6a 6b 6c 4d 4e", "6a 4d 6b 4e 6c"},
        {"4a 6b 6c 6d 4e 4f 4g", "4a 6b 4e 6c 4f 6d 4g"},
    };
    for (const auto& [system, expected] : orders) {
        std::vector<tcp::endpoint> addresses;
        for (std::size_t i = 0; i + 1 < system.size(); i += 3) {
            const auto place = static_cast<std::uint16_t>(system[i + 1]);
            addresses.push_back(at(system[i] == '6' ? "::1" : "127.0.0.1", place));
        }
        std::string result;
        for (const auto& each : cosio::detail::by_turns(addresses)) {
            result += result.empty() ? "" : " ";
            result += each.protocol() == tcp::v6() ? '6' : '4';
            result += static_cast<char>(each.port());
        }
        BOOST_TEST(result == expected);
    }
}

BOOST_AUTO_TEST_SUITE_END()
