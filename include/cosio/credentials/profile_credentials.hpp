// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_PROFILE_CREDENTIALS_HPP
#define COSIO_CREDENTIALS_PROFILE_CREDENTIALS_HPP

#include <cosio/detail/environment.hpp>
#include <cosio/detail/ini_credentials.hpp>

#include <string>
#include <string_view>

namespace cosio {

/** The credentials that Tencent Cloud's SDKs share: `secret_id`, `secret_key` and perhaps `token`
    of a section of `~/.tencentcloud/credentials`, or of the file that the variable
    `TENCENTCLOUD_CREDENTIALS_FILE` names.

    @par Errors
    `errc::no_credentials` if there is no such file; `errc::unusable_credentials` if it cannot be
    read, is larger than 64 KB, is no INI, or lacks the section or a key: the detail names file,
    line and rule. A file that the variable names must be there, as for the SDKs.

    @par Thread-safety
    Environment and file are read once, by the constructor, which no other thread may change the
    environment beside. After that safe, also on one object. Copies share the credentials.

    @par Source
    tencentcloud-sdk-go, profile_provider.go; it knows the section `[default]` and no token.

    @par Example
    @code
    #include <cosio/credentials/profile_credentials.hpp>
    const cosio::profile_credentials provider;           // [default]
    const cosio::profile_credentials backup("backup");   // [backup]
    @endcode
*/
class profile_credentials {
public:
    /// Reads the section `profile` of the file that the environment names.
    explicit profile_credentials(std::string_view profile = "default") : answer_(look(profile)) {}

    /// Reads the section `profile` of the file at `path`; the call blocks meanwhile.
    profile_credentials(std::string_view profile, const std::string& path)
        : answer_(detail::ini_credentials::read(path, profile))
    {
    }

    /// What the constructor found.
    error_code get(provided_credentials& out) const { return answer_.get(out); }

private:
    static detail::credentials_answer look(std::string_view profile)
    {
        const std::string variable = "TENCENTCLOUD_CREDENTIALS_FILE";
        const auto named = detail::environment_variable(variable.c_str());
        if (!named)
            return detail::ini_credentials::read(detail::path_in_home(".tencentcloud/credentials"),
                                                 profile);
        if (named->empty())
            return detail::credentials_answer::unusable("environment: " + variable + " is empty");
        auto found = detail::ini_credentials::read(std::string(*named), profile);
        if (found.code == errc::no_credentials)
            return detail::credentials_answer::unusable(variable + " = " + found.result.detail);
        return found;
    }

    detail::credentials_answer answer_;
};

} // namespace cosio

#endif
