// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The key lives elsewhere: a policy that asks a signer, and waits for its answer.

#include "common.hpp"

#include <boost/asio/append.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <memory>
#include <utility>

namespace asio = boost::asio;

/// Stands for a signer service or an HSM: it alone has the key.
struct signer {
    explicit signer(const cosio::credentials& who) : key(who) {}
    cosio::q_signing key;
    asio::thread_pool place{1};
};

/// The policy: no key in it, only the way to the signer.
class remote_signing {
public:
    explicit remote_signing(std::shared_ptr<signer> who) : signer_(std::move(who)) {}
    template <class Handler>
    void async_sign(cosio::http_request request, Handler handler) const
    {
        asio::post(signer_->place,
                   [who = signer_, request, handler = std::move(handler)]() mutable {
                       cosio::diagnostics about;
                       const auto code = who->key.sign(request, about);
                       asio::post(asio::append(std::move(handler), code, std::move(request)));
                   });
    }

private:
    std::shared_ptr<signer> signer_;
};
static_assert(cosio::check_signing<remote_signing>());

int main(int argc, char** argv)
{
    const arguments given = read_arguments(argc, argv);
    asio::io_context io;
    cosio::basic_client<remote_signing> cos(
        cosio::tls_transport<>(io, given.ca_file),
        cosio::endpoint::url(given.url).stands_for(cosio::endpoint::region("ap-beijing")),
        remote_signing(std::make_shared<signer>(given.who)));

    bool begun = false;
    cos.initiate({"examplebucket-1250000000", "exampleobject"},
                 [&](auto code, const auto& result) { begun = tell(code, result); });
    io.run();
    return begun ? 0 : 1;
}
