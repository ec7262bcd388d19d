// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_COMBINATIONS_HPP
#define COSIO_TEST_COMBINATIONS_HPP

#include <cosio/client.hpp>
#include <cosio/signing/anonymous_signing.hpp>
#include <cosio/signing/sigv4_signing.hpp>
#include <cosio/xml/pugixml_xml.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/append.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <memory>
#include <string>
#include <support/local.hpp>
#include <utility>

// Every signing policy with a given transport and every XML policy: each client is compiled, and
// initiates once. A file for each transport, because so many clients take long to compile.
namespace combinations {

/// A provider that has to be waited for, which makes a signing policy asynchronous.
struct later {
    boost::asio::any_io_executor where;
    cosio::credentials who;

    template <class Handler>
    void async_get(Handler handler) const
    {
        cosio::provided_credentials found{std::make_shared<const cosio::credentials>(who), ""};
        boost::asio::post(
            where, boost::asio::append(std::move(handler), cosio::error_code(), std::move(found)));
    }
};

/// Looks at what one initiate yields. Not a template, as the rest is compiled for each client.
class witness {
public:
    explicit witness(const std::string& bucket) : bucket_(bucket) {}

    void operator()(cosio::error_code code, const cosio::initiate_result& result) const
    {
        *ended_ = true;
        BOOST_TEST(!code, result.diagnostics << ": " << code.message());
        BOOST_TEST(result.bucket == bucket_);
        BOOST_TEST(result.key == key);
        BOOST_TEST(result.upload_id != "");
        BOOST_TEST(result.diagnostics.request_id != "");
    }

    void run(boost::asio::io_context& io) const
    {
        io.restart();
        while (!*ended_ && io.run_one() != 0) {
        }
        BOOST_TEST(*ended_);
    }

    static constexpr const char* key = "a b/ü";

private:
    std::string bucket_;
    std::shared_ptr<bool> ended_ = std::make_shared<bool>(false);
};

template <class Client>
void initiates(boost::asio::io_context& io, Client client, const std::string& bucket)
{
    const witness seen(bucket);
    client.initiate({bucket, witness::key}, seen);
    seen.run(io);
}

template <class Signing, class Transport>
void with_every_xml(boost::asio::io_context& io, const Transport& transport,
                    const cosio::endpoint& to, const Signing& signing, const std::string& bucket)
{
    const auto read_by = [&]<class Xml>(Xml xml) {
        initiates(io,
                  cosio::basic_client<Signing, Transport, Xml>(transport, to, signing,
                                                               support::quick(), xml),
                  bucket);
    };
    read_by(cosio::property_tree_xml());
    read_by(cosio::pugixml_xml());
    read_by(cosio::scanner_xml());
}

/// Against a COS that takes signed and anonymous requests.
template <class Transport>
void at_cos(boost::asio::io_context& io, const Transport& transport, const cosio::endpoint& to)
{
    const cosio::credentials who(support::secret_id, support::secret_key);
    with_every_xml(io, transport, to, cosio::q_signing(who), support::bucket);
    with_every_xml(io, transport, to, cosio::anonymous_signing(), support::bucket);
}

/// The asynchronous forms of the signing policies, which do not depend on the transport.
template <class Transport>
void at_both_asking(boost::asio::io_context& io, const Transport& transport,
                    const cosio::endpoint& to)
{
    const later asked{io.get_executor(), {support::secret_id, support::secret_key}};
    with_every_xml(io, transport, to, cosio::basic_q_signing(asked), support::bucket);
    with_every_xml(io, transport, to, cosio::basic_sigv4_signing(asked, "us-east-1"),
                   support::bucket);
}

/// Against an S3 server.
template <class Transport>
void at_s3(boost::asio::io_context& io, const Transport& transport, const cosio::endpoint& to,
           const std::string& bucket, const cosio::credentials& who)
{
    with_every_xml(io, transport, to, cosio::sigv4_signing(who, "us-east-1"), bucket);

    auto body_unsigned = cosio::sigv4_signing(who, "us-east-1").sign_payload(false);
    initiates(io,
              cosio::basic_client<cosio::sigv4_signing, Transport, cosio::scanner_xml>(
                  transport, to, body_unsigned, support::quick()),
              bucket);
}

/// The S3 server of the environment: interop/ starts one.
struct s3_server {
    static std::string variable(const char* name)
    {
        const char* value = std::getenv(name);
        BOOST_REQUIRE_MESSAGE(value, std::string(name) + " is not set");
        return value;
    }

    std::string bucket = variable("COSIO_S3_BUCKET");
    cosio::credentials who{variable("COS_SECRET_ID"), variable("COS_SECRET_KEY")};

    /// Both styles of address, whatever the resolver knows of `<bucket>.localhost`.
    template <class Transport>
    void check(boost::asio::io_context& io, const Transport& transport, const char* url_variable)
    {
        const std::string url = variable(url_variable); // of 127.0.0.1
        auto by_name = url;
        by_name.replace(url.find("127.0.0.1"), 9, "localhost");
        at_s3(io, transport, cosio::endpoint::url(url).path_style(), bucket, who);
        at_s3(io, transport,
              cosio::endpoint::url(url).stands_for(
                  cosio::endpoint::url(by_name).virtual_host_style()),
              bucket, who);
    }
};

/// A loop with such a COS on it.
inline void start_cos(support::loop& loop)
{
    loop.start(support::strict_cos().anonymous_access(true));
}

} // namespace combinations

#endif
