// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "clients.hpp"

#include <cosio/client.hpp>
#include <cosio/transport/tcp_transport.hpp>

#include <support/local.hpp>

namespace soak {

namespace {

using client = cosio::basic_client<cosio::q_signing, cosio::tcp_transport<>>;

class tcp_client : public any_client {
public:
    tcp_client(boost::asio::any_io_executor where, const plan& how)
        : client_(cosio::tcp_transport<>(where, how.limits),
                  cosio::endpoint::url(how.url).stands_for(cosio::endpoint::region("ap-beijing")),
                  cosio::credentials(support::secret_id, support::secret_key), how.settings)
    {
    }

private:
    void start(cosio::initiate_request request, handler_type handler) override
    {
        client_.initiate(std::move(request), std::move(handler));
    }

    client client_;
};

} // namespace

std::unique_ptr<any_client> make_tcp_client(boost::asio::any_io_executor where, const plan& how)
{
    return std::make_unique<tcp_client>(std::move(where), how);
}

} // namespace soak
