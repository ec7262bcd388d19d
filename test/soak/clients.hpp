// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SOAK_CLIENTS_HPP
#define COSIO_TEST_SOAK_CLIENTS_HPP

#include <cosio/endpoint.hpp>
#include <cosio/initiate.hpp>
#include <cosio/transport/connection_limits.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace soak {

enum class wire { tcp, tls, tls_1_2 };

/// Where a client goes, and how.
struct plan {
    soak::wire wire = soak::wire::tcp;
    std::string url;
    cosio::config settings;
    cosio::connection_limits limits;
};

/// A client over either transport, behind a function, so that each is compiled once.
class any_client {
public:
    using handler_type =
        boost::asio::any_completion_handler<void(cosio::error_code, cosio::initiate_result)>;

    virtual ~any_client() = default;

    template <class Token>
    auto initiate(cosio::initiate_request request, Token&& token)
    {
        return boost::asio::async_initiate<Token, void(cosio::error_code, cosio::initiate_result)>(
            [this](auto handler, cosio::initiate_request what) {
                start(std::move(what), handler_type(std::move(handler)));
            },
            token, std::move(request));
    }

private:
    virtual void start(cosio::initiate_request request, handler_type handler) = 0;
};

/// Over what the plan says.
std::unique_ptr<any_client> make_client(boost::asio::any_io_executor where, const plan& how);

// A file each, because a client takes long to compile.
std::unique_ptr<any_client> make_tcp_client(boost::asio::any_io_executor where, const plan& how);
std::unique_ptr<any_client> make_tls_client(boost::asio::any_io_executor where, const plan& how);

/// An event loop and its threads.
class threads {
public:
    explicit threads(unsigned count) : busy_(boost::asio::make_work_guard(*io_))
    {
        for (unsigned i = 0; i < count; ++i)
            threads_.emplace_back([this] { io_->run(); });
    }

    ~threads() { join(); }

    boost::asio::any_io_executor executor() { return io_->get_executor(); }

    /// Waits until nothing is left to do.
    void join()
    {
        busy_.reset();
        for (auto& one : std::exchange(threads_, {}))
            one.join();
    }

    /// Stops in the middle of everything, and destroys what was not called.
    void destroy()
    {
        io_->stop();
        join();
        io_.reset();
    }

private:
    std::unique_ptr<boost::asio::io_context> io_ = std::make_unique<boost::asio::io_context>();
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy_;
    std::vector<std::thread> threads_;
};

} // namespace soak

#endif
