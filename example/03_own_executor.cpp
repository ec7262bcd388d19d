// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// A client on a thread pool, its executor's type kept; many uploads at once, completions on a strand.
// Arguments: URL of a COS, file of its CA. Credentials from the environment.

#include <cosio/cosio.hpp>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

namespace asio = boost::asio;

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    asio::thread_pool pool(2);
    using executor = asio::thread_pool::executor_type;
    using client = cosio::client::rebind_executor<executor>::other;
    client cos(cosio::tls_transport<executor>(pool, cosio::ca_file(argv[2])),
               cosio::endpoint::url(argv[1]).stands_for(cosio::endpoint::region("ap-beijing")),
               cosio::credentials(std::getenv("COS_SECRET_ID"), std::getenv("COS_SECRET_KEY")));

    // Handlers share these without a lock, because one strand calls them all.
    const auto strand = asio::make_strand(pool);
    unsigned begun = 0;
    unsigned failed = 0;
    for (int i = 0; i < 20; ++i)
        cos.initiate({"examplebucket-1250000000", "part/" + std::to_string(i)},
                     asio::bind_executor(strand, [&](cosio::error_code code,
                                                     const cosio::initiate_result& result) {
                         ++(code ? failed : begun);
                         if (code)
                             std::cerr << result.diagnostics << '\n';
                     }));
    pool.join();
    std::cout << begun << " begun, " << failed << " failed\n";
    return failed == 0 ? 0 : 1;
}
