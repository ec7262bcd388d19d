// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// A client on a thread pool, its executor's type kept; many uploads at once, completions
// on a strand.

#include "common.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

namespace asio = boost::asio;

int main(int argc, char** argv)
{
    const arguments given = read_arguments(argc, argv);
    asio::thread_pool pool(2);
    using executor = asio::thread_pool::executor_type;
    using client = cosio::client::rebind_executor<executor>::other;
    client cos(cosio::tls_transport<executor>(pool, given.ca_file),
               cosio::endpoint::url(given.url).stands_for(cosio::endpoint::region("ap-beijing")),
               given.who);

    // Handlers share this without a lock, because one strand calls them all.
    const auto strand = asio::make_strand(pool);
    unsigned begun = 0;
    const auto count = [&](auto code, const auto& result) { begun += tell(code, result); };
    for (int i = 0; i < 20; ++i)
        cos.initiate({"examplebucket-1250000000", "part/" + std::to_string(i)},
                     asio::bind_executor(strand, count));
    pool.join();
    std::cout << begun << " of 20 begun\n";
    return begun == 20 ? 0 : 1;
}
