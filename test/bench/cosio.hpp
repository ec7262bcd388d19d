// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_COSIO_HPP
#define COSIO_TEST_BENCH_COSIO_HPP

#include "variant.hpp"

#include <cosio/client.hpp>
#include <cosio/xml/property_tree_xml.hpp>
#include <cosio/xml/pugixml_xml.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <exception>
#include <stdexcept>

namespace bench {

/// The whole public operation: coroutines that share one client with its default settings.
template <class Transport, class Xml>
class cosio_variant final : public variant {
public:
    /// @param make_transport  Makes it, given a context and limits.
    template <class MakeTransport>
    cosio_variant(const job& what, MakeTransport make_transport)
        : what_(what), client_(make_transport(io_, limits_for(what)), what.endpoint(),
                               cosio::credentials(what.secret_id, what.secret_key))
    {
    }

    void run(work& left) override
    {
        for (std::size_t i = 0; i < what_.concurrency; ++i)
            boost::asio::co_spawn(io_, use(left), [](std::exception_ptr failed) {
                if (failed)
                    std::rethrow_exception(failed);
            });
        io_.restart();
        io_.run();
    }

private:
    /// The defaults, but that no connection is closed for being one too many.
    static cosio::connection_limits limits_for(const job& what)
    {
        cosio::connection_limits limits(what.new_connection ? cosio::keep_alive::no
                                                            : cosio::keep_alive::yes);
        limits.idle_per_host = std::max(limits.idle_per_host, what.concurrency);
        return limits;
    }

    boost::asio::awaitable<void> use(work& left)
    {
        auto begun = clock::now();
        while (left.take()) {
            const auto result = co_await client_.initiate({bucket, key});
            what_.check(result.upload_id);
            begun = left.done(begun);
        }
    }

    job what_;
    boost::asio::io_context io_{1};
    cosio::basic_client<cosio::q_signing, Transport, Xml> client_;
};

template <class Transport, class MakeTransport>
std::unique_ptr<variant> make_cosio(const job& what, const std::string& xml, MakeTransport make)
{
    if (xml == "scanner")
        return std::make_unique<cosio_variant<Transport, cosio::scanner_xml>>(what, make);
    if (xml == "pugixml")
        return std::make_unique<cosio_variant<Transport, cosio::pugixml_xml>>(what, make);
    if (xml == "property_tree")
        return std::make_unique<cosio_variant<Transport, cosio::property_tree_xml>>(what, make);
    throw std::runtime_error("there is no variant " + xml);
}

} // namespace bench

#endif
