// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include <cosio/endpoint.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace {

using cosio::endpoint;
using cosio::scheme;

const std::string bucket = "examplebucket-1250000000";

struct row {
    endpoint to;
    std::string host;
    std::uint16_t port;
    std::string authority;
    cosio::scheme scheme = scheme::https;
};

void check(const row& r)
{
    const auto found = r.to.address_of(bucket);
    BOOST_TEST_CONTEXT(r.host + ' ' + r.authority)
    {
        BOOST_TEST(r.to.broken().sentence == "");
        BOOST_TEST(found.host == r.host);
        BOOST_TEST(found.port == r.port);
        BOOST_TEST(found.authority == r.authority);
        BOOST_TEST((found.scheme == r.scheme));
        BOOST_TEST((r.to.scheme() == r.scheme));
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(endpoints)

BOOST_AUTO_TEST_CASE(host_forms_of_cos)
{
    const std::pair<endpoint, std::string> rows[] = {
        {endpoint::region("ap-beijing"), ".cos.ap-beijing.myqcloud.com"},
        {endpoint::region("ap-shanghai-fsi"), ".cos.ap-shanghai-fsi.myqcloud.com"},
        {endpoint::region("ap-beijing-1"), ".cos.ap-beijing-1.myqcloud.com"},
        {endpoint::region("accelerate"), ".cos.accelerate.myqcloud.com"},
        // Regions of the first generation.
        {endpoint::region("cn-east"), ".cn-east.myqcloud.com"},
        {endpoint::region("cn-north"), ".cn-north.myqcloud.com"},
        {endpoint::region("cn-south"), ".cn-south.myqcloud.com"},
        {endpoint::region("cn-south-2"), ".cn-south-2.myqcloud.com"},
        {endpoint::region("cn-southwest"), ".cn-southwest.myqcloud.com"},
        {endpoint::region("sg"), ".sg.myqcloud.com"},
        {endpoint::region("cn-south-3"), ".cos.cn-south-3.myqcloud.com"},
        {endpoint::backup("ap-beijing"), ".cos.ap-beijing.tencentcos.cn"},
        {endpoint::accelerate(), ".cos.accelerate.myqcloud.com"},
        {endpoint::internal("ap-beijing"), ".cos-internal.ap-beijing.tencentcos.cn"},
        {endpoint::internal_accelerate(), ".cos-internal.accelerate.tencentcos.cn"},
    };
    for (const auto& [to, suffix] : rows)
        check({to, bucket + suffix, 443, bucket + suffix});
}

BOOST_AUTO_TEST_CASE(other_hosts)
{
    const row rows[] = {
        {endpoint::custom_domain("cdn.example.com"), "cdn.example.com", 443, "cdn.example.com"},
        {endpoint::url("https://example.com"), "example.com", 443, "example.com"},
        {endpoint::url("https://example.com/"), "example.com", 443, "example.com"},
        {endpoint::url("https://example.com:443"), "example.com", 443, "example.com"},
        {endpoint::url("https://example.com:8443"), "example.com", 8443, "example.com:8443"},
        {endpoint::url("https://example.com:80"), "example.com", 80, "example.com:80"},
        {endpoint::url("http://example.com"), "example.com", 80, "example.com", scheme::http},
        {endpoint::url("http://example.com:80/"), "example.com", 80, "example.com", scheme::http},
        {endpoint::url("http://example.com:443"), "example.com", 443, "example.com:443",
         scheme::http},
        {endpoint::url("http://example.com:65535"), "example.com", 65535, "example.com:65535",
         scheme::http},
        {endpoint::url("http://example.com:1"), "example.com", 1, "example.com:1", scheme::http},
        {endpoint::url("http://localhost:8080"), "localhost", 8080, "localhost:8080", scheme::http},
        {endpoint::url("http://Host_Name.example."), "Host_Name.example.", 80, "Host_Name.example.",
         scheme::http},
        {endpoint::url("http://127.0.0.1:8080"), "127.0.0.1", 8080, "127.0.0.1:8080", scheme::http},
        {endpoint::url("https://" + std::string(253, 'h')), std::string(253, 'h'), 443,
         std::string(253, 'h')},
    };
    for (const row& r : rows)
        check(r);
}

BOOST_AUTO_TEST_CASE(ipv6_stands_in_brackets_only_where_it_must)
{
    const row rows[] = {
        {endpoint::url("http://[::1]"), "::1", 80, "[::1]", scheme::http},
        {endpoint::url("http://[::1]/"), "::1", 80, "[::1]", scheme::http},
        {endpoint::url("http://[::1]:8080"), "::1", 8080, "[::1]:8080", scheme::http},
        {endpoint::url("https://[2001:DB8::1]:8443"), "2001:DB8::1", 8443, "[2001:DB8::1]:8443"},
        {endpoint::url("https://[::ffff:127.0.0.1]"), "::ffff:127.0.0.1", 443,
         "[::ffff:127.0.0.1]"},
        {endpoint::url("https://[1:2:3:4:5:6:7:8]"), "1:2:3:4:5:6:7:8", 443, "[1:2:3:4:5:6:7:8]"},
        {endpoint::url("https://[::]"), "::", 443, "[::]"},
    };
    for (const row& r : rows)
        check(r);
}

BOOST_AUTO_TEST_CASE(scheme_and_port_can_be_changed)
{
    const auto host = bucket + ".cos.ap-beijing.myqcloud.com";
    const auto region = [] { return endpoint::region("ap-beijing"); };
    check({region().http(), host, 80, host, scheme::http});
    check({region().port(8443), host, 8443, host + ":8443"});
    check({region().port(443), host, 443, host});
    check({region().http().port(443), host, 443, host + ":443", scheme::http});
    check({region().port(8080).http(), host, 8080, host + ":8080", scheme::http});
    check(
        {endpoint::custom_domain("a.example").http(), "a.example", 80, "a.example", scheme::http});
    check({endpoint::url("https://a.example").port(81), "a.example", 81, "a.example:81"});
}

// Where it connects, and whose name it bears.
BOOST_AUTO_TEST_CASE(one_endpoint_stands_for_another)
{
    const auto beijing = bucket + ".cos.ap-beijing.myqcloud.com";
    const auto backup = bucket + ".cos.ap-beijing.tencentcos.cn";
    const auto region = endpoint::region("ap-beijing");
    const row rows[] = {
        {endpoint::url("http://127.0.0.1:8080").stands_for(region), "127.0.0.1", 8080, beijing,
         scheme::http},
        {endpoint::url("https://[::1]:8443").stands_for(region), "::1", 8443, beijing},
        {endpoint::url("https://127.0.0.1").stands_for(endpoint::custom_domain("cdn.example.com")),
         "127.0.0.1", 443, "cdn.example.com"},
        {endpoint::backup("ap-beijing").stands_for(region), backup, 443, beijing},
        {endpoint::region("ap-beijing").stands_for(endpoint::custom_domain("cdn.example.com")),
         beijing, 443, "cdn.example.com"},
        {endpoint::custom_domain("cdn.example.com").stands_for(region), "cdn.example.com", 443,
         beijing},
        // The port of the other belongs to its name, ours does not.
        {endpoint::url("http://127.0.0.1:8080").stands_for(endpoint::url("http://a.example:81")),
         "127.0.0.1", 8080, "a.example:81", scheme::http},
        {endpoint::url("http://127.0.0.1:8080").stands_for(endpoint::url("https://[::2]:443")),
         "127.0.0.1", 8080, "[::2]", scheme::http},
        {endpoint::url("http://127.0.0.1").port(8080).stands_for(endpoint::region("sg")).port(8081),
         "127.0.0.1", 8081, bucket + ".sg.myqcloud.com", scheme::http},
        // The last one counts; one that stands for a third passes that on.
        {endpoint::url("https://127.0.0.1").stands_for(endpoint::region("sg")).stands_for(region),
         "127.0.0.1", 443, beijing},
        {endpoint::url("https://127.0.0.1")
             .stands_for(endpoint::url("https://[::1]").stands_for(region)),
         "127.0.0.1", 443, beijing},
    };
    for (const row& r : rows)
        check(r);
}

BOOST_AUTO_TEST_CASE(what_is_broken_stays_broken)
{
    BOOST_TEST((endpoint::url("nowhere").broken().code == cosio::errc::invalid_endpoint));
    auto to = endpoint::url("nowhere");
    to.stands_for(endpoint::region("AP")).http().port(80);
    BOOST_TEST(to.broken().sentence.starts_with("endpoint \"nowhere\": "));
}

BOOST_AUTO_TEST_CASE(styles_of_address)
{
    auto to = endpoint::url("https://s3.example.com:9000");
    BOOST_TEST(!to.address_of(bucket).names_bucket);
    to.path_style();
    BOOST_TEST(to.address_of(bucket).names_bucket);
    BOOST_TEST(to.address_of(bucket).root == '/' + bucket + '/');
    BOOST_TEST(to.address_of(bucket).authority == "s3.example.com:9000");
    to.virtual_host_style();
    BOOST_TEST(to.address_of(bucket).root == "/");
    BOOST_TEST(to.address_of(bucket).host == bucket + ".s3.example.com");
    BOOST_TEST(to.address_of(bucket).authority == bucket + ".s3.example.com:9000");

    auto literal = endpoint::url("http://127.0.0.1:9000");
    literal.virtual_host_style();
    BOOST_TEST((literal.broken().code == cosio::errc::invalid_endpoint));
    literal.path_style();
    BOOST_TEST(!literal.broken());

    auto by_name = endpoint::url("http://127.0.0.1:9000");
    by_name.stands_for(endpoint::url("http://localhost:9000").virtual_host_style());
    BOOST_TEST(by_name.address_of(bucket).host == "127.0.0.1");
    BOOST_TEST(by_name.address_of(bucket).authority == bucket + ".localhost:9000");

    auto region = endpoint::region("ap-beijing");
    region.path_style();
    BOOST_TEST(region.address_of(bucket).authority == "cos.ap-beijing.myqcloud.com");
}

BOOST_AUTO_TEST_CASE(only_a_region_has_a_second_domain)
{
    const auto second = endpoint::region("ap-beijing").port(8443).second_domain();
    BOOST_REQUIRE(second);
    BOOST_TEST(second->address_of(bucket).authority ==
               bucket + ".cos.ap-beijing.tencentcos.cn:8443");
    BOOST_TEST(!second->second_domain());
    auto nearby = endpoint::url("http://127.0.0.1");
    nearby.stands_for(endpoint::region("ap-beijing"));
    for (const auto& to :
         {endpoint::region("accelerate"), endpoint::region("cn-north"), endpoint::accelerate(),
          endpoint::internal("ap-beijing"), endpoint::custom_domain("a.example.com"),
          endpoint::url("https://a.example.com"), nearby,
          endpoint::region("ap-beijing").path_style()})
        BOOST_TEST(!to.second_domain());
}

BOOST_AUTO_TEST_CASE(addresses_compare)
{
    const auto a = endpoint::region("ap-beijing").address_of(bucket);
    BOOST_TEST((a == endpoint::region("ap-beijing").address_of(bucket)));
    BOOST_TEST((a != endpoint::region("ap-beijing").http().address_of(bucket)));
    BOOST_TEST((a != endpoint::region("ap-beijing").address_of("other-1")));
    BOOST_TEST((a != endpoint::region("ap-beijing").port(1).address_of(bucket)));
}

BOOST_AUTO_TEST_SUITE_END()
