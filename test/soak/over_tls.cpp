// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "clients.hpp"
#include "server.hpp"

#include <cosio/client.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/context.hpp>

#include <support/local.hpp>

namespace soak {

namespace {

cosio::tls_transport<> transport(boost::asio::any_io_executor where, const plan& how)
{
    if (how.wire != wire::tls_1_2)
        return cosio::tls_transport<>(where, cosio::ca_pem(server::ca_pem()), how.limits);
    boost::asio::ssl::context old(boost::asio::ssl::context::tls_client);
    SSL_CTX_set_max_proto_version(old.native_handle(), TLS1_2_VERSION);
    old.add_certificate_authority(boost::asio::buffer(server::ca_pem()));
    return cosio::tls_transport<>(where, std::move(old), how.limits);
}

class tls_client : public any_client {
public:
    tls_client(boost::asio::any_io_executor where, const plan& how)
        : client_(transport(where, how),
                  cosio::endpoint::url(how.url).stands_for(cosio::endpoint::region("ap-beijing")),
                  cosio::credentials(support::secret_id, support::secret_key), how.settings)
    {
    }

private:
    void start(cosio::initiate_request request, handler_type handler) override
    {
        client_.initiate(std::move(request), std::move(handler));
    }

    cosio::client client_;
};

} // namespace

std::unique_ptr<any_client> make_tls_client(boost::asio::any_io_executor where, const plan& how)
{
    return std::make_unique<tls_client>(std::move(where), how);
}

} // namespace soak
