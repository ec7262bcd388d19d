// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_TKE_ENVIRONMENT_HPP
#define COSIO_TEST_SUPPORT_TKE_ENVIRONMENT_HPP

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace support {

/// A pod of TKE, as its environment and its token file show it. The variables are gone afterwards.
class tke_environment {
public:
    tke_environment()
        : file_(std::filesystem::temp_directory_path() /
                ("cosio-token-" + std::to_string(std::random_device()())))
    {
        token("hush.token");
        setenv("TKE_REGION", "ap-beijing", 1);
        setenv("TKE_PROVIDER_ID", "cls-provider", 1);
        setenv("TKE_WEB_IDENTITY_TOKEN_FILE", file_.c_str(), 1);
        setenv("TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/\"uploader\"", 1);
    }

    ~tke_environment()
    {
        for (const char* name :
             {"TKE_REGION", "TKE_PROVIDER_ID", "TKE_WEB_IDENTITY_TOKEN_FILE", "TKE_ROLE_ARN"})
            unsetenv(name);
        std::filesystem::remove(file_);
    }

    tke_environment(const tke_environment&) = delete;
    tke_environment& operator=(const tke_environment&) = delete;

    void token(const std::string& text) const { std::ofstream(file_, std::ios::binary) << text; }

private:
    std::filesystem::path file_;
};

} // namespace support

#endif
