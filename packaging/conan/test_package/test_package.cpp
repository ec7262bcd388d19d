// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Signs a request, which takes Boost's headers and OpenSSL's libraries, and is quick to compile.

#include <cosio/signing/q_authorization.hpp>
#include <cosio/version.hpp>

#include <iostream>
#include <string_view>

int main()
{
    cosio::http_request request("POST", "/video/intro.mp4");
    request.headers().set("Host", "examplebucket-1250000000.cos.ap-beijing.myqcloud.com");
    const auto value = cosio::q_authorization()(request, "AKIDexample", "example", "1;2",
                                                [](std::string_view) { return true; });
    std::cout << cosio::version << ' ' << value.value_or("not signed") << '\n';
    return value ? 0 : 1;
}
