// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Everything that must be refused before a byte is sent: what is refused, with which error, in
// which words. And no word of it may be a secret.

#include <cosio/client.hpp>
#include <cosio/testing/scripted_transport.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
using namespace std::string_literals;
using cosio::errc;
using std::chrono::seconds;

const std::string key_32 = "0123456789ABCDEFfedcba9876543210";
const std::string secret_key = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLE";
const std::string session_token = "FwoGZXIvYXdzEBYaDIp7qWkVexampletoken";

std::string base64(std::string_view bytes)
{
    return std::string(cosio::detail::as_view(cosio::detail::base64_encoded(bytes)));
}

/// All that an operation starts from: good, until a row spoils one thing.
struct input {
    std::string bucket = "examplebucket-1250000000";
    std::string key = "exampleobject";
    cosio::object_attributes attributes;
    cosio::endpoint to = cosio::endpoint::region("ap-beijing");
    cosio::config settings;
    std::string secret_id = "AKIDexample";
    std::string secret_key = ::secret_key;
    std::string session_token = ::session_token;
    seconds validity = seconds(3600), early = seconds(60);
};

struct outcome {
    cosio::error_code code;
    std::string sentence;
    std::size_t sent = 0;
};

using client = cosio::basic_client<cosio::q_signing, cosio::testing::scripted_transport<>,
                                   cosio::scanner_xml>;

/// Starts a real operation, over a wire that would answer.
outcome try_it(const input& in)
{
    asio::io_context io;
    cosio::testing::scripted_transport<> wire(io);
    wire.answer(200, "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key>"
                     "<UploadId>u</UploadId></InitiateMultipartUploadResult>");
    cosio::q_signing signing(
        cosio::credentials(in.secret_id, in.secret_key, in.session_token));
    signing.validity(in.validity).start_early(in.early);
    client c(wire, in.to, signing, in.settings);
    cosio::initiate_request request(in.bucket, in.key);
    request.attributes(in.attributes);

    outcome found;
    c.initiate(request, [&](cosio::error_code code, const cosio::initiate_result& result) {
        found.code = code;
        found.sentence = result.diagnostics.detail;
    });
    io.run();
    found.sent = wire.sent().size();
    return found;
}

struct bad_input {
    cosio::error_code code;
    std::string field, value; ///< what the sentence must name
    input in;
};

std::string printable(std::string_view text)
{
    return cosio::detail::quoted(text);
}

const std::pair<std::string, errc> settable_headers[] = {
    {"Content-Type", errc::invalid_content_type},
    {"Content-MD5", errc::invalid_content_md5},
    {"Cache-Control", errc::invalid_header},
    {"Content-Disposition", errc::invalid_header},
    {"Content-Encoding", errc::invalid_header},
    {"Content-Language", errc::invalid_header},
    {"Expires", errc::invalid_header},
    {"x-cos-storage-class", errc::invalid_storage_class},
    {"x-cos-tagging", errc::invalid_tag},
    {"x-cos-forbid-overwrite", errc::invalid_header},
    {"x-cos-acl", errc::invalid_acl},
    {"x-cos-grant-read", errc::invalid_grant},
    {"x-cos-grant-read-acp", errc::invalid_grant},
    {"x-cos-grant-write-acp", errc::invalid_grant},
    {"x-cos-grant-full-control", errc::invalid_grant},
    {"x-cos-traffic-limit", errc::invalid_traffic_limit},
    {"x-cos-mime-limit", errc::invalid_header},
    {"x-cos-psize-max", errc::invalid_header},
    {"x-cos-psize-min", errc::invalid_header},
    {"x-cos-pnum-max", errc::invalid_header},
    {"x-cos-pnum-min", errc::invalid_header},
    {"x-cos-fsize-max", errc::invalid_header},
    {"x-cos-server-side-encryption", errc::invalid_encryption},
    {"x-cos-server-side-encryption-cos-kms-key-id", errc::invalid_encryption},
    {"x-cos-server-side-encryption-context", errc::invalid_encryption},
    {"x-cos-server-side-encryption-customer-algorithm", errc::invalid_encryption},
    {"x-cos-server-side-encryption-customer-key-MD5", errc::invalid_encryption},
    {"x-cos-meta-camera", errc::invalid_metadata},
    {"X-Custom", errc::invalid_header},
};

const std::string control_characters[] = {"\r"s, "\n"s, "\0"s, "\x01"s, "\x1b"s, "\x7f"s};

/// The rows in the making.
class bad_inputs {
public:
    std::vector<bad_input> rows;

    template <class Spoil>
    void add(errc code, const std::string& field, const std::string& value, Spoil spoil)
    {
        bad_input row{code, field, value, {}};
        spoil(row.in);
        rows.push_back(std::move(row));
    }

    void bucket(const std::string& name)
    {
        add(errc::invalid_bucket, "bucket", name, [&](input& in) { in.bucket = name; });
    }

    void key(const std::string& name)
    {
        add(errc::invalid_key, "key", name, [&](input& in) { in.key = name; });
    }

    void header(errc code, const std::string& name, const std::string& value)
    {
        add(code, name, value, [&](input& in) { in.attributes.header(name, value); });
    }

    void header_name(const std::string& name)
    {
        add(errc::invalid_header, "header name", name,
            [&](input& in) { in.attributes.header(name, "value"); });
    }

    void meta_name(const std::string& name)
    {
        add(errc::invalid_metadata, "metadata name", name,
            [&](input& in) { in.attributes.meta(name, "value"); });
    }

    void tag(const std::string& key, const std::string& value)
    {
        std::string pair;
        cosio::detail::append_percent_encoded(pair, key);
        pair += '=';
        cosio::detail::append_percent_encoded(pair, value);
        add(errc::invalid_tag, "x-cos-tagging", pair,
            [&](input& in) { in.attributes.tag(key, value); });
    }

    void tagging(const std::string& raw) { header(errc::invalid_tag, "x-cos-tagging", raw); }

    void sse_c(const std::string& field, const std::string& value, const std::string& key,
               const std::vector<std::pair<std::string, std::string>>& further = {},
               errc code = errc::invalid_encryption)
    {
        add(code, field, value, [&](input& in) {
            in.attributes.encryption(cosio::sse_c(key));
            for (const auto& [name, text] : further)
                in.attributes.header(name, text);
        });
    }

    void kms_context(const std::string& json)
    {
        add(errc::invalid_encryption, "x-cos-server-side-encryption-context", base64(json),
            [&](input& in) { in.attributes.encryption(cosio::sse_kms().context_json(json)); });
    }

    void url(const std::string& text)
    {
        // User information may be a password, so it is not shown.
        const auto at = text.rfind('@');
        add(errc::invalid_endpoint, "endpoint",
            at == text.npos ? text : "<secret>" + text.substr(at),
            [&](input& in) { in.to = cosio::endpoint::url(text); });
    }

    void region(const std::string& name)
    {
        for (const auto& make :
             {&cosio::endpoint::region, &cosio::endpoint::backup, &cosio::endpoint::internal})
            add(errc::invalid_endpoint, "region", name, [&](input& in) { in.to = make(name); });
    }

    void domain(const std::string& name)
    {
        add(errc::invalid_endpoint, "custom domain", name,
            [&](input& in) { in.to = cosio::endpoint::custom_domain(name); });
    }

    template <class Spoil>
    void credentials(const std::string& field, const std::string& value, Spoil spoil)
    {
        add(errc::invalid_credentials, field, value, spoil);
    }
};

void add_names(bad_inputs& all)
{
    for (const std::string& c : control_characters) {
        all.key("video" + c + "mp4");
        all.key(c);
        all.bucket("example" + c + "-1250000000");
        all.bucket("example-1250000000" + c);
    }
    all.key("");
    all.key(std::string(851, 'k'));
    all.key(std::string(283, 'k') + std::string(568, 'j'));
    std::string long_in_bytes_only;
    for (int i = 0; i < 284; ++i)
        long_in_bytes_only += "腾"; // 284 characters, 852 bytes
    all.key(long_in_bytes_only);
    for (const char* leading : {"/", "//", "/video.mp4", "\\", "\\video.mp4", "/../a"})
        all.key(leading);
    for (const char* collapsing :
         {".", "..", "./", "../", "./.", "../..", "a/..", "a/../", "a/./..", "a/b/../..",
          "a/../b/..", "a/../../b/..", "../a/..", "a//..", ".//", "a/b/../../../c/.."})
        all.key(collapsing);
    for (const char* invalid :
         {"\x80", "\xff", "a\xc3", "\xc3(", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
          "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\xe8\x85", "video\xfe.mp4"})
        all.key(invalid);

    for (const std::string bucket : {"",
                                     "examplebucket",
                                     "examplebucket-",
                                     "-1250000000",
                                     "-",
                                     "examplebucket-abc",
                                     "examplebucket-125a",
                                     "1250000000",
                                     "Examplebucket-1250000000",
                                     "example_bucket-1250000000",
                                     "example.bucket-1250000000",
                                     "-examplebucket-1250000000",
                                     " examplebucket-1250000000",
                                     "examplebucket-1250000000 ",
                                     "example bucket-1250000000",
                                     "exämple-1250000000",
                                     "example/bucket-1250000000",
                                     "examplebucket-1250000000/",
                                     "a@evil-1250000000",
                                     "a:80-1250000000",
                                     "examplebucket-125\x80"})
        all.bucket(bucket);
    all.bucket(std::string(51, 'b') + "-1250000000");
    all.bucket(std::string(50, 'b') + "-1234567890123");
}

void add_header_bytes(bad_inputs& all)
{
    for (const auto& [name, code] : settable_headers) {
        for (const std::string& c : control_characters)
            all.header(code, name, "a" + c + "b");
        all.header(code, name, "value\r\nX-Forged: 1");
        for (const char* padded : {" value", "value ", "\tvalue", "value\t", " "})
            all.header(code, name, padded);
    }
    const std::string customer_key = "x-cos-server-side-encryption-customer-key";
    for (const std::string& c : control_characters)
        all.add(errc::invalid_encryption, customer_key, "<secret, 45 characters>", [&](input& in) {
            in.attributes.encryption(cosio::sse_c(key_32));
            in.attributes.header(customer_key, base64(key_32) + c);
        });

    for (const std::string& c : control_characters) {
        all.header_name("X-Cus" + c + "tom");
        all.meta_name("cam" + c + "era");
        all.tag("k" + c, "value");
        all.tag("key", "v" + c);
        all.add(errc::invalid_grant, "x-cos-grant-read", "id=\"1" + c + "\"",
                [&](input& in) { in.attributes.grant_read("1" + c); });
        all.add(errc::invalid_header, "User-Agent", "agent" + c,
                [&](input& in) { in.settings.user_agent = "agent" + c; });
    }
    all.add(errc::invalid_header, "User-Agent", "agent\r\nX-Forged: 1",
            [](input& in) { in.settings.user_agent = "agent\r\nX-Forged: 1"; });
    all.add(errc::invalid_header, "User-Agent", " agent",
            [](input& in) { in.settings.user_agent = " agent"; });
}

void add_header_names(bad_inputs& all)
{
    for (const char* name :
         {"", " ", "X Custom", " X-Custom", "X-Custom ", "X-Custom:", ":authority", "X(Custom)",
          "X,Custom", "X;Custom", "X=Custom", "X/Custom", "X\"Custom", "X\\Custom", "X{}",
          "X-Cüstom", "X-Custom: a\r\nX-Forged"})
        all.header_name(name);
    for (const char* reserved :
         {"Host", "Content-Length", "Date", "Authorization", "User-Agent", "Connection",
          "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Proxy-Connection",
          "Expect", "Proxy-Authorization", "x-cos-security-token", "x-cos-sdk-retry"}) {
        std::string upper(reserved), lower(reserved);
        for (char& c : upper)
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        for (char& c : lower)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        all.header_name(reserved);
        all.header_name(upper);
        all.header_name(lower);
    }
    for (const char* name :
         {"", "camera_two", "_", "camera two", " camera", "camera ", "camera.two", "camera/two",
          "camera:two", "kamera-ä", "相机", "camera=two"})
        all.meta_name(name);
}

void add_values(bad_inputs& all)
{
    for (const char* name : {"Cache-Control", "Content-Disposition", "Content-Encoding",
                             "Content-Language", "Expires", "x-cos-mime-limit"})
        all.header(errc::invalid_header, name, "");
    for (const char* type :
         {"", "video", "/", "/mp4", "video/", "video/mp4/x", "video /mp4", "video/ mp4",
          "vi deo/mp4", ";charset=utf-8", "video;/mp4", "video/;q=1", "(video)/mp4", "видео/mp4"})
        all.header(errc::invalid_content_type, "Content-Type", type);
    for (const char* md5 :
         {"", "1B2M2Y8AsgTpgAmY7PhCfg=", "1B2M2Y8AsgTpgAmY7PhCfg",
          "d41d8cd98f00b204e9800998ecf8427e", "AAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAA",
          "AAAAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "1B2M2Y8AsgTpgAmY7PhC*g==",
          "1B2M2Y8A=gTpgAmY7PhCfg==", "1B2M2Y8AsgTp-AmY7PhCfg==", "1B2M2Y8AsgTp_AmY7PhCfg==",
          "1B2M2Y8AsgTpgAmY7PhCf===", "========================"})
        all.header(errc::invalid_content_md5, "Content-MD5", md5);

    all.header(errc::invalid_metadata, "x-cos-meta-camera", std::string(2049, 'v'));
    all.add(errc::invalid_metadata, "metadata", "4097 bytes", [](input& in) {
        in.attributes.meta("a", std::string(2048, 'v')).meta("b", std::string(2048, 'v'));
        in.attributes.meta("c", "v");
    });
    all.add(errc::invalid_metadata, "metadata", "4100 bytes", [](input& in) {
        for (const char* name : {"a", "b", "c", "d"})
            in.attributes.meta(name, std::string(1025, 'v'));
    });

    for (const char* word :
         {"", "standard", "Standard", "STANDARD-IA", "STANDARD IA", "STANDARD.", "STÄNDARD"})
        all.header(errc::invalid_storage_class, "x-cos-storage-class", word);
    all.add(errc::invalid_storage_class, "x-cos-storage-class", "archive",
            [](input& in) { in.attributes.storage_class(cosio::storage_class("archive")); });
    for (const char* word : {"", "Private", "public-read-write", "public_read", "inherit", "none",
                             "private,public-read"})
        all.header(errc::invalid_acl, "x-cos-acl", word);
    for (const char* word : {"", "yes", "1", "TRUE", "True", "truefalse"})
        all.header(errc::invalid_header, "x-cos-forbid-overwrite", word);
    for (const char* name : {"x-cos-psize-max", "x-cos-psize-min", "x-cos-pnum-max",
                             "x-cos-pnum-min", "x-cos-fsize-max"})
        for (const char* number : {"", "-1", "1.5", "9223372036854775808", "many"})
            all.header(errc::invalid_header, name, number);

    for (const std::uint64_t limit :
         {std::uint64_t(0), std::uint64_t(1), std::uint64_t(819199), std::uint64_t(838860801),
          std::numeric_limits<std::uint64_t>::max()})
        all.add(errc::invalid_traffic_limit, "x-cos-traffic-limit", std::to_string(limit),
                [&](input& in) { in.attributes.traffic_limit(limit); });
    for (const char* number : {"", "fast", "-819200", "+819200", "819200.5", "0xC8000", "1e6",
                               "819200bit", "819 200", "99999999999999999999999"})
        all.header(errc::invalid_traffic_limit, "x-cos-traffic-limit", number);

    all.add(errc::invalid_content_type, "Content-Type", "video", [](input& in) {
        in.attributes.attributes(cosio::object_attributes().content_type("video"));
    });
}

void add_tags(bad_inputs& all)
{
    all.tag("", "value");
    all.tag("key", "");
    all.tag(std::string(128, 'k'), "value");
    all.tag("key", std::string(256, 'v'));
    std::string wide_key, wide_value;
    for (int i = 0; i < 128; ++i)
        wide_key += "标";
    for (int i = 0; i < 256; ++i)
        wide_value += "签";
    all.tag(wide_key, "value");
    all.tag("key", wide_value);
    for (const char* reserved : {"qcs:", "qcs:a", "project", "project-id", "项目", "项目一"})
        all.tag(reserved, "value");
    for (const char* bad : {"a&b", "a;b", "a,b", "a?b", "a#b", "a%b", "a*b", "a\"b", "a<b", "a!b",
                            "a(b", "a|b", "a~b", "a'b", "a$b", "a\\b", "\x80", "\xc3("}) {
        all.tag(bad, "value");
        all.tag("key", bad);
    }
    std::string eleven;
    for (int i = 1; i <= 11; ++i)
        eleven += (i == 1 ? "k" : "&k") + std::to_string(i) + "=v";
    all.tagging(eleven);
    all.add(errc::invalid_tag, "x-cos-tagging", eleven, [](input& in) {
        for (int i = 1; i <= 11; ++i)
            in.attributes.tag("k" + std::to_string(i), "v");
    });
    all.add(errc::invalid_tag, "x-cos-tagging", "k=a&k=b",
            [](input& in) { in.attributes.tag("k", "a").tag("k", "b"); });
    for (const char* raw : {"",          "k",           "k=",           "=v",       "=",
                            "&",         "k=v&",        "&k=v",         "k=v&&l=w", "k=v&l",
                            "k=v;l=w",   "k=v=w",       "k=%",          "k=%4",     "k=%4g",
                            "k=%zz",     "k=a b",       "k=a+b",        "k=a/b",    "k=标",
                            "k=%FF",     "k=%C0%AF",    "k=%00",        "k=%0D%0A", "a=1&b=2&a=3",
                            "a=1&%61=2", "%71cs%3Aa=1", "k=v&project=1"})
        all.tagging(raw);
}

void add_grants(bad_inputs& all)
{
    const std::pair<std::string,
                    cosio::object_attributes& (cosio::object_attributes::*)(std::string_view)>
        setters[] = {{"x-cos-grant-read", &cosio::object_attributes::grant_read},
                     {"x-cos-grant-read-acp", &cosio::object_attributes::grant_read_acp},
                     {"x-cos-grant-write-acp", &cosio::object_attributes::grant_write_acp},
                     {"x-cos-grant-full-control", &cosio::object_attributes::grant_full_control}};
    // An id, and the header it becomes. The third would grant to a second account.
    const std::pair<std::string, std::string> ids[] = {{"", R"(id="")"},
                                                       {"1000 0001", R"(id="1000 0001")"},
                                                       {R"(1",id="2)", R"(id="1\",id=\"2")"},
                                                       {R"(1")", R"(id="1\"")"},
                                                       {"1,2", R"(id="1,2")"}};
    for (const auto& [name, grant] : setters) {
        for (const auto& [id, shown] : ids) // clang 14 captures no structured binding by itself
            all.add(errc::invalid_grant, name, shown,
                    [grant = grant, &id = id](input& in) { (in.attributes.*grant)(id); });
        for (const char* raw :
             {"", "100000000001", "id=100000000001", "id=\"1", "id=1\"", "id=\"\"", "id='1'",
              "uin=\"100000000001\"", "ID=\"1\"", "id=\"1\",", ",id=\"1\"", "id=\"1\",,id=\"2\"",
              "id=\"1\", id=\"2\"", "id=\"1\"id=\"2\"", "id=\"1\";id=\"2\"", "id=\"1\",id=\"\""})
            all.header(errc::invalid_grant, name, raw);
    }
    all.add(errc::invalid_grant, "x-cos-grant-read", R"(id="1",id="a b")",
            [](input& in) { in.attributes.grant_read("1").grant_read("a b"); });
}

void add_encryption(bad_inputs& all)
{
    const std::string sse = "x-cos-server-side-encryption";
    const std::string key_id = sse + "-cos-kms-key-id", context = sse + "-context";
    const std::string algorithm = sse + "-customer-algorithm", key = sse + "-customer-key",
                      md5 = sse + "-customer-key-MD5";
    const std::string good_md5 = "U5L61r7jcwdNvT7frmUG8g=="; // of another key than key_32

    for (const std::size_t size : {0u, 1u, 16u, 31u, 33u, 64u}) {
        const auto raw = (key_32 + key_32).substr(0, size);
        all.sse_c(key, "<secret, " + std::to_string(base64(raw).size()) + " characters>", raw);
    }
    for (const char* scheme : {"http://127.0.0.1:8080", "http://[::1]"})
        all.add(errc::insecure_encryption, key, "<secret>", [&](input& in) {
            in.attributes.encryption(cosio::sse_c(key_32));
            in.to = cosio::endpoint::url(scheme);
        });
    all.add(errc::insecure_encryption, key, "<secret>", [](input& in) {
        in.attributes.encryption(cosio::sse_c(key_32));
        in.to.http();
    });
    all.add(errc::insecure_encryption, key, "<secret>", [](input& in) {
        in.attributes.encryption(cosio::sse_c(key_32));
        in.to = cosio::endpoint::url("http://127.0.0.1").stands_for(in.to);
    });

    // Parts of SSE-C without the rest.
    all.header(errc::invalid_encryption, algorithm, "AES256");
    all.add(errc::invalid_encryption, algorithm, "",
            [&](input& in) { in.attributes.header(key, base64(key_32)); });
    all.add(errc::invalid_encryption, algorithm, "",
            [&](input& in) { in.attributes.header(md5, good_md5); });
    all.add(errc::invalid_encryption, algorithm, "AES256", [&](input& in) {
        in.attributes.header(algorithm, "AES256").header(key, base64(key_32));
    });
    all.add(errc::invalid_encryption, algorithm, "AES256",
            [&](input& in) { in.attributes.header(algorithm, "AES256").header(md5, good_md5); });
    all.add(errc::invalid_encryption, algorithm, "",
            [&](input& in) { in.attributes.header(key, base64(key_32)).header(md5, good_md5); });

    all.sse_c(md5, good_md5, key_32, {{md5, good_md5}});
    all.sse_c(md5, "", key_32, {{md5, ""}});
    all.sse_c(md5, "no MD5", key_32, {{md5, "no MD5"}});
    for (const char* word : {"", "aes256", "AES128", "AES256,AES256", "cos/kms"})
        all.sse_c(algorithm, word, key_32, {{algorithm, word}});
    all.sse_c(key, "<secret, 44 characters>", key_32, {{key, base64(key_32).substr(0, 43) + "*"}});
    all.sse_c(key, "<secret, 43 characters>", key_32, {{key, base64(key_32).substr(0, 43)}});

    // Two modes at once.
    all.sse_c(sse, "AES256", key_32, {{sse, "AES256"}});
    all.sse_c(sse, "cos/kms", key_32, {{sse, "cos/kms"}});
    all.sse_c(key_id, "48ba38aa", key_32, {{key_id, "48ba38aa"}});
    all.add(errc::invalid_encryption, algorithm, "AES256", [&](input& in) {
        in.attributes.encryption(cosio::sse_cos()).header(algorithm, "AES256");
    });
    all.add(errc::invalid_encryption, key_id, "48ba38aa", [&](input& in) {
        in.attributes.encryption(cosio::sse_cos()).header(key_id, "48ba38aa");
    });
    all.add(errc::invalid_encryption, context, "e30=", [&](input& in) {
        in.attributes.encryption(cosio::sse_cos()).header(context, "e30=");
    });

    for (const char* word : {"", "AES128", "aes256", "aws:kms", "COS/KMS", "AES256 cos/kms"})
        all.header(errc::invalid_encryption, sse, word);
    all.header(errc::invalid_encryption, key_id, "48ba38aa");
    all.header(errc::invalid_encryption, key_id, "");
    all.header(errc::invalid_encryption, context, "e30=");
    for (const char* raw : {"", "{}", "e30", "e3=0", "e30==", "*30=", "e30-", "e30_"})
        all.add(errc::invalid_encryption, context, raw,
                [&](input& in) { in.attributes.header(sse, "cos/kms").header(context, raw); });
    for (const char* json : {"author",
                             "\"author\"",
                             "1",
                             "null",
                             "true",
                             "[]",
                             "[\"a\",\"b\"]",
                             "[{\"a\":\"b\"}]",
                             "{",
                             "}",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{\"a\":1}",
                             "{\"a\":true}",
                             "{\"a\":null}",
                             "{\"a\":[]}",
                             "{\"a\":{}}",
                             "{\"a\":{\"b\":\"c\"}}",
                             "{\"a\":\"b\",}",
                             "{,\"a\":\"b\"}",
                             "{\"a\":\"b\"",
                             "{\"a\":\"b\"}}",
                             "{\"a\":\"b\"}{}",
                             "{\"a\":\"b\" \"c\":\"d\"}",
                             "{a:\"b\"}",
                             "{'a':'b'}",
                             "{\"a\":\"b}",
                             "{\"a\" \"b\"}",
                             "{\"a\":\"\\x\"}",
                             "{\"a\":\"\\u12\"}",
                             "{\"a\":\"\\u12g4\"}",
                             "{\"a\":\"\n\"}",
                             "{\"a\":\"\xff\"}",
                             "{1:\"b\"}",
                             "{\"a\":\"b\"} // c"})
        all.kms_context(json);
}

void add_endpoints(bad_inputs& all)
{
    for (const char* text : {"",
                             "host",
                             "host:80",
                             "//host",
                             "http:",
                             "http:/host",
                             "http://",
                             "https://",
                             "https:///",
                             "HTTP://host",
                             "ftp://host",
                             "ws://host",
                             "cos://host",
                             "httpss://host",
                             " http://host",
                             "http://host ",
                             "http:// host",
                             "http://ho st",
                             "http://host/path",
                             "http://host/path/",
                             "http://host//",
                             "http://host/?",
                             "http://host?a=b",
                             "http://host#top",
                             "http://user@host",
                             "http://user:word@host",
                             "http://host\\path",
                             "http://host:",
                             "http://host:0",
                             "http://host:65536",
                             "http://host:99999999999",
                             "http://host:-1",
                             "http://host:+80",
                             "http://host:80a",
                             "http://host:0x50",
                             "http://host: 80",
                             "http://host:80:81",
                             "http://host:80/path",
                             "http://:80",
                             "http://.host",
                             "http://-host",
                             "http://ho..st",
                             "http://hößt",
                             "http://ho%73t",
                             "http://*.host",
                             "http://host,other",
                             "http://host\r\nX-Forged:1",
                             "http://host\x7f"})
        all.url(text);
    all.url("http://host\0.evil"s);
    all.url("http://[::1\0]"s);
    all.url("http://" + std::string(254, 'h'));
    for (const char* text : {"http://::1",
                             "http://[::1",
                             "http://::1]",
                             "http://[]",
                             "http://[::1]]",
                             "http://[::1]80",
                             "http://[::1]:",
                             "http://[::1]:0",
                             "http://[::1]:65536",
                             "http://[::1]/path",
                             "http://[127.0.0.1]",
                             "http://[host]",
                             "http://[::g]",
                             "http://[::1%25eth0]",
                             "http://[fe80::1%eth0]",
                             "http://[:]",
                             "http://[:::]",
                             "http://[1::2::3]",
                             "http://[1:2:3:4:5:6:7]",
                             "http://[1:2:3:4:5:6:7:8:9]",
                             "http://[12345::]",
                             "http://[::1.2.3.256]",
                             "http://[::1.2.3]"})
        all.url(text);

    for (const char* name : {"", " ", "AP-BEIJING", "Ap-beijing", "ap_beijing", "ap.beijing",
                             "ap beijing", "ap-beijing ", "ap/beijing", "ap-beijing\r\nX-Forged: 1",
                             "ap-beijing:80", "evil.com/", "a@b", "北京", "%61p-beijing"})
        all.region(name);
    all.region(std::string(41, 'r'));
    all.region("ap\0beijing"s);
    for (const char* name :
         {"", "https://cdn.example.com", "cdn.example.com:443", "cdn.example.com/",
          "cdn..example.com", ".example.com", "-example.com", "cdn example.com", "user@example.com",
          "[::1]", "::1", "*.example.com", "cdn.example.com\r\nX-Forged: 1", "cdn.exämple.com"})
        all.domain(name);

    all.add(errc::invalid_endpoint, "region", "AP", [](input& in) {
        in.to = cosio::endpoint::url("http://127.0.0.1").stands_for(cosio::endpoint::region("AP"));
    });
    all.add(errc::invalid_endpoint, "endpoint", "nowhere",
            [](input& in) { in.to = cosio::endpoint::url("nowhere").stands_for(in.to); });
}

void add_credentials(bad_inputs& all)
{
    for (const std::string& id :
         {""s, " "s, "AKID example"s, " AKID"s, "AKID "s, "AKID\r\nX: 1"s, "AKID\n"s, "AKID\0"s,
          "AKID\t"s, "AKID\x7f"s, "AKID&q-ak=x"s, "AKID;"s, "ÄKID"s})
        all.credentials("secret id", id, [&](input& in) { in.secret_id = id; });
    all.credentials("secret key", "", [](input& in) { in.secret_key.clear(); });
    for (const std::string& spoiled :
         {session_token + "\r\nX-Forged: 1", session_token + "\n", session_token + "\0"s,
          "\r" + session_token, session_token + "\x1b", session_token + "\x7f", " " + session_token,
          session_token + " ", session_token + "\t", " "s})
        all.credentials("session token", "<secret>",
                        [&](input& in) { in.session_token = spoiled; });
    for (const int length : {0, -1, -3600})
        all.credentials("signature validity", std::to_string(length) + " s",
                        [&](input& in) { in.validity = seconds(length); });
    for (const int length : {-1, -60})
        all.credentials("signature early start", std::to_string(length) + " s",
                        [&](input& in) { in.early = seconds(length); });
}

std::vector<bad_input> make_rows()
{
    bad_inputs all;
    add_names(all);
    add_header_bytes(all);
    add_header_names(all);
    add_values(all);
    add_tags(all);
    add_grants(all);
    add_encryption(all);
    add_endpoints(all);
    add_credentials(all);
    return std::move(all.rows);
}

const std::vector<bad_input>& bad_input_rows()
{
    static const auto rows = make_rows();
    return rows;
}

/// Everything a program could print of a refused operation.
std::string all_messages(const outcome& refused)
{
    cosio::diagnostics about;
    about.detail = refused.sentence;
    std::ostringstream out;
    out << refused.sentence << '\n'
        << refused.code.message() << '\n'
        << about << '\n'
        << cosio::error_with_diagnostics(refused.code, about).what();
    return out.str();
}

} // namespace

BOOST_AUTO_TEST_SUITE(bad_inputs)

BOOST_AUTO_TEST_CASE(the_unspoiled_input_is_good)
{
    const auto found = try_it(input());
    BOOST_TEST(!found.code);
    BOOST_TEST(found.sentence == "");
    BOOST_TEST(found.sent == 1u);
}

BOOST_AUTO_TEST_CASE(each_is_refused_with_its_own_error)
{
    const auto& rows = bad_input_rows();
    BOOST_TEST_MESSAGE(rows.size() << " bad inputs");
    BOOST_TEST(rows.size() >= 300u);
    for (const bad_input& row : rows)
        BOOST_TEST_CONTEXT(row.field + ' ' + printable(row.value))
        {
            const auto found = try_it(row.in);
            BOOST_TEST(found.code == row.code);
            BOOST_TEST((found.code == cosio::condition::invalid_input));
            BOOST_TEST(found.sent == 0u);
        }
}

BOOST_AUTO_TEST_CASE(each_sentence_names_field_value_and_rule)
{
    for (const bad_input& row : bad_input_rows()) {
        const auto begin = row.field + ' ' + printable(row.value) + ": ";
        const auto found = try_it(row.in).sentence;
        BOOST_TEST_CONTEXT(begin)
        {
            BOOST_TEST(found.substr(0, begin.size()) == begin);
            BOOST_TEST(found.size() >= begin.size() + 10); // a rule of some words
            BOOST_TEST(cosio::detail::utf8_length(found).has_value());
            BOOST_TEST(
                cosio::detail::all_of(found, [](char c) { return !cosio::detail::is_control(c); }));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_message_repeats_a_secret)
{
    for (const bad_input& row : bad_input_rows()) {
        std::vector<std::string> secrets{row.in.secret_key, row.in.session_token, key_32,
                                         base64(key_32),    secret_key,           session_token};
        const auto encoded =
            row.in.attributes.fields().find("x-cos-server-side-encryption-customer-key");
        if (encoded)
            secrets.push_back(std::string(*encoded));
        const auto said = all_messages(try_it(row.in));
        for (const std::string& secret : secrets)
            if (secret.size() >= 8)
                BOOST_TEST_CONTEXT(row.field + ' ' + printable(row.value))
                {
                    BOOST_TEST((said.find(secret.substr(0, 8)) == said.npos));
                }
    }
}

// The values of headers that carry secrets are not shown even where the header itself is refused.
BOOST_AUTO_TEST_CASE(values_of_refused_secret_headers_are_not_shown)
{
    for (const char* name : {"Authorization", "authorization", "x-cos-security-token",
                             "X-COS-SECURITY-TOKEN", "Proxy-Authorization"}) {
        input in;
        in.attributes.header(name, session_token + "\r\n");
        const auto found = try_it(in);
        BOOST_TEST((found.code == errc::invalid_header));
        BOOST_TEST((all_messages(found).find(session_token.substr(0, 8)) == std::string::npos));
    }
}

BOOST_AUTO_TEST_CASE(values_are_quoted_so_that_they_can_be_printed)
{
    const std::pair<std::string, std::string> rows[] = {
        {"", R"("")"},
        {"plain text", R"("plain text")"},
        {"a\r\nb"s, R"("a\x0d\x0ab")"},
        {"\0\x1b\x7f"s, R"("\x00\x1b\x7f")"},
        {"腾讯云", R"("腾讯云")"},
        {"\xff", R"("\xff")"},
        {"ä\x80", R"("\xc3\xa4\x80")"},
        {std::string(64, 'x'), '"' + std::string(64, 'x') + '"'},
        {std::string(65, 'x'), '"' + std::string(64, 'x') + "\"... (65 bytes)"},
        {std::string(62, 'x') + "云云", '"' + std::string(62, 'x') + "\"... (68 bytes)"},
        {std::string(61, 'x') + "云云", '"' + std::string(61, 'x') + "云\"... (67 bytes)"},
    };
    for (const auto& [text, shown] : rows)
        BOOST_TEST(cosio::detail::quoted(text) == shown);
}

BOOST_AUTO_TEST_SUITE_END()
