// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// W3C Trace Context: which values are taken, and that they are sent and never signed.

#include <cosio/initiate.hpp>
#include <cosio/presign.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/signing/sigv4_signing.hpp>
#include <cosio/testing/manual_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace std::chrono_literals;
using std::string;

const string trace = "4bf92f3577b34da6a3ce929d0e0e4736", span = "00f067aa0ba902b7";
const string parent = "00-" + trace + '-' + span + "-01";

cosio::initiate_request request()
{
    return {"examplebucket-1250000000", "exampleobject"};
}

/// The request of an operation, before its signature.
template <class Dialect = cosio::cos_dialect>
cosio::detail::invalid_input build(cosio::http_request& out, const cosio::initiate_request& from)
{
    const auto to = cosio::endpoint::region("ap-beijing").address_of(from.bucket());
    return cosio::detail::initiate_operation::build<Dialect>(out, from, to, cosio::config());
}

template <class Signing>
cosio::http_request signed_by(const Signing& signing, const cosio::initiate_request& from)
{
    cosio::http_request message;
    cosio::diagnostics about;
    BOOST_TEST(!build<cosio::dialect_of_t<Signing>>(message, from));
    BOOST_TEST(!signing.sign(message, about));
    return message;
}

string header(const cosio::http_request& message, std::string_view name)
{
    return string(message.headers().find(name).value_or("none"));
}

/// The sentence that refuses the request; empty if it is taken.
string refusal(const cosio::initiate_request& from)
{
    cosio::http_request message;
    const auto broken = build(message, from);
    BOOST_TEST(!broken == broken.sentence.empty());
    if (broken)
        BOOST_TEST((broken.code == cosio::errc::invalid_header));
    return broken.sentence;
}

string of_parent(const string& value)
{
    return refusal(request().trace_context(value));
}

string of_state(const string& value)
{
    return refusal(request().trace_context(parent).header("tracestate", value));
}

const cosio::testing::manual_clock midnight{std::chrono::sys_seconds(1585130821s)};
const cosio::credentials who("AKIDtest", "secret");
const cosio::basic_q_signing<cosio::static_credentials, cosio::testing::manual_clock> q(who,
                                                                                        midnight);
const cosio::basic_sigv4_signing<cosio::static_credentials, cosio::testing::manual_clock>
    s3(who, "us-east-1", midnight);

} // namespace

BOOST_AUTO_TEST_SUITE(trace_context)

BOOST_AUTO_TEST_CASE(which_parents_are_taken)
{
    for (const string& good :
         {parent, "00-" + trace + '-' + span + "-00", "00-" + trace + '-' + span + "-ff",
          "00-" + string(31, '0') + "1-" + string(15, '0') + "1-01",
          "01-" + trace + '-' + span + "-01", "fe-" + trace + '-' + span + "-01",
          "cc-" + trace + '-' + span + "-01-what-the-future-will-be-like.?"})
        BOOST_TEST(of_parent(good) == "", good);

    const string form = "must be version-traceid-parentid-flags, of 2, 32, 16 and 2 of 0-9 and a-f";
    const std::pair<string, string> bad[] = {
        {"", form},
        {"00", form},
        {parent.substr(1), form},
        {parent.substr(0, 54), form},
        {'0' + parent, form},
        {"00-" + trace.substr(1) + "g-" + span + "-01", form},
        {"00-" + trace.substr(1) + '-' + span + "-010", form},
        {"00-" + trace + "0-" + span.substr(1) + "-01", form},
        {"00-" + trace + '_' + span + "-01", form},
        {"00-4BF92F3577B34DA6A3CE929D0E0E4736-" + span + "-01", form},
        {"00-" + trace + "-00F067AA0BA902B7-01", form},
        {"00-" + trace + '-' + span + "-0A", form},
        {"0G-" + trace + '-' + span + "-01", form},
        {"FF-" + trace + '-' + span + "-01", form},
        {"ff-" + trace + '-' + span + "-01", "its version ff is not allowed"},
        {"00-" + string(32, '0') + '-' + span + "-01", "its trace id must not be all zero"},
        {"00-" + trace + '-' + string(16, '0') + "-01", "its parent id must not be all zero"},
        {"cc-" + string(32, '0') + '-' + span + "-01", "its trace id must not be all zero"},
        {parent + '-', "goes on after its flags"},
        {parent + "-00", "goes on after its flags"},
        {parent + '0', "goes on after its flags"},
        {"cc-" + trace + '-' + span + "-01.more", "goes on after its flags"},
        {parent + "\r\nX-Forged: 1", "control characters such as CR, LF and NUL are not allowed"},
        {parent + ' ',
         "white space at either end would be lost on the way and break the signature"},
    };
    for (const auto& [value, rule] : bad)
        BOOST_TEST(of_parent(value) == "traceparent " + cosio::detail::quoted(value) + ": " + rule);
}

BOOST_AUTO_TEST_CASE(which_states_are_taken)
{
    string most = "k0=v";
    for (int i = 1; i < 32; ++i)
        most += ",k" + std::to_string(i) + "=v";
    const string long_key = string(256, 'k') + "=v";
    const string long_tenant = string(241, 't') + '@' + string(14, 's') + "=v";
    for (const string& good :
         {string("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"), string("a=1 , b=2\t,\tc=3"),
          string("a=1,,b=2"), string("a=!\"#$%&'()*+-./:;<>?@[\\]^_`{|}~ x"), string("a_-*/0=1"),
          string("0tenant@system=1"), string("1a-2f@nr=x"), string("0a=1"), string("a@=1"),
          string("a@0b@c=1"), most, long_key, long_tenant, "k=" + string(256, 'v'),
          "a=" + string(253, 'v') + ",b=" + string(254, 'v')})
        BOOST_TEST(of_state(good) == "", good);

    const string form = "must be key=value members separated by commas";
    const string too_long = "must have at most 512 characters";
    const std::pair<string, string> bad[] = {
        {"", "must not be empty; leave it unset instead"},
        {"a", form},
        {"=1", form},
        {"a=", form},
        {"A=1", form},
        {"a b=1", form},
        {"a =1", form},
        {"a=1=2", form},
        {"a=1;b=2", form},
        {"a=\xc3\xa4", form},
        {"@system=1", form},
        {"_a=1", form},
        {string(257, 'k') + "=v", form},
        {"k=" + string(257, 'v'), form},
        {"a=1,a=2", "has a key twice"},
        {most + ",k32=v", "must have at most 32 members"},
        {"a=" + string(254, 'v') + ",b=" + string(254, 'v'), too_long},
        {"a=1\nb=2", "control characters such as CR, LF and NUL are not allowed"},
    };
    for (const auto& [value, rule] : bad)
        BOOST_TEST(of_state(value) == "tracestate " + cosio::detail::quoted(value) + ": " + rule);
}

BOOST_AUTO_TEST_CASE(a_state_belongs_to_a_parent)
{
    BOOST_TEST(refusal(request().header("TraceState", "a=1")) ==
               "tracestate \"a=1\": needs a traceparent beside it");
    auto twice = request().trace_context(parent, "a=1").trace_context(parent);
    BOOST_TEST(!twice.fields().contains("tracestate"));
    BOOST_TEST(request()
                   .header("tracestate-not", "1")
                   .trace_context(parent)
                   .fields()
                   .contains("tracestate-not"));
    BOOST_TEST(twice.trace_context(parent, "b=2").fields().find("tracestate").value() == "b=2");
}

BOOST_AUTO_TEST_CASE(under_any_name_it_is_held_to_the_rules)
{
    BOOST_TEST(refusal(request().header("TraceParent", "00-1-2-3")) != "");
    BOOST_TEST(refusal(request().header("TraceParent", parent)) == "");
    BOOST_TEST(!cosio::is_signed_header("TraceParent"));
    BOOST_TEST(!cosio::is_signed_header("TRACESTATE"));
    BOOST_TEST(cosio::is_signed_header("traceparent2"));
}

BOOST_AUTO_TEST_CASE(it_is_sent_and_not_signed)
{
    auto traced = request().trace_context(parent, "rojo=1");
    const auto by_q = signed_by(q, traced), plain_by_q = signed_by(q, request());
    BOOST_TEST(header(by_q, "traceparent") == parent);
    BOOST_TEST(header(by_q, "tracestate") == "rojo=1");
    BOOST_TEST(header(by_q, "Authorization") == header(plain_by_q, "Authorization"));
    BOOST_TEST(header(by_q, "Authorization").find("trace") == string::npos);

    const auto by_s3 = signed_by(s3, traced), plain_by_s3 = signed_by(s3, request());
    BOOST_TEST(header(by_s3, "traceparent") == parent);
    BOOST_TEST(header(by_s3, "tracestate") == "rojo=1");
    BOOST_TEST(header(by_s3, "Authorization") == header(plain_by_s3, "Authorization"));
    BOOST_TEST(header(by_s3, "Authorization").find("trace") == string::npos);
}

BOOST_AUTO_TEST_CASE(a_presigned_request_has_none_of_it)
{
    using operation = cosio::detail::presign_operation<cosio::detail::initiate_operation>;
    const auto presigned = [](const auto& signing, const cosio::initiate_request& from) {
        const auto to = cosio::endpoint::region("ap-beijing").address_of(from.bucket());
        cosio::http_request message;
        cosio::presigned_request result;
        const auto broken = operation::build<cosio::dialect_of_t<std::decay_t<decltype(signing)>>>(
            message, {from, 60s}, to, cosio::config());
        BOOST_TEST(broken.sentence == "");
        BOOST_TEST(!signing.presign(message, 60s, result.diagnostics));
        operation::write(result, message, to);
        BOOST_TEST(!result.headers.contains("traceparent"));
        BOOST_TEST(!result.headers.contains("tracestate"));
        return result.url;
    };
    auto traced = request().trace_context(parent, "rojo=1");
    BOOST_TEST(presigned(q, traced) == presigned(q, request()));
    BOOST_TEST(presigned(s3, traced) == presigned(s3, request()));
}

BOOST_AUTO_TEST_SUITE_END()
