// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// A request that is part of a trace, and a span of its own for each attempt. Needs no network: the
// COS is in the same program, and hangs up on the first attempt.

#include <cosio/cosio.hpp>
#include <cosio/testing/local_cos.hpp>

#include <boost/asio/io_context.hpp>

#include <iostream>
#include <optional>
#include <string>
#include <utility>

namespace asio = boost::asio;

/// Signs as COS wants it, after it has put the attempt's span into the request.
struct traced_signing : cosio::q_signing {
    using cosio::q_signing::q_signing;

    cosio::error_code sign(cosio::http_request& request, cosio::diagnostics& about) const
    {
        if (const auto parent = request.headers().find("traceparent")) {
            // A real one is random.
            const std::string span = "000000000000000" + std::to_string(about.attempts);
            request.headers().set("traceparent", std::string(*parent).replace(36, 16, span));
        }
        return cosio::q_signing::sign(request, about);
    }
};
using traced_client = cosio::basic_client<traced_signing, cosio::tcp_transport<>>;

int main()
{
    asio::io_context io;
    const auto hangs_up_once = [first = true](const auto& request) mutable {
        std::cout << "traceparent: " << request.header("traceparent").value_or("none") << '\n';
        using answer = std::optional<cosio::testing::local_answer>;
        return std::exchange(first, false) ? answer(cosio::testing::local_answer::hang_up())
                                           : answer();
    };
    cosio::testing::local_cos cos(io.get_executor(), cosio::testing::local_cos_options()
                                                         .bucket("examplebucket-1250000000")
                                                         .credentials("AKIDtest", "secret")
                                                         .on_request(hangs_up_once));
    traced_client client(io, cosio::endpoint::url(cos.http_url()),
                         cosio::credentials("AKIDtest", "secret"));

    cosio::initiate_request request("examplebucket-1250000000", "video/intro.mp4");
    request.trace_context("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    client.initiate(request, [&](cosio::error_code code, const cosio::initiate_result& result) {
        std::cout << (code ? code.message() : "UploadId: " + result.upload_id) << '\n';
        cos.stop();
    });
    io.run();
    return cos.uploads().size() == 1 ? 0 : 1;
}
