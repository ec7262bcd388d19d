// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_OIDC_FETCH_HPP
#define COSIO_DETAIL_OIDC_FETCH_HPP

#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/http_fetch.hpp>
#include <cosio/detail/ini.hpp>
#include <cosio/detail/read_small_file.hpp>
#include <cosio/detail/redact.hpp>
#include <cosio/detail/role_keys.hpp>
#include <cosio/detail/string_map_json.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace cosio::detail {

/// What AssumeRoleWithWebIdentity is told, but for the token itself.
struct oidc_identity {
    std::string region, provider_id, token_file, role_arn;
    std::chrono::seconds duration{7200};
    std::string missing; ///< The variables that are not set, for humans.
};

/// Reads the identity token and changes it for keys at STS.
template <class Transport>
class oidc_fetch : public http_fetch<oidc_fetch<Transport>, Transport> {
public:
    static constexpr bool must_be_there = true;

    oidc_fetch(Transport wire, endpoint where, source_handler&& handler, oidc_identity who)
        : http_fetch<oidc_fetch, Transport>(std::move(wire), std::move(where), std::move(handler)),
          who_(std::move(who))
    {
    }

    void begin()
    {
        if (!who_.missing.empty())
            return this->fail(errc::no_credentials, "environment: " + who_.missing + " not set");
        if (!all_of(who_.region, [](char c) { return is_alnum(c) || c == '-'; }))
            return refuse("TKE_REGION " + detail::quoted(who_.region) +
                          ": must be letters, digits and -");
        if (who_.duration < std::chrono::seconds(1) || who_.duration > std::chrono::hours(12))
            return refuse("the duration must be 1 s to 43200 s");
        if (const error_code failed = read_small_file(who_.token_file, token_))
            return refuse("TKE_WEB_IDENTITY_TOKEN_FILE = " +
                          unread_file(who_.token_file, failed).result.detail);
        if (trimmed(as_view(token_)).empty())
            return refuse("TKE_WEB_IDENTITY_TOKEN_FILE = " + who_.token_file + ": is empty");
        this->template ask<&oidc_fetch::on_keys>(question());
    }

private:
    http_request question() const
    {
        const auto now = std::to_string(
            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())
                .time_since_epoch()
                .count());
        secret_string body = "{\"DurationSeconds\":";
        body += std::to_string(who_.duration.count());
        const std::string session = "cosio-" + now;
        for (const auto& [name, value] :
             {std::pair<const char*, std::string_view>{"ProviderId", who_.provider_id},
              {"RoleArn", who_.role_arn},
              {"RoleSessionName", session},
              {"WebIdentityToken", trimmed(as_view(token_))}}) {
            body += ",\"";
            body += name;
            body += "\":";
            append_json_string(body, value);
        }
        body += '}';

        http_request request("POST", "/");
        request.headers()
            .set("Host", this->authority())
            .set("Content-Type", "application/json")
            .set("Content-Length", std::to_string(body.size()))
            .set("X-TC-Action", "AssumeRoleWithWebIdentity")
            .set("X-TC-Version", "2018-08-13")
            .set("X-TC-Region", who_.region)
            .set("X-TC-Timestamp", now)
            .set("Authorization", "SKIP")
            .set("User-Agent", config().user_agent);
        return std::move(request.body(body));
    }

    void on_keys(const http_response& answer)
    {
        const std::string status = " (status " + std::to_string(answer.status) + ')';
        const secret_json json(answer.body);
        if (!json.has("Response"))
            return refuse("STS gave no JSON object with a Response" + status);
        const auto request_id = ", RequestId " + shown(json.text("Response.RequestId"));
        if (json.has("Response.Error"))
            return refuse("STS refused: " + shown(json.text("Response.Error.Code")) + ": " +
                          shown(json.text("Response.Error.Message")) + request_id);
        if (answer.status != 200)
            return refuse("STS answered" + status + request_id);
        temporary_credentials found;
        if (const char* wrong = read_role_keys(
                json,
                {"Response.Credentials.TmpSecretId", "Response.Credentials.TmpSecretKey",
                 "Response.Credentials.Token", "Response.ExpiredTime"},
                found))
            return refuse("STS gave no good " + std::string(wrong) + request_id);
        this->succeed(std::move(found));
    }

    /// Words of the peer, who may repeat the token it was sent.
    std::string shown(std::string_view words) const
    {
        constexpr std::size_t most = 512;
        std::string result(words);
        blank_out(result, trimmed(as_view(token_)));
        auto end = std::min(result.size(), most);
        while (end > 0 && end < result.size() &&
               (static_cast<unsigned char>(result[end]) & 0xc0) == 0x80)
            --end; // to the beginning of a character
        result.resize(end);
        std::replace_if(result.begin(), result.end(), is_control, ' ');
        return result;
    }

    void refuse(std::string what) { this->fail(errc::unusable_credentials, std::move(what)); }

    oidc_identity who_;
    secure_bytes token_;
};

} // namespace cosio::detail

#endif
