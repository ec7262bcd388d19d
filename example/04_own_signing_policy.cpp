// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The key lives elsewhere: a policy that asks a signer, and waits for its answer.
// Arguments: URL of a COS, file of its CA. Credentials from the environment.

#include <cosio/cosio.hpp>

#include <boost/asio/append.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cstdlib>
#include <iostream>
#include <memory>
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
        asio::post(signer_->place, [who = signer_, request, handler = std::move(handler)]() mutable {
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
    if (argc != 3)
        return 2;
    const auto id = std::getenv("COS_SECRET_ID"), key = std::getenv("COS_SECRET_KEY");
    asio::io_context io;
    cosio::basic_client<remote_signing> cos(
        cosio::tls_transport<>(io, cosio::ca_file(argv[2])), cosio::endpoint::url(argv[1]),
        remote_signing(std::make_shared<signer>(cosio::credentials(id, key))));
    cos.initiate({"examplebucket-1250000000", "exampleobject"},
                 [](cosio::error_code code, const cosio::initiate_result& result) {
                     std::cout << (code ? code.message() : result.upload_id) << '\n';
                 });
    io.run();
}
