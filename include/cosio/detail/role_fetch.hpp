// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_ROLE_FETCH_HPP
#define COSIO_DETAIL_ROLE_FETCH_HPP

#include <cosio/detail/http_fetch.hpp>
#include <cosio/detail/ini.hpp>
#include <cosio/detail/role_keys.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace cosio::detail {

/// Asks the metadata service for the name of the role, unless it is known, then for its keys.
template <class Transport>
class role_fetch : public http_fetch<role_fetch<Transport>, Transport> {
public:
    static constexpr bool must_be_there = false; // elsewhere than on a CVM it is not

    role_fetch(Transport wire, endpoint where, source_handler&& handler, std::string role)
        : http_fetch<role_fetch, Transport>(std::move(wire), std::move(where), std::move(handler)),
          role_(std::move(role))
    {
    }

    void begin()
    {
        if (role_.empty())
            this->template ask<&role_fetch::on_roles>(get({}));
        else
            ask_for_keys();
    }

private:
    http_request get(std::string_view below) const
    {
        http_request request("GET",
                             "/latest/meta-data/cam/security-credentials/" + std::string(below));
        request.headers().set("Host", this->authority());
        request.headers().set("User-Agent", config().user_agent);
        return request;
    }

    void ask_for_keys()
    {
        const auto allowed = [](char c) {
            return is_alnum(c) || std::string_view("_+=,.@-").find(c) != std::string_view::npos;
        };
        if (!all_of(role_, allowed)) // the page of a proxy, say
            return refuse(errc::unusable_credentials, "gave no name of a role");
        this->template ask<&role_fetch::on_keys>(get(role_));
    }

    void on_roles(const http_response& answer)
    {
        if (!good(answer))
            return;
        const std::string_view body = answer.body;
        role_ = trimmed(body.substr(0, body.find('\n')));
        if (role_.empty())
            return refuse(errc::no_credentials, "knows no role here");
        ask_for_keys();
    }

    void on_keys(const http_response& answer)
    {
        if (!good(answer))
            return;
        const secret_json json(answer.body);
        if (json.empty())
            return refuse(errc::unusable_credentials, "gave no JSON object");
        if (json.text("Code") != "Success")
            return refuse(errc::unusable_credentials,
                          "refused: Code is " + detail::quoted(json.text("Code")));
        temporary_credentials found;
        if (const char* wrong = read_role_keys(
                json, {"TmpSecretId", "TmpSecretKey", "Token", "ExpiredTime"}, found))
            return refuse(errc::unusable_credentials, std::string("gave no good ") + wrong);
        this->succeed(std::move(found));
    }

    bool good(const http_response& answer)
    {
        if (answer.status == 404)
            refuse(errc::no_credentials, "knows no role " + (role_.empty() ? "here" : role_));
        else if (answer.status != 200)
            refuse(errc::unusable_credentials,
                   "answered with status " + std::to_string(answer.status));
        return answer.status == 200;
    }

    void refuse(errc code, const std::string& what)
    {
        this->fail(code, "metadata service " + this->authority() + ": " + what);
    }

    std::string role_;
};

} // namespace cosio::detail

#endif
