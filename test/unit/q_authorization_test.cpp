// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Known answers of the request signature: A and B are the examples of document 7778, C those of the
// official Go SDK's tests, D was computed apart from this library for the calls of a multipart
// upload.

#include <cosio/signing/q_authorization.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

struct key_pair {
    std::string id, key;
};

const key_pair documented{"AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q",
                          "BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz"};
const key_pair go_1{"QmFzZTY0IGlzIGEgZ2VuZXJp", "AKIDZfbOA78asKUYBcXFrJD0a1ICvR98JM"};
const key_pair go_2{"AKIDexample", "ZfbOA78asKUYBcXFrJD0a1I*******"};

const std::string host = "examplebucket-1250000000.cos.ap-beijing.myqcloud.com";
const std::string upload_id =
    "1585130821cbb7df1d11846c073ad648e8f33b087cec2381df437acdc833cf654b9ecc6361";
const std::string case_1_time = "1585130821;1585138021";

using fields = std::vector<std::pair<std::string, std::string>>;

struct known_answer {
    std::string name;
    key_pair keys;
    std::string key_time, method, path;
    fields params, headers; ///< all signed
    std::string header_list, param_list, signature;
};

const known_answer answers[] = {
    {"A",
     documented,
     "1557989151;1557996351",
     "PUT",
     "/exampleobject(腾讯云)",
     {},
     {{"Date", "Thu, 16 May 2019 06:45:51 GMT"},
      {"Host", host},
      {"Content-Type", "text/plain"},
      {"Content-Length", "13"},
      {"Content-MD5", "mQ/fVh815F3k6TAUm8m0eg=="},
      {"x-cos-acl", "private"},
      {"x-cos-grant-read", "uin=\"100000000011\""}},
     "content-length;content-md5;content-type;date;host;x-cos-acl;x-cos-grant-read",
     "",
     "3b8851a11a569213c17ba8fa7dcf2abec6935172"},
    {"A with the path of the English edition, which its printed signature does not fit",
     documented,
     "1557989151;1557996351",
     "PUT",
     "/exampleobject(tencentcloud)",
     {},
     {{"Date", "Thu, 16 May 2019 06:45:51 GMT"},
      {"Host", host},
      {"Content-Type", "text/plain"},
      {"Content-Length", "13"},
      {"Content-MD5", "mQ/fVh815F3k6TAUm8m0eg=="},
      {"x-cos-acl", "private"},
      {"x-cos-grant-read", "uin=\"100000000011\""}},
     "content-length;content-md5;content-type;date;host;x-cos-acl;x-cos-grant-read",
     "",
     "510c3188792ade032be0eecda87da5edc6b26c29"},
    {"B",
     documented,
     "1557989753;1557996953",
     "GET",
     "/exampleobject(腾讯云)",
     {{"response-content-type", "application/octet-stream"},
      {"response-cache-control", "max-age=600"}},
     {{"Date", "Thu, 16 May 2019 06:55:53 GMT"}, {"Host", host}},
     "date;host",
     "response-cache-control;response-content-type",
     "01681b8c9d798a678e43b685a9f1bba0f6c0e012"},
    {"C1",
     go_1,
     "1480932292;1481012292",
     "PUT",
     "/testfile2",
     {},
     {{"Host", "testbucket-125000000.cos.ap-guangzhou.myqcloud.com"},
      {"x-cos-content-sha1", "db8ac1c259eb89d4a131b253bacfca5f319d54f2"},
      {"x-cos-stroage-class", "nearline"}},
     "host;x-cos-content-sha1;x-cos-stroage-class",
     "",
     "ce4ac0ecbcdb30538b3fee0a97cc6389694ce53a"},
    {"C2",
     go_2,
     "1622702557;1622706157",
     "PUT",
     "/test.jpg",
     {},
     {},
     "",
     "",
     "820975b5a8eccce9455b94d4ebed14d66654bf3c"},
    {"C3",
     go_2,
     "1622702557;1622706157",
     "PUT",
     "/test.jpg",
     {{"test", "params"}},
     {},
     "",
     "test",
     "7757e84ed5f8953eafc30afcd2a5d1ad68e00d67"},
    {"D1",
     documented,
     case_1_time,
     "POST",
     "/exampleobject",
     {{"uploads", ""}},
     {{"Host", host},
      {"Date", "Wed, 25 Mar 2020 10:07:01 GMT"},
      {"Content-Type", "video/mp4"},
      {"Content-Length", "0"}},
     "content-length;content-type;date;host",
     "uploads",
     "5c6a6111a3e54a44281050244f53aba0ebe8cc0c"},
    {"D2",
     documented,
     case_1_time,
     "POST",
     "/exampleobject",
     {{"uploads", ""}},
     {{"Host", host}, {"Content-Type", "video/mp4"}, {"Content-Length", "0"}},
     "content-length;content-type;host",
     "uploads",
     "c003281ea581840b162447721e4ab13906b94bcf"},
    {"D3",
     documented,
     case_1_time,
     "POST",
     "/exampleobject",
     {{"uploads", ""}},
     {{"Host", host}},
     "host",
     "uploads",
     "9f8bb83c14ea50570702536b37273151856b02ac"},
    {"D4",
     documented,
     case_1_time,
     "POST",
     "/exampleobject",
     {{"uploads", ""}},
     {{"Host", host}, {"x-cos-security-token", "dummytoken+/="}},
     "host;x-cos-security-token",
     "uploads",
     "7cd4701a076a119d15cbc1bb880814877619396b"},
    {"D5",
     documented,
     "1590654934;1590662134",
     "POST",
     "/exampleobject",
     {{"uploads", ""}},
     {{"Host", host},
      {"Date", "Thu, 28 May 2020 08:35:34 GMT"},
      {"Content-Type", "video/mp4"},
      {"Cache-Control", "max-age=86400"},
      {"Content-Disposition", "attachment; filename=example.jpg"},
      {"x-cos-meta-example-field", "example-value"},
      {"x-cos-acl", "public-read"},
      {"Content-Length", "0"}},
     "cache-control;content-disposition;content-length;content-type;date;host;x-cos-acl;"
     "x-cos-meta-example-field",
     "uploads",
     "9e552b8674e288b66b57e85a3465d0cf1f181526"},
    {"D6",
     documented,
     "1590655438;1590662638",
     "POST",
     "/exampleobject",
     {{"uploads", ""}},
     {{"Host", host},
      {"Date", "Thu, 28 May 2020 08:43:58 GMT"},
      {"Content-Type", "video/mp4"},
      {"x-cos-server-side-encryption", "AES256"},
      {"Content-Length", "0"}},
     "content-length;content-type;date;host;x-cos-server-side-encryption",
     "uploads",
     "3619265d263d8c1ff89232dcf3598ae01c6a13e2"},
    {"D7",
     documented,
     "1590655481;1590662681",
     "POST",
     "/exampleobject",
     {{"uploads", ""}},
     {{"Host", host},
      {"Date", "Thu, 28 May 2020 08:44:41 GMT"},
      {"Content-Type", "video/mp4"},
      {"x-cos-server-side-encryption-customer-algorithm", "AES256"},
      {"x-cos-server-side-encryption-customer-key", "MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNERUY="},
      {"x-cos-server-side-encryption-customer-key-MD5", "U5L61r7jcwdNvT7frmUG8g=="},
      {"Content-Length", "0"}},
     "content-length;content-type;date;host;x-cos-server-side-encryption-customer-algorithm;"
     "x-cos-server-side-encryption-customer-key;x-cos-server-side-encryption-customer-key-md5",
     "uploads",
     "2ec6bbd785b006d12e0455da1583c703c58462de"},
    {"D8",
     documented,
     case_1_time,
     "PUT",
     "/exampleobject",
     {{"partNumber", "1"}, {"uploadId", upload_id}},
     {{"Host", host}, {"Content-Length", "13"}, {"Content-MD5", "EI9SjrY7Zec08nrjMfX/qg=="}},
     "content-length;content-md5;host",
     "partnumber;uploadid",
     "28d99646d024b450a6faa5a95ccec64fe27f50bb"},
    {"D9",
     documented,
     case_1_time,
     "PUT",
     "/exampleobject",
     {{"partNumber", "1"}, {"uploadId", upload_id}},
     {{"Host", host}},
     "host",
     "partnumber;uploadid",
     "f7d3478070c7f14655bcbab6616ab6de4524d1b8"},
    {"D10",
     documented,
     case_1_time,
     "PUT",
     "/exampleobject",
     {{"x-cos-security-token", "dummytoken+/="}, {"partNumber", "1"}, {"uploadId", upload_id}},
     {{"Host", host}},
     "host",
     "partnumber;uploadid;x-cos-security-token",
     "62484c74b08cb2fb59cb995216a207d989ead2cf"},
    {"D11",
     documented,
     case_1_time,
     "POST",
     "/exampleobject",
     {{"uploadId", upload_id}},
     {{"Host", host}},
     "host",
     "uploadid",
     "175d0a1b79bdeabb559531e4703c4db8a6160c58"},
    {"D12",
     documented,
     case_1_time,
     "DELETE",
     "/exampleobject",
     {{"uploadId", upload_id}},
     {{"Host", host}},
     "host",
     "uploadid",
     "fa00ee679295bed636f5dad0f5a5dc3fe82f4fc2"},
    {"D13",
     documented,
     case_1_time,
     "GET",
     "/exampleobject",
     {{"uploadId", upload_id},
      {"part-number-marker", "0"},
      {"max-parts", "1000"},
      {"encoding-type", "url"}},
     {{"Host", host}},
     "host",
     "encoding-type;max-parts;part-number-marker;uploadid",
     "74062ff40bde8ff8f0f8c121e51c798b0a270917"},
    {"D14",
     documented,
     case_1_time,
     "GET",
     "/",
     {{"uploads", ""}, {"encoding-type", "url"}, {"max-uploads", "1000"}, {"prefix", "a b/"}},
     {{"Host", host}},
     "host",
     "encoding-type;max-uploads;prefix;uploads",
     "197df48c5bdf3d72ca891908f31d5165f6d1ca21"},
    {"D15",
     documented,
     case_1_time,
     "POST",
     "/a b+c/ü&=~*",
     {{"uploads", ""}},
     {{"Host", host}},
     "host",
     "uploads",
     "f2900ebf54ae679697e68e0ee4f38d2c8e82eb09"},
};

cosio::http_request request_of(const known_answer& row)
{
    cosio::http_request request(row.method, row.path);
    for (const auto& [name, value] : row.params)
        request.params().set(name, value);
    for (const auto& [name, value] : row.headers)
        request.headers().set(name, value);
    return request;
}

std::string authorize(const known_answer& row, const cosio::http_request& request)
{
    const auto all = [](std::string_view) { return true; };
    return cosio::q_authorization()(request, row.keys.id, row.keys.key, row.key_time, all).value();
}

const known_answer& answer(const std::string& name)
{
    for (const known_answer& row : answers)
        if (row.name == name)
            return row;
    throw std::out_of_range(name);
}

} // namespace

BOOST_AUTO_TEST_SUITE(q_authorization)

BOOST_AUTO_TEST_CASE(known_answers)
{
    for (const known_answer& row : answers)
        BOOST_TEST_CONTEXT(row.name)
        {
            BOOST_TEST(authorize(row, request_of(row)) ==
                       "q-sign-algorithm=sha1&q-ak=" + row.keys.id +
                           "&q-sign-time=" + row.key_time + "&q-key-time=" + row.key_time +
                           "&q-header-list=" + row.header_list +
                           "&q-url-param-list=" + row.param_list + "&q-signature=" + row.signature);
        }
}

BOOST_AUTO_TEST_CASE(order_of_headers_and_parameters_does_not_matter)
{
    for (const known_answer& row : answers)
        BOOST_TEST_CONTEXT(row.name)
        {
            known_answer turned = row;
            std::reverse(turned.params.begin(), turned.params.end());
            std::reverse(turned.headers.begin(), turned.headers.end());
            BOOST_TEST(authorize(turned, request_of(turned)) == authorize(row, request_of(row)));
        }
}

BOOST_AUTO_TEST_CASE(case_of_names_does_not_matter_but_that_of_values_does)
{
    known_answer row = answer("D8");
    const auto before = authorize(row, request_of(row));
    row.headers[1].first = "CONTENT-length";
    row.params[0].first = "PARTNUMBER";
    BOOST_TEST(authorize(row, request_of(row)) == before);
    row.headers[2].second[0] = 'e';
    BOOST_TEST(authorize(row, request_of(row)) != before);
}

// The hashes of document 7778 fit the decoded path only; this is what the encoded one would give.
BOOST_AUTO_TEST_CASE(the_path_is_signed_as_it_is_given)
{
    known_answer row = answer("A");
    row.path = "/exampleobject(%E8%85%BE%E8%AE%AF%E4%BA%91)";
    BOOST_TEST(authorize(row, request_of(row))
                   .ends_with("&q-signature=7c721063919d103b9edf446ec8b660f954a66593"));
}

BOOST_AUTO_TEST_CASE(only_wanted_headers_are_signed_and_listed)
{
    const known_answer& row = answer("D1");
    const auto only_host = [](std::string_view name) { return name == "Host"; };
    const auto result = cosio::q_authorization()(request_of(row), row.keys.id, row.keys.key,
                                                 row.key_time, only_host);
    BOOST_TEST(result.value().ends_with(
        "&q-header-list=host&q-url-param-list=uploads&q-signature=" + answer("D3").signature));
}

BOOST_AUTO_TEST_SUITE_END()
