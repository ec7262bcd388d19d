// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_ENVIRONMENT_CREDENTIALS_HPP
#define COSIO_CREDENTIALS_ENVIRONMENT_CREDENTIALS_HPP

#include <cosio/detail/credentials_answer.hpp>
#include <cosio/detail/environment.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace cosio {

/** Credentials from variables of the environment, of the first pair that is there:

    - `COS_SECRET_ID` and `COS_SECRET_KEY`, for temporary keys also `COS_SESSION_TOKEN` or
      `COS_SECURITY_TOKEN`;
    - `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY`, for temporary keys also
      `TENCENTCLOUD_SESSION_TOKEN`, `TENCENTCLOUD_SECURITY_TOKEN` or `TENCENTCLOUD_TOKEN`.

    A token that is empty is none.

    @par Errors
    `errc::no_credentials` if nothing of either pair is set; `errc::unusable_credentials` if half of
    a pair is set, or set to nothing: the detail names the variable.

    @par Thread-safety
    The environment is read once, by the constructor, which no other thread may change it beside.
    After that safe, also on one object. Copies share the credentials.

    @par Source
    tencentcloud-sdk-go, env_provider.go (`TENCENTCLOUD_...`); hadoop-cos and COS's samples
    (`COS_...`). The token of `TENCENTCLOUD_...` has no one name: it is `TENCENTCLOUD_TOKEN` in
    Tencent's command line, `..._SECURITY_TOKEN` in its Terraform provider.

    @par Example
    @code
    #include <cosio/credentials/environment_credentials.hpp>
    const cosio::environment_credentials provider; // reads the environment here
    cosio::provided_credentials found;
    if (provider.get(found))
        std::cerr << found.detail << '\n';
    @endcode
*/
class environment_credentials {
public:
    /// Reads the environment.
    environment_credentials() : answer_(look()) {}

    /// What the constructor found.
    error_code get(provided_credentials& out) const { return answer_.get(out); }

private:
    static detail::credentials_answer look()
    {
        if (const auto found = pair("COS_SECRET_ID", "COS_SECRET_KEY",
                                    {"COS_SESSION_TOKEN", "COS_SECURITY_TOKEN"});
            found.code != errc::no_credentials)
            return found;
        if (const auto found = pair("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY",
                                    {"TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN",
                                     "TENCENTCLOUD_TOKEN"});
            found.code != errc::no_credentials)
            return found;
        return detail::credentials_answer::none("environment: neither COS_SECRET_ID nor "
                                                "TENCENTCLOUD_SECRET_ID is set");
    }

    static detail::credentials_answer pair(const char* id_name, const char* key_name,
                                           std::initializer_list<const char*> token_names)
    {
        const auto id = detail::environment_variable(id_name);
        const auto key = detail::environment_variable(key_name);
        if (!id && !key)
            return detail::credentials_answer::none({});
        for (const auto& [name, value, other] : {half{id_name, id, key_name}, //
                                                 half{key_name, key, id_name}})
            if (!value || value->empty())
                return detail::credentials_answer::unusable(
                    std::string("environment: ") + name +
                    (value ? " is empty" : " is not set, but " + std::string(other) + " is"));
        std::string_view token;
        for (const char* name : token_names)
            if (token.empty())
                token = detail::environment_variable(name).value_or(token);
        return detail::credentials_answer::of(credentials(std::string(*id), *key, token));
    }

    struct half {
        const char* name;
        std::optional<std::string_view> value;
        const char* other;
    };

    detail::credentials_answer answer_;
};

} // namespace cosio

#endif
