// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "role_service.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <set>
#include <sstream>
#include <utility>

namespace support {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using request_type = http::request<http::string_body>;

struct role_service::state {
    explicit state(asio::io_context& io)
        : acceptor(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0))
    {
    }

    tcp::acceptor acceptor;
    std::string role = "uploader";
    std::string token;
    std::int64_t expires = 4102444800;
    bool breaks_off = false;
    std::vector<std::string> requests;
};

namespace {

struct reply {
    unsigned status;
    std::string body;
};

const std::string metadata_path = "/latest/meta-data/cam/security-credentials/";

std::string keys(bool of_sts, std::int64_t expires)
{
    const std::string three = R"("TmpSecretId":"AKIDrole","TmpSecretKey":"role key",)"
                              R"("Token":"role token")";
    const std::string end =
        R"("ExpiredTime":)" + std::to_string(expires) + R"(,"Expiration":"2100-01-01T00:00:00Z")";
    if (of_sts)
        return R"({"Response":{"Credentials":{)" + three + "}," + end + R"(,"RequestId":"id-7"}})";
    return '{' + three + ',' + end + R"(,"Code":"Success"})";
}

reply sts_refusal(const std::string& code, const std::string& message)
{
    return {200, R"({"Response":{"Error":{"Code":")" + code + R"(","Message":")" + message +
                     R"("},"RequestId":"id-8"}})"};
}

bool digits(const std::string& text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// What is wrong with the headers of a request to STS; empty if nothing is.
std::string wrong_header(const request_type& request)
{
    const std::pair<const char*, const char*> exact[] = {
        {"Content-Type", "application/json"},
        {"X-TC-Action", "AssumeRoleWithWebIdentity"},
        {"X-TC-Version", "2018-08-13"},
        {"X-TC-Region", "ap-beijing"},
        {"Authorization", "SKIP"},
    };
    for (const auto& [name, value] : exact)
        if (request[name] != value || request.count(name) != 1)
            return name;
    const std::string stamp(request["X-TC-Timestamp"]);
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    if (!digits(stamp) || std::abs(std::stoll(stamp) - static_cast<long long>(now)) > 300)
        return "X-TC-Timestamp"; // STS allows five minutes
    return {};
}

/// The same for the parameters.
std::string wrong_parameter(const request_type& request, const std::string& token)
{
    boost::property_tree::ptree json;
    std::istringstream stream(request.body());
    try {
        boost::property_tree::read_json(stream, json);
    } catch (const std::exception&) {
        return "JSON";
    }
    std::set<std::string> names;
    for (const auto& [name, value] : json)
        if (!names.insert(name).second)
            return name;
    if (names != std::set<std::string>{"DurationSeconds", "ProviderId", "RoleArn",
                                       "RoleSessionName", "WebIdentityToken"})
        return "names";
    if (request.body().find("\"DurationSeconds\":7200,") == std::string::npos) // a number
        return "DurationSeconds";
    const auto session = json.get<std::string>("RoleSessionName");
    const auto allowed = [](unsigned char c) { return std::isalnum(c) || c == '-'; };
    if (session.size() > 128 || !std::all_of(session.begin(), session.end(), allowed))
        return "RoleSessionName";
    if (json.get<std::string>("ProviderId") != "cls-provider")
        return "ProviderId";
    if (json.get<std::string>("RoleArn") != "qcs::cam::uin/1:roleName/\"uploader\"")
        return "RoleArn";
    if (json.get<std::string>("WebIdentityToken") != token)
        return "WebIdentityToken";
    return {};
}

template <class State>
reply answer(const request_type& request, const State& now)
{
    const std::string target(request.target());
    const auto port = std::to_string(now.acceptor.local_endpoint().port());
    if (request["Host"] != "127.0.0.1:" + port)
        return {400, "Host"};
    if (request["Connection"] != "close")
        return {400, "Connection"};
    if (request.method() == http::verb::post && target == "/") {
        if (const auto wrong = wrong_header(request); !wrong.empty())
            return sts_refusal("InvalidHeader", wrong);
        if (const auto wrong = wrong_parameter(request, now.token); !wrong.empty())
            return sts_refusal("InvalidParameter", wrong);
        return {200, keys(true, now.expires)};
    }
    if (request.method() != http::verb::get || !request.body().empty())
        return {405, "method"};
    if (!now.role.empty() && target == metadata_path)
        return {200, now.role};
    if (!now.role.empty() && target == metadata_path + now.role)
        return {200, keys(false, now.expires)};
    return {404, "<html>404 - Not Found</html>"};
}

template <class State>
asio::awaitable<void> serve(tcp::socket socket, std::shared_ptr<State> state)
{
    boost::beast::flat_buffer buffer;
    request_type request;
    co_await http::async_read(socket, buffer, request, asio::deferred);
    state->requests.push_back(std::string(request.method_string()) + ' ' +
                              std::string(request.target()));
    const reply what = answer(request, *state);
    std::string bytes = "HTTP/1.1 " + std::to_string(what.status) +
                        " Said\r\nContent-Length: " + std::to_string(what.body.size()) +
                        "\r\nConnection: close\r\n\r\n" + what.body;
    if (state->breaks_off)
        bytes.resize(bytes.size() - 1);
    co_await asio::async_write(socket, asio::buffer(bytes), asio::deferred);
}

template <class State>
asio::awaitable<void> accept_all(std::shared_ptr<State> state)
{
    while (state->acceptor.is_open()) {
        auto socket = co_await state->acceptor.async_accept(asio::deferred);
        asio::co_spawn(state->acceptor.get_executor(), serve(std::move(socket), state),
                       asio::detached);
    }
}

} // namespace

role_service::role_service(asio::io_context& io) : state_(std::make_shared<state>(io))
{
    asio::co_spawn(io, accept_all(state_), asio::detached);
}

role_service::~role_service()
{
    state_->acceptor.close();
}

std::string role_service::url() const
{
    return "http://127.0.0.1:" + std::to_string(state_->acceptor.local_endpoint().port());
}

void role_service::role(std::string name)
{
    state_->role = std::move(name);
}

void role_service::token(std::string text)
{
    state_->token = std::move(text);
}

void role_service::expires(std::int64_t when)
{
    state_->expires = when;
}

void role_service::break_off()
{
    state_->breaks_off = true;
}

std::vector<std::string> role_service::requests() const
{
    return state_->requests;
}

} // namespace support
