// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The calls of the README and the comments word for word, over TLS, because a compiler that destroys
// a temporary of a co_await expression twice (g++ 12 does, with aggregates) is seen only when they run.

// Its main() becomes a function that nobody calls.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wreturn-type"
#define main readme_main
#include "../../example/01_initiate.cpp"
#undef main
#pragma GCC diagnostic pop

#include <support/local.hpp>

#include <cosio/testing/local_cos.hpp>

#include <boost/test/unit_test.hpp>

namespace asio = boost::asio;

namespace {

struct fixture {
    asio::io_context io;
    cosio::testing::local_cos cos{io.get_executor(), support::strict_cos()};
    cosio::client client{cosio::tls_transport<>(io, cosio::ca_pem(cos.ca_pem())),
                         cosio::endpoint::url(cos.https_url())
                             .stands_for(cosio::endpoint::region("ap-beijing")),
                         cosio::credentials(support::secret_id, support::secret_key)};

    void run(asio::awaitable<void> work)
    {
        std::exception_ptr failure;
        asio::co_spawn(io, std::move(work), [&](std::exception_ptr thrown) {
            failure = thrown;
            cos.stop();
        });
        io.run();
        if (failure)
            std::rethrow_exception(failure);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(naive, fixture)

BOOST_AUTO_TEST_CASE(the_example_of_the_readme)
{
    run(begin_upload(client));
    BOOST_REQUIRE(cos.uploads().size() == 1u);
    BOOST_TEST(cos.uploads().front().key == "video/intro.mp4");
}

BOOST_AUTO_TEST_CASE(requests_made_in_place)
{
    run([](cosio::client& c) -> asio::awaitable<void> {
        auto a = co_await c.initiate({"examplebucket-1250000000", "a"});
        auto b = co_await c.initiate(cosio::initiate_request("examplebucket-1250000000", "b"));
        auto d = co_await c.initiate(cosio::initiate_request("examplebucket-1250000000", "d")
                                         .content_type("video/mp4")
                                         .meta("camera", "two")
                                         .tag("kept", "seven years")
                                         .encryption(cosio::sse_cos()));
        auto e = co_await c.initiate(
            cosio::initiate_request{"examplebucket-1250000000", "e"}.encryption(
                cosio::sse_kms().key_id("48ba38aa").context("author", "nobody")));
        auto f = co_await c.initiate(
            cosio::initiate_request("examplebucket-1250000000", "f")
                .encryption(cosio::sse_c("0123456789ABCDEF0123456789ABCDEF")));
        auto g = co_await c.initiate(
            cosio::initiate_request("examplebucket-1250000000", "g")
                .attributes(cosio::object_attributes().cache_control("max-age=86400")));
        co_await c.initiate(cosio::initiate_request("examplebucket-1250000000", "video/intro.mp4")
                                .content_type("video/mp4")
                                .meta("camera", "two")
                                .tag("kept", "seven years")
                                .storage_class(cosio::storage_class::archive())
                                .encryption(cosio::sse_kms().key_id("48ba38aa").context("author", "me")));
        BOOST_TEST(a.key + b.key + d.key + e.key + f.key + g.key == "abdefg");
        BOOST_TEST(d.encryption.algorithm == "AES256");
        BOOST_TEST(e.encryption.algorithm == "cos/kms");
    }(client));
    BOOST_TEST(cos.uploads().size() == 7u);
}

BOOST_AUTO_TEST_CASE(results_and_requests_of_every_kind_of_reference)
{
    run([](cosio::client& c) -> asio::awaitable<void> {
        const cosio::initiate_request kept("examplebucket-1250000000", "kept");
        const std::string upload = (co_await c.initiate(kept)).upload_id;
        BOOST_TEST(upload.size() == 74u);
        cosio::initiate_request moved = kept;
        const auto [code, result] =
            co_await c.initiate(std::move(moved), asio::as_tuple(asio::use_awaitable));
        BOOST_TEST(!code);
        BOOST_TEST(result.upload_id != upload);
    }(client));
}

BOOST_AUTO_TEST_CASE(a_context_of_the_users_own)
{
    asio::ssl::context own(asio::ssl::context::tls_client);
    own.add_certificate_authority(asio::buffer(cos.ca_pem()));
    client = cosio::client(cosio::tls_transport<>(io, std::move(own)),
                           cosio::endpoint::url(cos.https_url()),
                           cosio::credentials(support::secret_id, support::secret_key));
    run(begin_upload(client));
    BOOST_TEST(cos.uploads().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_context_of_the_users_own_verifies_all_the_same)
{
    asio::ssl::context careless(asio::ssl::context::tls_client);
    careless.set_verify_mode(asio::ssl::verify_none);
    client = cosio::client(cosio::tls_transport<>(io, std::move(careless)),
                           cosio::endpoint::url(cos.https_url()),
                           cosio::credentials(support::secret_id, support::secret_key));
    BOOST_CHECK_THROW(run(begin_upload(client)), cosio::error_with_diagnostics);
    BOOST_TEST(cos.counters().requests == 0u);
}

BOOST_AUTO_TEST_CASE(a_failure_in_place)
{
    run([](cosio::client& c) -> asio::awaitable<void> {
        std::string said;
        try {
            co_await c.initiate({"examplebucket-1250000000", ""});
        } catch (const cosio::error_with_diagnostics& error) {
            said = error.get_diagnostics().detail;
        }
        BOOST_TEST(said == "key \"\": must not be empty, the call would address the bucket");
    }(client));
}

BOOST_AUTO_TEST_SUITE_END()
