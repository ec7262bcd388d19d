// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "beast.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

namespace bench {
namespace {

/// Resumes no session, as Beast's examples do not.
struct tls {
    using stream_type = boost::beast::ssl_stream<boost::beast::tcp_stream>;

    static constexpr bool shakes_hands = true;

    explicit tls(const job& what) : host(what.address().host)
    {
        context.set_verify_mode(boost::asio::ssl::verify_peer);
        context.set_verify_callback(boost::asio::ssl::host_name_verification(host));
        if (what.ca_pem)
            context.add_certificate_authority(boost::asio::buffer(*what.ca_pem));
        else
            context.set_default_verify_paths();
    }

    template <class Executor>
    std::unique_ptr<stream_type> make(const Executor& where)
    {
        auto stream = std::make_unique<stream_type>(where, context);
        SSL_set_tlsext_host_name(stream->native_handle(), host.c_str());
        return stream;
    }

    boost::asio::ssl::context context{boost::asio::ssl::context::tls_client};
    std::string host;
};

} // namespace

std::unique_ptr<variant> make_beast_over_tls(const job& what)
{
    return std::make_unique<beast_variant<tls>>(what);
}

} // namespace bench
