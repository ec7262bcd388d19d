// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What TLS promises: whom a client trusts, what it says of itself, and what it never does.

#include <cosio/client.hpp>
#include <cosio/testing/local_cos/detail/certificate.hpp>
#include <cosio/transport/dangerous_unverified_tls_transport.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/ssl/verify_mode.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/tls1.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <support/local.hpp>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using tcp = asio::ip::tcp;
using namespace cosio::testing::local_detail;

namespace {

constexpr long day = 24L * 60 * 60;

struct holder {
    openssl_ptr<EVP_PKEY> key;
    openssl_ptr<X509> certificate;
};

/// What a certificate says, and whose word that is; without an issuer it is its own.
struct claim {
    std::string names = "DNS:localhost,IP:127.0.0.1";
    bool authority = false;
    long until = 30 * day;
    const holder* issuer = nullptr;
};

holder make(const std::string& subject, const claim& what)
{
    holder made{make_key(), nullptr};
    made.certificate = make_certificate(made.key.get(), subject);
    X509* const out = made.certificate.get();
    const holder& by = what.issuer ? *what.issuer : made;
    require(X509_gmtime_adj(X509_getm_notBefore(out), -2 * day) &&
            X509_gmtime_adj(X509_getm_notAfter(out), what.until) &&
            X509_set_issuer_name(out, X509_get_subject_name(by.certificate.get())) == 1);
    const auto add = [&](int id, const std::string& value) {
        add_extension(out, by.certificate.get(), id, value);
    };
    add(NID_basic_constraints, what.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    add(NID_key_usage, what.authority ? "critical,keyCertSign" : "critical,digitalSignature");
    add(NID_subject_key_identifier, "hash");
    if (!what.authority) {
        add(NID_ext_key_usage, "serverAuth");
        add(NID_subject_alt_name, what.names);
    }
    require(X509_sign(out, by.key.get(), EVP_sha256()) != 0);
    return made;
}

const holder& authority()
{
    static const holder root = make("an authority", {.names = "", .authority = true});
    return root;
}

std::string trusted()
{
    return to_pem(authority().certificate.get());
}

holder good_server()
{
    return make("a server", {.issuer = &authority()});
}

/// What a server saw of one connection.
struct visit {
    std::optional<std::string> sni;
    bool offers_session = false; ///< In its first words.
    bool shook_hands = false;
    bool resumed = false;
};

/// A TLS server with a thread of its own, that grants every upload and remembers its visitors.
class server {
public:
    /// @param newest  The newest version of TLS that it speaks; 0 for all.
    explicit server(const holder& who, int newest = 0)
    {
        SSL_CTX* const context = context_.native_handle();
        SSL_CTX_set_security_level(context, 0); // so that it really speaks what is old
        require(SSL_CTX_set_min_proto_version(context, TLS1_VERSION) == 1 &&
                SSL_CTX_set_max_proto_version(context, newest) == 1 &&
                SSL_CTX_use_certificate(context, who.certificate.get()) == 1 &&
                SSL_CTX_use_PrivateKey(context, who.key.get()) == 1);
        SSL_CTX_set_client_hello_cb(context, hear_hello, this);
        asio::co_spawn(io_, accept_all(), asio::detached);
        thread_ = std::thread([this] { io_.run(); });
    }

    ~server()
    {
        io_.stop();
        thread_.join();
    }

    cosio::endpoint at(const std::string& host) const
    {
        return cosio::endpoint::url("https://" + host + ':' + std::to_string(where().port()));
    }

    tcp::endpoint where() const { return acceptor_.local_endpoint(); }

    std::vector<visit> visits() const
    {
        const std::lock_guard lock(mutex_);
        return visits_;
    }

private:
    using stream_type = ssl::stream<tcp::socket>;

    static std::string answer()
    {
        const std::string body = "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key>"
                                 "<UploadId>u1</UploadId></InitiateMultipartUploadResult>";
        return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
               body;
    }

    /// Connections come one after the other, so the last visit is this one.
    static int hear_hello(SSL* tls, int*, void* self)
    {
        const auto find = [tls](unsigned type) {
            const unsigned char* data = nullptr;
            std::size_t size = 0;
            const bool there = SSL_client_hello_get0_ext(tls, type, &data, &size) == 1;
            return std::pair(there, std::string(there ? reinterpret_cast<const char*>(data) : "",
                                                there ? size : 0));
        };
        const unsigned char* id = nullptr;
        visit now;
        // A list of one: its length in two bytes, the kind, the name's length in two bytes, a name.
        if (const auto [there, sni] = find(TLSEXT_TYPE_server_name); there)
            now.sni = sni.substr(std::min<std::size_t>(sni.size(), 5));
        const bool psk = find(TLSEXT_TYPE_psk).first;
        const bool ticket = !find(TLSEXT_TYPE_session_ticket).second.empty();
        // In TLS 1.3 the id says nothing.
        const bool by_id = !find(TLSEXT_TYPE_supported_versions).first &&
                           SSL_client_hello_get0_session_id(tls, &id) != 0;
        now.offers_session = psk || ticket || by_id;
        auto* const here = static_cast<server*>(self);
        const std::lock_guard lock(here->mutex_);
        here->visits_.push_back(std::move(now));
        return SSL_CLIENT_HELLO_SUCCESS;
    }

    asio::awaitable<void> accept_all()
    {
        for (;;) {
            stream_type next(co_await acceptor_.async_accept(asio::deferred), context_);
            asio::co_spawn(io_, serve(std::move(next)), asio::detached);
        }
    }

    asio::awaitable<void> serve(stream_type stream)
    {
        const std::string said = answer();
        try {
            co_await stream.async_handshake(ssl::stream_base::server, asio::deferred);
            {
                const std::lock_guard lock(mutex_);
                visits_.back().shook_hands = true;
                visits_.back().resumed = SSL_session_reused(stream.native_handle()) == 1;
            }
            for (std::string heard;;) {
                const auto size = co_await asio::async_read_until(
                    stream, asio::dynamic_buffer(heard), "\r\n\r\n", asio::deferred);
                heard.erase(0, size);
                co_await asio::async_write(stream, asio::buffer(said), asio::deferred);
            }
        } catch (const boost::system::system_error&) { // the client has gone
        }
    }

    asio::io_context io_;
    ssl::context context_{ssl::context::tls_server};
    tcp::acceptor acceptor_{io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    mutable std::mutex mutex_;
    std::vector<visit> visits_;
    std::thread thread_;
};

using verified = cosio::tls_transport<>;
using unverified = cosio::dangerous_unverified_tls_transport<>;

struct fixture {
    asio::io_context io;

    /// A client that trusts the one authority, and makes a new connection each time.
    verified transport() { return verified(io, cosio::ca_pem(trusted()), cosio::keep_alive::no); }

    template <class Transport>
    support::outcome initiate(const Transport& transport, const cosio::endpoint& to)
    {
        std::optional<support::outcome> told;
        cosio::basic_client<cosio::q_signing, Transport>(
            transport, to, cosio::credentials(support::secret_id, support::secret_key),
            support::quick())
            .initiate({support::bucket, "exampleobject"},
                      [&](cosio::error_code code, cosio::initiate_result result) {
                          told = {code, std::move(result)};
                      });
        io.restart();
        io.run();
        BOOST_REQUIRE(told);
        return *told;
    }
};

void check_good(const support::outcome& told)
{
    BOOST_TEST(!told.code, told.code.message() << ", " << told.result.diagnostics);
    BOOST_TEST(told.result.upload_id == "u1");
}

/// Whether OpenSSL did not believe a certificate.
bool is_disbelief(cosio::error_code code)
{
    return code.category() == asio::error::get_ssl_category() &&
           ERR_GET_REASON(static_cast<unsigned long>(code.value())) ==
               SSL_R_CERTIFICATE_VERIFY_FAILED;
}

/// Refused before a byte of the request was sent.
void check_refused(const support::outcome& told, const std::string& why)
{
    const auto& about = told.result.diagnostics;
    BOOST_TEST(is_disbelief(told.code), told.code.message());
    BOOST_TEST((about.stage == cosio::stage::handshake), about);
    BOOST_TEST(about.detail == "certificate: " + why);
    BOOST_TEST(!about.may_have_acted);
    BOOST_TEST(told.result.upload_id.empty());
}

/// A file that is gone at the end at the latest.
class file {
public:
    explicit file(const std::string& text)
        : path_(std::filesystem::temp_directory_path() /
                ("cosio-ca-" + std::to_string(std::random_device()()) + ".pem"))
    {
        std::ofstream(path_, std::ios::binary) << text;
    }

    ~file() { remove(); }

    file(const file&) = delete;
    file& operator=(const file&) = delete;

    void remove() const
    {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

// There is no switch for verification.

template <class... Args>
constexpr bool makes_verified = std::is_constructible_v<verified, Args...>;

static_assert(makes_verified<asio::io_context&>);
static_assert(makes_verified<asio::io_context&, cosio::ca_pem>);
static_assert(!makes_verified<>);
static_assert(!makes_verified<bool>);
static_assert(!makes_verified<asio::io_context&, bool>);
static_assert(!makes_verified<asio::io_context&, int>);
static_assert(!makes_verified<asio::io_context&, std::nullptr_t>);
static_assert(!makes_verified<asio::io_context&, ssl::verify_mode>);
static_assert(!makes_verified<asio::io_context&, cosio::ca_file, bool>);
static_assert(!makes_verified<asio::io_context&, cosio::ca_pem, bool>);
static_assert(!makes_verified<asio::io_context&, ssl::context, bool>);
static_assert(!makes_verified<asio::io_context&, cosio::connection_limits, bool>);
static_assert(!makes_verified<asio::io_context&, cosio::detail::peer_is_not_verified>);
static_assert(!makes_verified<unverified>);
static_assert(!makes_verified<const unverified&>);
static_assert(!std::is_assignable_v<verified&, unverified>);
static_assert(!std::is_constructible_v<unverified, verified>);
static_assert(
    !std::is_constructible_v<cosio::client, unverified, cosio::endpoint, cosio::credentials>);
static_assert(
    std::is_constructible_v<cosio::client, verified, cosio::endpoint, cosio::credentials>);

} // namespace

BOOST_FIXTURE_TEST_SUITE(tls_security, fixture)

BOOST_AUTO_TEST_CASE(a_name_is_told_to_the_server_and_an_address_is_not)
{
    const server cos(good_server());
    check_good(initiate(transport(), cos.at("localhost")));
    check_good(initiate(transport(), cos.at("127.0.0.1")));
    const auto region = cosio::endpoint::region("ap-beijing"); // its name is for the Host header
    check_good(initiate(transport(), cos.at("localhost").stands_for(region)));
    check_good(initiate(transport(), cos.at("127.0.0.1").stands_for(region)));
    const auto visits = cos.visits();
    BOOST_REQUIRE(visits.size() == 4u);
    for (const std::size_t named : {0u, 2u}) {
        BOOST_REQUIRE(visits[named].sni.has_value());
        BOOST_TEST(*visits[named].sni == "localhost");
        BOOST_TEST(!visits[named + 1].sni);
    }
}

BOOST_AUTO_TEST_CASE(old_versions_are_refused)
{
    for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
        const server old(good_server(), version);
        {
            // It does speak that version, with whoever wants to.
            asio::io_context own;
            ssl::context lax(ssl::context::tls_client);
            SSL_CTX_set_security_level(lax.native_handle(), 0);
            SSL_CTX_set_min_proto_version(lax.native_handle(), TLS1_VERSION);
            ssl::stream<tcp::socket> stream(own, lax);
            stream.next_layer().connect(old.where());
            boost::system::error_code code;
            stream.handshake(ssl::stream_base::client, code);
            BOOST_TEST(!code, code.message());
            BOOST_TEST(SSL_version(stream.native_handle()) == version);
        }
        const auto refused = [&](const support::outcome& told) {
            BOOST_TEST(told.code.failed());
            BOOST_TEST((told.result.diagnostics.stage == cosio::stage::handshake),
                       told.result.diagnostics);
            BOOST_TEST(!told.result.diagnostics.may_have_acted);
            BOOST_TEST(!old.visits().back().shook_hands);
        };
        refused(initiate(transport(), old.at("127.0.0.1")));
        refused(initiate(unverified(io), old.at("127.0.0.1")));
    }
    const server new_enough(good_server(), TLS1_2_VERSION);
    check_good(initiate(transport(), new_enough.at("127.0.0.1")));
    check_good(initiate(unverified(io), new_enough.at("127.0.0.1")));
}

BOOST_AUTO_TEST_CASE(a_store_is_loaded_once)
{
    const server cos(good_server());
    const holder own = make("self-made", {});
    const server stranger(own);
    const file store(trusted());
    const verified made(io, cosio::ca_file(store.path()), cosio::keep_alive::no);
    store.remove();
    const verified copy = made;
    for (int i = 0; i < 3; ++i) {
        check_good(initiate(made, cos.at("localhost")));
        check_good(initiate(copy, cos.at("127.0.0.1")));
        check_refused(initiate(copy, stranger.at("127.0.0.1")), "self-signed certificate");
    }
    BOOST_CHECK_THROW(verified(io, cosio::ca_file(store.path())), boost::system::system_error);
}

BOOST_AUTO_TEST_CASE(bad_certificates_are_refused_unless_nobody_looks)
{
    struct {
        holder who;
        std::string host, why;
    } const cases[] = {
        {make("elsewhere", {.names = "DNS:elsewhere.test,IP:127.0.0.2", .issuer = &authority()}),
         "localhost", "hostname mismatch"},
        {make("elsewhere", {.names = "DNS:elsewhere.test,IP:127.0.0.2", .issuer = &authority()}),
         "127.0.0.1", "IP address mismatch"},
        {make("a name only", {.names = "DNS:localhost,DNS:127.0.0.1", .issuer = &authority()}),
         "127.0.0.1", "IP address mismatch"},
        {make("an address only", {.names = "IP:127.0.0.1", .issuer = &authority()}), "localhost",
         "hostname mismatch"},
        {make("self-made", {}), "localhost", "self-signed certificate"},
        {make("of yesterday", {.until = -day, .issuer = &authority()}), "localhost",
         "certificate has expired"},
    };
    for (const auto& each : cases) {
        BOOST_TEST_CONTEXT(each.why << ", " << each.host)
        {
            const server bad(each.who);
            check_refused(initiate(transport(), bad.at(each.host)), each.why);
            BOOST_TEST(!bad.visits().back().resumed);
            check_good(initiate(unverified(io), bad.at(each.host)));
            // That somebody did not look teaches the others nothing.
            check_refused(initiate(transport(), bad.at(each.host)), each.why);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_system_does_not_trust_an_authority_of_ours)
{
    const server cos(good_server());
    const auto told = initiate(verified(io), cos.at("localhost"));
    BOOST_TEST(is_disbelief(told.code), told.code.message());
    BOOST_TEST((told.result.diagnostics.stage == cosio::stage::handshake));
}

BOOST_AUTO_TEST_CASE(a_refused_server_is_never_resumed)
{
    const server bad(make("elsewhere", {.names = "DNS:elsewhere.test", .issuer = &authority()}));
    const auto same = transport();
    for (int i = 0; i < 3; ++i)
        check_refused(initiate(same, bad.at("localhost")), "hostname mismatch");
    for (const auto& each : bad.visits())
        BOOST_TEST(!each.offers_session);
}

BOOST_AUTO_TEST_CASE(a_session_stays_with_its_name)
{
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        const server cos(good_server(), version);
        const auto same = transport();
        for (const std::string host : {"localhost", "127.0.0.1", "localhost", "127.0.0.1"})
            check_good(initiate(same, cos.at(host)));
        check_good(initiate(transport(), cos.at("localhost"))); // another one knows nothing
        const auto visits = cos.visits();
        BOOST_REQUIRE(visits.size() == 5u);
        const bool offered[] = {false, false, true, true, false};
        for (std::size_t i = 0; i < visits.size(); ++i) {
            BOOST_TEST_CONTEXT("visit " << i << " in version " << version)
            {
                BOOST_TEST(visits[i].offers_session == offered[i]);
                BOOST_TEST(visits[i].resumed == offered[i]);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_session_does_not_carry_to_a_server_of_another_name)
{
    // Two names of one server, whose certificate has only the first: were the session of the first
    // resumed under the second, no certificate would be seen.
    const server cos(make("a server", {.names = "DNS:localhost", .issuer = &authority()}));
    const auto same = transport();
    check_good(initiate(same, cos.at("localhost")));
    check_refused(initiate(same, cos.at("127.0.0.1")), "IP address mismatch");
    check_good(initiate(same, cos.at("localhost")));
    const auto visits = cos.visits();
    BOOST_REQUIRE(visits.size() == 3u);
    BOOST_TEST(!visits[1].offers_session);
    BOOST_TEST(visits[2].resumed);
}

BOOST_AUTO_TEST_CASE(a_context_of_ones_own_verifies_whatever_it_says)
{
    const server good(good_server());
    const server self_signed(make("self-made", {}));
    const server elsewhere(
        make("elsewhere", {.names = "DNS:elsewhere.test", .issuer = &authority()}));
    const auto own = [this](bool trusting) {
        ssl::context context(ssl::context::tls_client);
        context.set_verify_mode(ssl::verify_none);
        context.set_verify_callback([](bool, ssl::verify_context&) { return true; });
        if (trusting)
            context.add_certificate_authority(asio::buffer(trusted()));
        return verified(io, std::move(context), cosio::keep_alive::no);
    };
    check_good(initiate(own(true), good.at("localhost")));
    check_refused(initiate(own(true), self_signed.at("localhost")), "self-signed certificate");
    check_refused(initiate(own(true), elsewhere.at("localhost")), "hostname mismatch");
    BOOST_TEST(is_disbelief(initiate(own(false), good.at("localhost")).code));
}

BOOST_AUTO_TEST_SUITE_END()
