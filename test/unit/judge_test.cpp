// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// From the bytes of an answer to a result or an error, with each XML policy.

#include <cosio/detail/redact.hpp>
#include <cosio/initiate.hpp>
#include <cosio/xml/property_tree_xml.hpp>
#include <cosio/xml/pugixml_xml.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace std::string_literals;
using cosio::errc;
using cosio::error_code;
using cosio::service_errc;

using xml_policies = std::tuple<cosio::property_tree_xml, cosio::pugixml_xml, cosio::scanner_xml>;

struct judged {
    error_code code;
    cosio::initiate_result result;
};

const cosio::initiate_request asked("examplebucket-1250000000", "video/intro.mp4");

template <class Xml>
judged judge(unsigned status, const std::string& body, const cosio::field_list& headers = {})
{
    cosio::http_response response;
    response.status = status;
    response.headers = headers;
    response.body = body;
    judged found;
    found.code = cosio::detail::initiate_operation::judge(found.result, asked, response, Xml());
    return found;
}

cosio::field_list ids()
{
    cosio::field_list headers;
    headers.set("X-Cos-Request-Id", "request-1").set("x-cos-trace-id", "trace-1");
    return headers;
}

const std::string root = "InitiateMultipartUploadResult";

std::string answer(const std::string& children)
{
    return '<' + root + '>' + children + "</" + root + '>';
}

const std::string bucket = "<Bucket>b-1</Bucket>", key = "<Key>k</Key>",
                  upload_id = "<UploadId>u</UploadId>";
const std::string good = answer(bucket + key + upload_id);

error_code http(int status)
{
    return {status, cosio::http_category()};
}
error_code foreign(int status)
{
    return {status, cosio::foreign_category()};
}

template <class Xml>
void check_good(const std::string& body, const std::string& wanted_key = "k",
                const std::string& wanted_id = "u")
{
    const auto found = judge<Xml>(200, body);
    BOOST_TEST_CONTEXT(body)
    {
        BOOST_TEST(!found.code);
        BOOST_TEST(found.result.bucket == "b-1");
        BOOST_TEST(found.result.key == wanted_key);
        BOOST_TEST(found.result.upload_id == wanted_id);
        BOOST_TEST(found.result.diagnostics.detail == "");
    }
}

template <class Xml>
void check_bad(unsigned status, const std::string& body, error_code wanted)
{
    const auto found = judge<Xml>(status, body, ids());
    BOOST_TEST_CONTEXT(status << " " + body.substr(0, 200))
    {
        BOOST_TEST(found.code == wanted);
        BOOST_TEST(found.result.bucket == "");
        BOOST_TEST(found.result.key == "");
        BOOST_TEST(found.result.upload_id == "");
        BOOST_TEST(found.result.diagnostics.http_status == status);
        BOOST_TEST(found.result.diagnostics.request_id == "request-1");
        BOOST_TEST(found.result.diagnostics.trace_id == "trace-1");
    }
}

std::string nested(std::size_t depth)
{
    std::string text;
    for (std::size_t i = 0; i < depth; ++i)
        text += "<a>";
    for (std::size_t i = 0; i < depth; ++i)
        text += "</a>";
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(judge_answers)

BOOST_AUTO_TEST_CASE_TEMPLATE(good_answers, Xml, xml_policies)
{
    const std::string xmlns = " xmlns=\"http://www.qcloud.com/document/product/436/7751\"";
    const std::string declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    const std::string bodies[] = {
        good,
        "\xef\xbb\xbf" + declared + "\n" + good + "\n",
        answer("\n\t" + bucket + "\n\t" + key + "\n\t" + upload_id + "\n"),
        answer("text" + bucket + "text" + key + upload_id + "text"),
        answer(upload_id + key + bucket),
        answer(key + upload_id + bucket),
        answer("<Owner><ID>1</ID></Owner>" + bucket + "<Empty/>" + key + upload_id + "<Z></Z>"),
        answer("<Owner><UploadId>wrong</UploadId><Key>wrong</Key></Owner>" + bucket + key +
               upload_id),
        answer(bucket + key + upload_id + "<UploadId>wrong</UploadId><Bucket/><Key/>"),
        '<' + root + xmlns + '>' + bucket + key + upload_id + "</" + root + " >",
        "<cos:" + root + " xmlns:cos='urn:cos'><cos:Bucket>b-1</cos:Bucket><cos:Key>k</cos:Key>" +
            "<other:UploadId xmlns:other='urn:o'>u</other:UploadId></cos:" + root + '>',
        answer("<Bucket UploadId='wrong'>b-1</Bucket>" + key + upload_id),
        answer("<?pi <UploadId>wrong</UploadId> ?>" + bucket + key + upload_id),
        answer("<!-- <UploadId>wrong</UploadId> -->" + bucket + key + upload_id),
        answer("<![CDATA[<UploadId>wrong</UploadId>]]>" + bucket + key + upload_id),
        answer("<Bucket>b<!-- c -->-1</Bucket>" + key + upload_id),
        answer("<Bucket>b<?pi?>-1</Bucket>" + key + upload_id),
        answer("<Bucket>b<x>no</x>-1</Bucket>" + key + upload_id),
    };
    for (const std::string& body : bodies)
        check_good<Xml>(body);
}

// Of the children with one name the first counts, and there may be any number of them.
BOOST_AUTO_TEST_CASE_TEMPLATE(width_does_no_harm, Xml, xml_policies)
{
    std::string wide;
    for (int i = 0; i < 10000; ++i)
        wide += "<a></a><b/>";
    check_good<Xml>(answer(bucket + key + upload_id + wide));
    check_good<Xml>(answer(wide + bucket + key + upload_id));

    std::string names; // 16 are kept
    for (char name = 'a'; name < 'a' + 13; ++name)
        names += std::string("<") + name + "/>";
    check_good<Xml>(answer(names + bucket + key + upload_id + "<y/><z/>"));
    check_bad<Xml>(200, answer("<y/>" + names + bucket + key + upload_id), errc::missing_upload_id);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(values_are_taken_as_they_are_read, Xml, xml_policies)
{
    const std::string spaced = "<UploadId> u </UploadId>";
    check_good<Xml>(answer(bucket + "<Key>\t腾 &amp;/&#x8BAF;\n</Key>" + spaced), "\t腾 &/讯\n",
                    " u ");
    const std::string long_id(1000, 'f');
    check_good<Xml>(answer(bucket + key + "<UploadId>" + long_id + "</UploadId>"), "k", long_id);
}

/// The bucket of the result is the request's own string if the answer repeats it. What the answer
/// says counts if it does not, and a request that is needed again keeps all it has.
BOOST_AUTO_TEST_CASE(a_success_takes_the_strings_of_the_request)
{
    const std::string name = "examplebucket-1250000000", other = "anotherbucket-1250000000";
    const auto judge = [](cosio::initiate_result& result, cosio::initiate_request& from,
                          std::string_view body) {
        cosio::http_response response;
        response.status = 200;
        response.body = body;
        return cosio::detail::initiate_operation::judge(result, from, response,
                                                        cosio::scanner_xml());
    };
    for (const auto& said : {name, other}) {
        cosio::initiate_request from(name, "k");
        const char* const memory = from.bucket().data();
        cosio::initiate_result result;
        BOOST_TEST(!judge(result, from, answer("<Bucket>" + said + "</Bucket>" + key + upload_id)));
        BOOST_TEST(result.bucket == said);
        BOOST_TEST((result.bucket.data() == memory));
    }
    cosio::initiate_request from(name, "k");
    cosio::initiate_result result;
    BOOST_TEST((judge(result, from, answer("<Bucket>" + name + "</Bucket>")) == errc::missing_key));
    BOOST_TEST(result.bucket == "");
    BOOST_TEST(from.bucket() == name);
    BOOST_TEST(from.key() == "k");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(fields_are_wanted, Xml, xml_policies)
{
    const std::pair<std::string, errc> rows[] = {
        {answer(key + upload_id), errc::missing_bucket},
        {answer(bucket + upload_id), errc::missing_key},
        {answer(bucket + key), errc::missing_upload_id},
        {answer(""), errc::missing_bucket},
        {'<' + root + "/>", errc::missing_bucket},
        {answer(bucket + key + "<uploadid>u</uploadid>"), errc::missing_upload_id},
        {answer(bucket + key + "<UploadID>u</UploadID>"), errc::missing_upload_id},
        {answer(bucket + key + "<A>" + upload_id + "</A>"), errc::missing_upload_id},
        {answer("<A>" + bucket + key + upload_id + "</A>"), errc::missing_bucket},
        {answer(bucket + key + "<!--" + upload_id + "-->"), errc::missing_upload_id},
        {answer(bucket + key + "<![CDATA[" + upload_id + "]]>"), errc::missing_upload_id},
        {answer(bucket + key + "<UploadId></UploadId>"), errc::empty_upload_id},
        {answer(bucket + key + "<UploadId/>"), errc::empty_upload_id},
        {answer(bucket + key + "<UploadId> \r\n\t </UploadId>"), errc::empty_upload_id},
        {answer(bucket + key + "<UploadId>&#32;&#x9;</UploadId>"), errc::empty_upload_id},
        {answer(bucket + key + "<UploadId><!-- u --></UploadId>"), errc::empty_upload_id},
        {answer(bucket + key + "<UploadId><x>u</x></UploadId>"), errc::empty_upload_id},
        {answer(bucket + key + "<UploadId/>" + upload_id), errc::empty_upload_id},
    };
    for (const auto& [body, code] : rows)
        check_bad<Xml>(200, body, code);
}

// An upload has begun, and its UploadId is what counts.
BOOST_AUTO_TEST_CASE_TEMPLATE(empty_bucket_or_key_does_not_lose_the_upload_id, Xml, xml_policies)
{
    const auto found = judge<Xml>(200, answer("<Bucket/><Key></Key>" + upload_id));
    BOOST_TEST(!found.code);
    BOOST_TEST(found.result.bucket == "");
    BOOST_TEST(found.result.key == "");
    BOOST_TEST(found.result.upload_id == "u");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(other_documents_under_success, Xml, xml_policies)
{
    const std::pair<std::string, errc> rows[] = {
        {"", errc::empty_body},
        {"<html><body>" + good + "</body></html>", errc::html_body},
        {"<!DOCTYPE html><html></html>", errc::html_body},
        {"\n <!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", errc::html_body},
        {"<HTML>", errc::html_body},
        {"<a>" + bucket + key + upload_id + "</a>", errc::unexpected_root},
        {"<ListBucketResult></ListBucketResult>", errc::unexpected_root},
        {"<initiatemultipartuploadresult/>", errc::unexpected_root},
        {"<" + root + "s/>", errc::unexpected_root},
        {"<a>" + good + "</a>", errc::unexpected_root},
        {"<error><Code>NoSuchBucket</Code></error>", errc::unexpected_root},
        {"{\"UploadId\":\"u\"}", errc::malformed_xml},
        {"UploadId=u", errc::malformed_xml},
        {"\x1f\x8b\x08"s, errc::malformed_xml},
    };
    for (const auto& [body, code] : rows)
        check_bad<Xml>(200, body, code);
    check_bad<Xml>(204, "", errc::empty_body);
}

// The reader's error is the operation's, although all three fields stand there.
BOOST_AUTO_TEST_CASE_TEMPLATE(documents_that_cannot_be_read, Xml, xml_policies)
{
    const std::pair<std::string, errc> rows[] = {
        {good + good, errc::malformed_xml},
        {good + "text", errc::malformed_xml},
        {good + "\0"s, errc::malformed_xml},
        {good.substr(0, good.size() - 1), errc::malformed_xml},
        {answer(bucket + key + upload_id + "&unknown;"), errc::malformed_xml},
        {answer(bucket + key + upload_id + "\xff"), errc::malformed_xml},
        {"<!DOCTYPE a>" + good, errc::forbidden_xml},
        {answer(bucket + key + upload_id + nested(32)), errc::xml_too_deep},
    };
    for (const auto& [body, code] : rows)
        check_bad<Xml>(200, body, code);
    check_good<Xml>(answer(bucket + key + upload_id + nested(31)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(refusals, Xml, xml_policies)
{
    const auto error = [](const std::string& children) {
        return "<Error>" + children + "</Error>";
    };
    struct row {
        unsigned status;
        std::string body;
        error_code code;
    };
    const row rows[] = {
        {400, error("<Code>InvalidTag</Code>"), service_errc::invalid_tag},
        {400, error("<Code>ExpiredToken</Code>"), service_errc::expired_token},
        {403, error("<Code>AccessDenied</Code><Message>Access Denied.</Message>"),
         service_errc::access_denied},
        {403, error("<Code>AccessDenied</Code><Message>Request has expired</Message>"),
         service_errc::request_expired},
        {403, error("<Message>Request has expired</Message><Code>AccessDenied</Code>"),
         service_errc::request_expired},
        {403, error("<Code>SignatureDoesNotMatch</Code>"), service_errc::signature_does_not_match},
        {404, error("<Code>NoSuchBucket</Code>"), service_errc::no_such_bucket},
        {409, error("<Code>FileAlreadyExists</Code>"), service_errc::file_already_exists},
        {500, error("<Code>InternalError</Code>"), service_errc::internal_error},
        {503, error("<Code>SlowDown</Code>"), service_errc::slow_down},
        {301, error("<Code>PermanentRedirect</Code>"), service_errc::permanent_redirect},
        {307, error("<Code>TemporaryRedirect</Code>"), service_errc::temporary_redirect},
        // The word counts, whatever the status.
        {418, error("<Code>SlowDown</Code>"), service_errc::slow_down},
        // Under success.
        {200, error("<Code>InternalError</Code>"), errc::error_under_success},
        {200, error(""), errc::error_under_success},
        {204, error("<Code>SlowDown</Code>"), errc::error_under_success},
        // Words that are not listed, or not spelled so.
        {400, error("<Code>BadRquest</Code>"), http(400)},
        {403, error("<Code>accessdenied</Code>"), http(403)},
        {403, error("<Code> AccessDenied </Code>"), http(403)},
        {404, error("<Code>NoSuchThing</Code>"), http(404)},
        {451, error("<Code></Code>"), http(451)},
        {503, error(""), http(503)},
        {500, "<Error/>", http(500)},
        {403, error("<A><Code>AccessDenied</Code></A>"), http(403)},
        // Nothing at all.
        {304, "", http(304)},
        {301, "", http(301)},
        {400, "", http(400)},
        {403, "", http(403)},
        {404, "", http(404)},
        {500, "", http(500)},
        {503, "", http(503)},
        // Namespaces, a BOM and a declaration do no harm.
        {404, "<?xml version='1.0'?>\n<Error xmlns='urn:cos'><Code>NoSuchKey</Code></Error>\n",
         service_errc::no_such_key},
        {404, "<c:Error xmlns:c='urn:cos'><c:Code>NoSuchKey</c:Code></c:Error>",
         service_errc::no_such_key},
        {404, "\xef\xbb\xbf<Error><Code><![CDATA[NoSuchKey]]></Code></Error>",
         service_errc::no_such_key},
        // Not COS's.
        {302, "<html>Moved</html>", foreign(302)},
        {307, "Moved", foreign(307)},
        {400, R"({"code":"InvalidArgument","message":"no","request_id":"1"})", foreign(400)},
        {403, "<!DOCTYPE html><html><body>Forbidden</body></html>", foreign(403)},
        {404, good, foreign(404)},
        {404, "<a/>", foreign(404)},
        {500, nested(100000), foreign(500)},
        {500, "<!DOCTYPE Error><Error><Code>InternalError</Code></Error>", foreign(500)},
        {502, "<html>Bad Gateway</html>", foreign(502)},
        {503, "<Error><Code>SlowDown</Code>", foreign(503)},
        {503, "<Error><Code>SlowDown</Code></Error><Error/>", foreign(503)},
        {503, "upstream connect error", foreign(503)},
        {503, "\xff\xfe", foreign(503)},
        {504, " ", foreign(504)},
    };
    for (const row& r : rows)
        check_bad<Xml>(r.status, r.body, r.code);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_refusal_is_told_in_the_diagnostics, Xml, xml_policies)
{
    const std::string body = "<Error><Code>RequestTimeTooSkewed</Code>"
                             "<Message>The difference &gt; 15 minutes</Message>"
                             "<Resource>/examplebucket-1250000000/a&amp;b</Resource>"
                             "<RequestId>request-2</RequestId><TraceId>trace-2</TraceId>"
                             "<ServerTime>2020-03-25T10:07:01Z</ServerTime><UploadId>u</UploadId>"
                             "</Error>";
    for (const bool headers : {true, false}) {
        const auto found = judge<Xml>(403, body, headers ? ids() : cosio::field_list());
        const auto& about = found.result.diagnostics;
        BOOST_TEST((found.code == service_errc::request_time_too_skewed));
        BOOST_TEST(about.http_status == 403u);
        BOOST_TEST(about.code == "RequestTimeTooSkewed");
        BOOST_TEST(about.message == "The difference > 15 minutes");
        BOOST_TEST(about.resource == "/examplebucket-1250000000/a&b");
        BOOST_TEST(about.server_time == "2020-03-25T10:07:01Z");
        BOOST_TEST(about.request_id == (headers ? "request-1" : "request-2"));
        BOOST_TEST(about.trace_id == (headers ? "trace-1" : "trace-2"));
        BOOST_TEST(found.result.upload_id == "");
        BOOST_TEST(about.detail == "");
    }
    const auto unknown = judge<Xml>(400, "<Error><Code>BrandNew</Code></Error>");
    BOOST_TEST(unknown.result.diagnostics.code == "BrandNew");
    const auto under_200 = judge<Xml>(200, "<Error><Code>SlowDown</Code></Error>");
    BOOST_TEST(under_200.result.diagnostics.code == "SlowDown");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_was_not_understood_is_quoted, Xml, xml_policies)
{
    const std::pair<unsigned, std::string> rows[] = {
        {502, "<html>Bad Gateway</html>"},
        {200, "<html>Log in</html>"},
        {200, "<a/>"},
        {200, "{\r\n}"},
        {503, "\xff\0"s},
    };
    for (const auto& [status, body] : rows)
        BOOST_TEST(judge<Xml>(status, body).result.diagnostics.detail ==
                   "the body is " + cosio::detail::quoted(body));
    const auto detail = judge<Xml>(502, std::string(100000, 'x')).result.diagnostics.detail;
    BOOST_TEST(detail.size() < 200u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(headers_of_a_good_answer, Xml, xml_policies)
{
    auto headers = ids();
    headers.set("Date", "Thu, 28 May 2020 08:44:41 GMT");
    headers.set("X-COS-SERVER-SIDE-ENCRYPTION", "cos/kms");
    headers.set("x-cos-server-side-encryption-cos-kms-key-id", "48ba38aa");
    auto found = judge<Xml>(200, good, headers).result;
    BOOST_TEST(found.diagnostics.request_id == "request-1");
    BOOST_TEST(found.diagnostics.http_status == 200u);
    BOOST_TEST((found.date == std::chrono::sys_seconds(std::chrono::seconds(1590655481))));
    BOOST_TEST(found.encryption.algorithm == "cos/kms");
    BOOST_TEST(found.encryption.kms_key_id == "48ba38aa");
    BOOST_TEST(found.encryption.customer_algorithm == "");
    BOOST_TEST(found.encryption.customer_key_md5 == "");

    headers.set("Date", "yesterday");
    found = judge<Xml>(200, good, headers).result;
    BOOST_TEST(!found.date.has_value());
    BOOST_TEST(found.upload_id == "u");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(redaction)

namespace {

const std::string token = "FwoGZXIvYXdzEBYaDIp7+qWk/Vexampletoken==";
const std::string sse_c_key = "MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY=";
const std::string authorization =
    "q-sign-algorithm=sha1&q-ak=AKID&q-sign-time=1;2&q-key-time=1;2&q-header-list=host&"
    "q-url-param-list=uploads&q-signature=9f8bb83c14ea50570702536b37273151856b02ac";

cosio::http_request sent()
{
    cosio::http_request request("POST", "/exampleobject");
    request.headers()
        .set("Host", "examplebucket-1250000000.cos.ap-beijing.myqcloud.com")
        .set("X-Cos-Security-Token", token)
        .set("x-cos-server-side-encryption-customer-key", sse_c_key)
        .set("Authorization", authorization)
        .set("x-cos-meta-public", "public-value");
    return request;
}

std::string encoded(const std::string& text)
{
    std::string result;
    cosio::detail::append_percent_encoded(result, text);
    return result;
}

} // namespace

BOOST_AUTO_TEST_CASE(secrets_that_a_service_repeats_are_blanked)
{
    for (const std::string& secret : {token, sse_c_key, authorization})
        for (const std::string& form : {secret, encoded(secret)}) {
            cosio::diagnostics about;
            about.code = form;
            about.message = "host=h&x=" + form + "&y=" + form + "; public-value";
            about.resource = form + "/key";
            about.detail = "the body is \"" + form + '"';
            about.request_id = about.trace_id = about.server_time = "1" + form;
            cosio::detail::redact(about, sent());
            BOOST_TEST(about.code == "<secret>");
            BOOST_TEST(about.message == "host=h&x=<secret>&y=<secret>; public-value");
            BOOST_TEST(about.resource == "<secret>/key");
            BOOST_TEST(about.detail == "the body is \"<secret>\"");
            BOOST_TEST(about.request_id == "1<secret>");
            BOOST_TEST(about.trace_id == "1<secret>");
            BOOST_TEST(about.server_time == "1<secret>");
        }
}

// Only the beginning of a body is quoted; the cut may go through a secret.
BOOST_AUTO_TEST_CASE(beginnings_of_secrets_are_blanked_too)
{
    for (const std::string& secret : {token, encoded(token), sse_c_key})
        for (std::size_t before = 0; before < 64; ++before) {
            const auto body = std::string(before, '-') + secret + std::string(200, '-');
            auto about = judge<cosio::scanner_xml>(502, body).result.diagnostics;
            cosio::detail::redact(about, sent());
            BOOST_TEST_CONTEXT(before << " " + about.detail)
            {
                BOOST_TEST((about.detail.find(secret.substr(0, 4)) == std::string::npos));
                BOOST_TEST(about.detail.ends_with(" bytes)"));
            }
        }
}

BOOST_AUTO_TEST_CASE(a_refusal_that_repeats_the_signed_text)
{
    cosio::http_response response;
    response.status = 403;
    response.body = "<Error><Code>SignatureDoesNotMatch</Code><Message>signed: "
                    "x-cos-security-token=" +
                    encoded(token) + "</Message></Error>";
    cosio::initiate_result result;
    const auto code = cosio::detail::initiate_operation::judge(result, asked, response,
                                                               cosio::property_tree_xml());
    cosio::detail::redact(result.diagnostics, sent());
    BOOST_TEST(result.diagnostics.message == "signed: x-cos-security-token=<secret>");
    const std::string what = cosio::error_with_diagnostics(code, result.diagnostics).what();
    BOOST_TEST((what.find(token.substr(0, 8)) == what.npos));
    BOOST_TEST((what.find("SignatureDoesNotMatch") != what.npos));
}

BOOST_AUTO_TEST_CASE(nothing_else_is_blanked)
{
    cosio::diagnostics about;
    about.message = "public-value of exampleobject; q-sign-algorithm is missing";
    about.detail = "the body is \"x\"... (100 bytes)";
    const auto before = about;
    cosio::detail::redact(about, sent());
    BOOST_TEST(about.message == before.message);
    BOOST_TEST(about.detail == before.detail);

    cosio::http_request empty_secret("POST", "/");
    empty_secret.headers().set("x-cos-security-token", "");
    // A secret that is part of what stands in its place.
    cosio::http_request odd("POST", "/k");
    odd.params().set("X-Amz-Security-Token", "secret");
    cosio::diagnostics repeated;
    repeated.message = "secret secrets";
    cosio::detail::redact(repeated, odd);
    BOOST_TEST(repeated.message == "<secret> <secret>s");

    cosio::detail::redact(about, empty_secret);
    BOOST_TEST(about.message == before.message);
}

BOOST_AUTO_TEST_SUITE_END()
