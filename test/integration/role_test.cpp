// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The keys of roles over real sockets, from services that are strict about what they are asked.

#include <cosio/credentials/cvm_role_credentials.hpp>
#include <cosio/credentials/tke_oidc_credentials.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <support/role_service.hpp>
#include <support/tke_environment.hpp>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using cosio::errc;
using plain_oidc_source = cosio::tke_oidc_source<cosio::tcp_transport<>>;
using plain_oidc_credentials = cosio::refreshing_credentials<plain_oidc_source>;

namespace {

struct fixture {
    asio::io_context io;
    support::role_service service{io};
    cosio::error_code code;
    cosio::provided_credentials found;

    cosio::cvm_role_credentials cvm()
    {
        return cosio::cvm_role_credentials(
            cosio::cvm_role_source<>(io).service(cosio::endpoint::url(service.url())));
    }

    plain_oidc_credentials oidc()
    {
        return plain_oidc_credentials(
            plain_oidc_source(io).service(cosio::endpoint::url(service.url())));
    }

    template <class Provider>
    void ask(const Provider& provider)
    {
        bool ended = false;
        provider.async_get([&](cosio::error_code ec, cosio::provided_credentials what) {
            code = ec;
            found = std::move(what);
            ended = true;
        });
        io.restart();
        while (!ended && io.run_one() != 0) {
        }
        BOOST_REQUIRE(ended);
    }

    void check_keys() const
    {
        BOOST_TEST(!code, code.message() << ": " << found.detail);
        BOOST_REQUIRE(found.who);
        BOOST_TEST(found.who->secret_id() == "AKIDrole");
        BOOST_TEST(found.who->secret_key().expose() == "role key");
        BOOST_TEST(found.who->session_token().expose() == "role token");
    }

    void check_refused(const cosio::error_code& expected, const std::string& words) const
    {
        BOOST_TEST(code == expected);
        BOOST_TEST(found.detail.find(words) != std::string::npos,
                   found.detail << " lacks " << words);
    }
};

const std::string path = "GET /latest/meta-data/cam/security-credentials/";

} // namespace

BOOST_FIXTURE_TEST_SUITE(roles_over_sockets, fixture)

BOOST_AUTO_TEST_CASE(the_role_of_a_machine)
{
    const auto provider = cvm();
    for (int i = 0; i < 3; ++i) {
        ask(provider);
        check_keys();
    }
    BOOST_TEST(service.requests() == (std::vector{path, path + "uploader"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_machine_without_a_role)
{
    service.role("");
    ask(cvm());
    check_refused(errc::no_credentials, "knows no role");
}

BOOST_AUTO_TEST_CASE(no_machine_of_tencent_cloud)
{
    // A port that is taken, where nobody listens.
    const asio::ip::tcp::socket held(io, {asio::ip::address_v4::loopback(), 0});
    const auto port = held.local_endpoint().port();
    ask(cosio::cvm_role_credentials(cosio::cvm_role_source<>(io).service(
        cosio::endpoint::url("http://127.0.0.1:" + std::to_string(port)))));
    check_refused(errc::no_credentials, "127.0.0.1: ");
}

BOOST_AUTO_TEST_CASE(keys_that_came_too_late)
{
    service.expires(1585130821);
    ask(cvm());
    check_refused(errc::unusable_credentials, "clock");
}

BOOST_AUTO_TEST_CASE(an_answer_cut_off)
{
    service.break_off();
    ask(cvm());
    check_refused(asio::error::eof, "127.0.0.1: ");
}

BOOST_AUTO_TEST_CASE(the_role_of_a_pod)
{
    const support::tke_environment pod;
    pod.token("hush\n.\"quoted\"\\"); // whatever it is made of
    service.token("hush\n.\"quoted\"\\");
    const auto provider = oidc();
    for (int i = 0; i < 3; ++i) {
        ask(provider);
        check_keys();
    }
    BOOST_TEST(service.requests().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_pod_that_sts_does_not_know)
{
    const support::tke_environment pod;
    service.token("another");
    ask(oidc());
    check_refused(errc::unusable_credentials,
                  "STS refused: InvalidParameter: WebIdentityToken, RequestId id-8");
}

BOOST_AUTO_TEST_SUITE_END()
