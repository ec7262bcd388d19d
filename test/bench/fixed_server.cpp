// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "fixed_server.hpp"
#include "process.hpp"

#include <cosio/testing/local_cos/detail/certificate.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <new>
#include <stdexcept>
#include <string_view>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

/// In memory that both processes see.
struct fixed_server::shared_counters {
    std::atomic<std::uint64_t> connections = 0;
    std::atomic<std::uint64_t> answers = 0;
};

namespace {

using cosio::testing::local_detail::certificate;

class descriptor {
public:
    explicit descriptor(int number) : number_(checked(number)) {}
    ~descriptor() { ::close(number_); }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;

    int get() const noexcept { return number_; }

private:
    int number_;
};

struct ssl_deleter {
    void operator()(SSL_CTX* p) const noexcept { SSL_CTX_free(p); }
    void operator()(SSL* p) const noexcept { SSL_free(p); }
};
using ssl_context = std::unique_ptr<SSL_CTX, ssl_deleter>;

void require(bool done)
{
    if (!done)
        throw std::runtime_error("the server's TLS could not be set up");
}

template <class Use>
void from_pem(const std::string& text, Use use)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(
        BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free);
    require(bytes && use(bytes.get()));
}

ssl_context make_context(const certificate& identity)
{
    ssl_context context(SSL_CTX_new(TLS_server_method()));
    require(context && SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) == 1);
    from_pem(identity.certificate_pem, [&](BIO* bytes) {
        X509* const read = PEM_read_bio_X509(bytes, nullptr, nullptr, nullptr);
        const bool used = read && SSL_CTX_use_certificate(context.get(), read) == 1;
        X509_free(read);
        return used;
    });
    from_pem(identity.key_pem, [&](BIO* bytes) {
        EVP_PKEY* const read = PEM_read_bio_PrivateKey(bytes, nullptr, nullptr, nullptr);
        const bool used = read && SSL_CTX_use_PrivateKey(context.get(), read) == 1;
        EVP_PKEY_free(read);
        return used;
    });
    return context;
}

/// Counts the ends of requests in a stream that may be cut anywhere. The requests have no body.
class request_counter {
public:
    unsigned feed(std::string_view bytes) noexcept
    {
        unsigned found = 0;
        for (const char c : bytes) {
            matched_ = c == "\r\n\r\n"[matched_] ? matched_ + 1 : c == '\r' ? 1 : 0;
            if (matched_ == 4) {
                matched_ = 0;
                ++found;
            }
        }
        return found;
    }

private:
    unsigned matched_ = 0;
};

class connection {
public:
    connection(int number, SSL_CTX* context) : socket_(number)
    {
        const int on = 1;
        checked(::setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
        // Answers to a FIN with a reset, or thousands of new connections would use up the ports.
        const linger at_once{1, 0};
        checked(::setsockopt(number, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once));
        if (!context)
            return;
        ssl_.reset(SSL_new(context));
        require(ssl_ && SSL_set_fd(ssl_.get(), number) == 1);
        SSL_set_accept_state(ssl_.get());
    }

    /// Reads and answers what is there, and counts it before the client can know of it. False if
    /// the connection is at its end.
    bool serve(std::atomic<std::uint64_t>& answers)
    {
        char bytes[4096];
        do {
            const int size = read(bytes, sizeof bytes);
            if (size == nothing_yet)
                return true;
            if (size <= 0)
                return false;
            for (auto due = counter_.feed({bytes, static_cast<std::size_t>(size)}); due > 0;
                 --due) {
                answers.fetch_add(1, std::memory_order_relaxed);
                if (!answer())
                    return false;
            }
        } while (ssl_); // without TLS the event comes again if there is more
        return true;
    }

private:
    static constexpr int nothing_yet = -2;

    int read(char* bytes, std::size_t most)
    {
        if (!ssl_) {
            const auto size = ::recv(socket_.get(), bytes, most, 0);
            return size < 0 && errno == EAGAIN ? nothing_yet : static_cast<int>(size);
        }
        ERR_clear_error();
        const int size = SSL_read(ssl_.get(), bytes, static_cast<int>(most));
        const bool wait = size <= 0 && SSL_get_error(ssl_.get(), size) == SSL_ERROR_WANT_READ;
        return wait ? nothing_yet : size;
    }

    /// Answers are small against a socket's buffer: one that is not taken whole is a failure.
    bool answer()
    {
        const auto& text = fixed_answer();
        const auto size = static_cast<int>(text.size());
        if (ssl_)
            return SSL_write(ssl_.get(), text.data(), size) == size;
        return ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL) == size;
    }

    descriptor socket_;
    std::unique_ptr<SSL, ssl_deleter> ssl_;
    request_counter counter_;
};

void watch(const descriptor& events, int number, void* data)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = data;
    checked(::epoll_ctl(events.get(), EPOLL_CTL_ADD, number, &event));
}

/// Until the process is killed. On a core of its own it never sleeps: whoever sends to one that does
/// is charged for waking it, so that a client which is slower than the server would be charged twice.
template <class Counters>
[[noreturn]] void serve(const descriptor& listener, SSL_CTX* context, Counters& counters,
                        bool own_core)
{
    const int patience = own_core ? 0 : -1;
    const descriptor events(::epoll_create1(EPOLL_CLOEXEC));
    watch(events, listener.get(), nullptr);
    for (;;) {
        epoll_event ready[64];
        const int count = ::epoll_wait(events.get(), ready, 64, patience);
        for (int i = 0; i < count; ++i) {
            if (auto* const known = static_cast<connection*>(ready[i].data.ptr)) {
                if (!known->serve(counters.answers))
                    delete known;
                continue;
            }
            const int number =
                ::accept4(listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (number < 0)
                continue; // it has gone already
            counters.connections.fetch_add(1, std::memory_order_relaxed);
            watch(events, number, new connection(number, context));
        }
    }
}

std::uint16_t listen_on_loopback(const descriptor& listener)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    checked(::bind(listener.get(), generic, size));
    checked(::listen(listener.get(), 4096));
    checked(::getsockname(listener.get(), generic, &size));
    return ntohs(address.sin_port);
}

} // namespace

const std::string& fixed_answer()
{
    static const std::string body = "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n"
                                    "<InitiateMultipartUploadResult>\n"
                                    "\t<Bucket>examplebucket-1250000000</Bucket>\n"
                                    "\t<Key>video/intro.mp4</Key>\n"
                                    "\t<UploadId>" +
                                    fixed_upload_id +
                                    "</UploadId>\n</InitiateMultipartUploadResult>\n";
    static const std::string answer =
        "HTTP/1.1 200 OK\r\n"
        "Content-Type: application/xml\r\n"
        "Content-Length: " +
        std::to_string(body.size()) +
        "\r\n"
        "Connection: keep-alive\r\n"
        "Date: Wed, 25 Mar 2020 10:07:01 GMT\r\n"
        "Server: tencent-cos\r\n"
        "x-cos-request-id: NWU3YjJmYTVfNWZiMmEwOV8xYzZmX2M5ZGY=\r\n\r\n" +
        body;
    return answer;
}

fixed_server::fixed_server(bool tls, std::optional<int> core)
{
    const descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    url_ = (tls ? "https://127.0.0.1:" : "http://127.0.0.1:") +
           std::to_string(listen_on_loopback(listener));
    ssl_context context;
    if (tls) {
        const auto identity = cosio::testing::local_detail::make_self_signed({});
        context = make_context(identity);
        ca_pem_ = identity.ca_pem;
    }
    void* const memory = ::mmap(nullptr, sizeof(shared_counters), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    checked(memory == MAP_FAILED ? -1 : 0);
    counters_ = new (memory) shared_counters;

    process_ = checked(::fork());
    if (process_ != 0)
        return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    complain_and_exit([&] {
        std::signal(SIGPIPE, SIG_IGN);
        run_on(core);
        serve(listener, context.get(), *counters_, core.has_value());
    });
}

fixed_server::~fixed_server()
{
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    ::munmap(counters_, sizeof(shared_counters));
}

fixed_server::counters fixed_server::so_far() const noexcept
{
    return {counters_->connections.load(), counters_->answers.load()};
}

} // namespace bench
