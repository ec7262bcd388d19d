// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_HPP
#define COSIO_TESTING_LOCAL_COS_HPP

#include <cosio/testing/local_cos/counters.hpp>
#include <cosio/testing/local_cos/detail/certificate.hpp>
#include <cosio/testing/local_cos/detail/core.hpp>
#include <cosio/testing/local_cos/detail/listen.hpp>
#include <cosio/testing/local_cos/message.hpp>
#include <cosio/testing/local_cos/options.hpp>
#include <cosio/testing/local_cos/service.hpp>
#include <cosio/testing/local_cos/upload.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cosio::testing {

/** A COS on loopback, for the tests of everybody who uses cosio.

    It serves Initiate Multipart Upload, List Multipart Uploads and Abort Multipart Upload over HTTP
    and HTTPS, checks every signature from the request as it arrived, and refuses what COS refuses
    with COS's status, code and error body. A test double has to be stricter than the real thing:
    where the documents are silent it refuses too.

    It runs on the executor given, starts no thread, and has no state outside the object.

    @par Example
    @code
    asio::io_context io;
    cosio::testing::local_cos cos(io.get_executor(),
                                  cosio::testing::local_cos_options()
                                      .bucket("examplebucket-1250000000")
                                      .credentials("AKIDtest", "secret"));
    // ... a client for cos.http_url() on the same io_context initiates an upload, then:
    assert(cos.uploads().size() == 1);
    cos.stop();  // lets io.run() return
    @endcode

    @par Lifetime
    The execution context has to outlive the object. Destroying the object stops it; connections in
    flight share its state and stay valid until they are closed. The functions in the options have
    to stay callable until the execution context has run out of work, or is destroyed.

    @par Thread safety
    All member functions may be called from several threads at once. The executor may have several
    threads: each connection is serialised on a strand of its own.

    @see local_service for the same without sockets
*/
class local_cos {
public:
    /** Binds, listens, and begins to accept as soon as the executor runs.
        @param executor Where everything happens.
        @param options  How it behaves. The address and TLS settings are used here, once.
        @throw boost::system::system_error If an address cannot be bound or parsed, or OpenSSL
               does not take the certificate or key.
        @throw std::runtime_error If no self-signed certificate can be made.
    */
    local_cos(boost::asio::any_io_executor executor, local_cos_options options)
        : core_(std::make_shared<local_detail::server_core>(std::move(options)))
    {
        const auto& settings = core_->service.options();
        const auto address = boost::asio::ip::make_address(settings.address());
        host_ = address.is_v6() ? '[' + address.to_string() + ']' : address.to_string();
        local_detail::certificate chain{{}, settings.certificate_pem(), settings.key_pem()};
        if (settings.self_signed())
            chain = local_detail::make_self_signed(settings.certificate_names());
        ca_pem_ = chain.ca_pem;
        try {
            if (settings.http_port())
                http_port_ = local_detail::listen(executor, core_, {address, *settings.http_port()},
                                                  nullptr);
            if (!chain.certificate_pem.empty())
                https_port_ =
                    local_detail::listen(executor, core_, {address, settings.https_port()}, &chain);
        } catch (...) {
            core_->stop();
            throw;
        }
    }

    local_cos(const local_cos&) = delete;
    local_cos& operator=(const local_cos&) = delete;

    /// As stop().
    ~local_cos() { stop(); }

    /** Closes the listeners and all connections, in the middle of an answer if need be.

        The closing happens on the executor, promptly but after this has returned; then nothing of
        the local COS keeps the executor's run() from returning. Further calls do nothing.
    */
    void stop() { core_->stop(); }

    /// Port of plain HTTP; 0 if it is off.
    [[nodiscard]] std::uint16_t http_port() const noexcept { return http_port_; }
    /// Port of HTTPS; 0 if it is off.
    [[nodiscard]] std::uint16_t https_port() const noexcept { return https_port_; }
    /// E.g. `http://127.0.0.1:34567`, without a final slash; empty if plain HTTP is off.
    [[nodiscard]] std::string http_url() const { return url("http://", http_port_); }
    /// E.g. `https://127.0.0.1:34568`, without a final slash; empty if HTTPS is off.
    [[nodiscard]] std::string https_url() const { return url("https://", https_port_); }
    /// Certificate of the authority to trust, in PEM; empty without
    /// local_cos_options::tls_self_signed().
    [[nodiscard]] const std::string& ca_pem() const noexcept { return ca_pem_; }

    /// Snapshot of the uploads in progress, in the order they were initiated.
    [[nodiscard]] std::vector<local_upload> uploads() const { return core_->service.uploads(); }

    /// Snapshot of the counters.
    [[nodiscard]] local_counters counters() const noexcept
    {
        return {core_->connections, core_->handshakes, core_->resumptions, core_->requests};
    }

private:
    [[nodiscard]] std::string url(std::string scheme, std::uint16_t port) const
    {
        return port == 0 ? std::string{} : scheme + host_ + ':' + std::to_string(port);
    }

    std::shared_ptr<local_detail::server_core> core_;
    std::string host_;
    std::string ca_pem_;
    std::uint16_t http_port_ = 0;
    std::uint16_t https_port_ = 0;
};

} // namespace cosio::testing

#endif
