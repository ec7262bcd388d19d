// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// A trace context on its way to a COS that recomputes every signature.

#include <cosio/client.hpp>
#include <cosio/observer/line_logger.hpp>
#include <cosio/transport/tcp_transport.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <sstream>
#include <string>
#include <support/local.hpp>
#include <vector>

namespace {

const std::string parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const std::string another = "00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-00";

/// What stands in the way, and puts a span of its own into what was signed.
struct tracing_proxy : cosio::q_signing {
    using cosio::q_signing::q_signing;

    cosio::error_code sign(cosio::http_request& request, cosio::diagnostics& about) const
    {
        const auto code = cosio::q_signing::sign(request, about);
        request.headers().set("traceparent", another).set("tracestate", "proxy=1,rojo=1");
        return code;
    }
};
static_assert(cosio::check_signing<tracing_proxy>());

template <class Signing, class Observer = cosio::null_observer>
using client = cosio::basic_client<Signing, cosio::tcp_transport<>, cosio::scanner_xml, Observer>;

struct fixture : support::loop {
    std::vector<std::string> seen; ///< parent and state of each request, and which were signed

    /// A COS that is busy for a while.
    void start_busy(std::size_t refusals)
    {
        start(support::strict_cos().on_request([this, refusals](const auto& request) {
            const auto value = [&](const char* name) {
                return std::string(request.header(name).value_or("none"));
            };
            const bool is_signed = value("Authorization").find("trace") != std::string::npos;
            seen.push_back(value("traceparent") + ' ' + value("tracestate") +
                           (is_signed ? " signed" : ""));
            using answer = std::optional<cosio::testing::local_answer>;
            return seen.size() <= refusals ? answer(cosio::testing::local_answer::hang_up())
                                           : answer();
        }));
    }

    template <class Client>
    cosio::error_code initiate(Client& c, const cosio::initiate_request& request)
    {
        cosio::error_code code = cosio::errc::missing_status;
        bool done = false;
        c.initiate(request, [&](cosio::error_code found, const auto&) {
            code = found;
            done = true;
        });
        context().restart();
        while (!done)
            context().run_one();
        return code;
    }
};

cosio::initiate_request traced()
{
    return cosio::initiate_request(support::bucket, "exampleobject")
        .trace_context(parent, "rojo=1");
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(trace_context_over_the_wire, fixture)

BOOST_AUTO_TEST_CASE(it_arrives_unsigned)
{
    start_busy(0);
    BOOST_TEST(!support::loop::initiate(to_http(), traced()).code);
    BOOST_TEST(!support::loop::initiate(to_https(), traced()).code);
    BOOST_TEST((seen == std::vector<std::string>(2, parent + " rojo=1")));
}

BOOST_AUTO_TEST_CASE(a_proxy_may_change_it)
{
    start_busy(0);
    const auto how = to_http();
    client<tracing_proxy> c(cosio::tcp_transport<>(context()), how.to,
                            cosio::credentials(support::secret_id, support::secret_key),
                            how.settings);
    BOOST_TEST(!initiate(c, traced()));
    BOOST_TEST((seen == std::vector<std::string>{another + " proxy=1,rojo=1"}));
}

BOOST_AUTO_TEST_CASE(every_attempt_has_it)
{
    start_busy(2);
    auto how = to_http();
    how.settings.retry.attempts = 3;
    std::ostringstream log;
    client<cosio::q_signing, cosio::line_logger> c(cosio::tcp_transport<>(context()), how.to,
                                                   how.signing, how.settings, {},
                                                   cosio::line_logger(log));
    BOOST_TEST(!initiate(c, traced()));
    BOOST_TEST((seen == std::vector<std::string>(3, parent + " rojo=1")));

    std::istringstream lines(log.str());
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count)
        BOOST_TEST(line.find(" initiate 1 " + parent + " examplebucket-1250000000/") ==
                   std::string("20261123T065038Z").size());
    BOOST_TEST(count > 6u);
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_under_a_bad_one)
{
    start_busy(0);
    const auto [code, result] = support::loop::initiate(
        to_http(), cosio::initiate_request(support::bucket, "k").trace_context("00-1-2-3"));
    BOOST_TEST((code == cosio::errc::invalid_header));
    BOOST_TEST((code == cosio::condition::invalid_input));
    BOOST_TEST(result.diagnostics.detail.starts_with("traceparent \"00-1-2-3\": must be "));
    BOOST_TEST(counters().connections == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
