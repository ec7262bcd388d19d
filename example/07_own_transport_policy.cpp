// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// A transport policy of one's own: wraps another, and tells how long each exchange took.

#include "common.hpp"

#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>

namespace asio = boost::asio;

template <class Inner>
struct timed_transport {
    Inner inner;

    using executor_type = typename Inner::executor_type;
    template <class E>
    struct rebind_executor {
        using other = timed_transport<typename Inner::template rebind_executor<E>::other>;
    };

    executor_type get_executor() const { return inner.get_executor(); }
    static bool speaks(cosio::scheme which) { return Inner::speaks(which); }

    /// Adds a step to the inner operation; executor, allocator and slot of the handler are kept.
    template <class Token>
    auto async_exchange(const cosio::exchange_request& request, Token&& token)
    {
        const auto start = std::chrono::steady_clock::now();
        auto told = [start](cosio::error_code code, cosio::exchange_result result) {
            const std::chrono::duration<double> s = std::chrono::steady_clock::now() - start;
            std::cout << "stage " << to_string(result.stage) << " after " << s.count() << " s\n";
            return asio::deferred.values(code, result);
        };
        return (inner.async_exchange(request, asio::deferred) |
                asio::deferred(told))(std::forward<Token>(token));
    }
};
using transport = timed_transport<cosio::tls_transport<>>;
static_assert(cosio::check_transport<transport>());

int main(int argc, char** argv)
{
    const arguments given = read_arguments(argc, argv);
    asio::io_context io;
    cosio::basic_client<cosio::q_signing, transport> cos(
        transport{cosio::tls_transport<>(io, given.ca_file)},
        cosio::endpoint::url(given.url).stands_for(cosio::endpoint::region("ap-beijing")),
        given.who);

    bool begun = false;
    cos.initiate({"examplebucket-1250000000", "exampleobject"},
                 [&](auto code, const auto& result) { begun = tell(code, result); });
    io.run();
    return begun ? 0 : 1;
}
