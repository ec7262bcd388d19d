// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_ROLE_SERVICE_HPP
#define COSIO_TEST_SUPPORT_ROLE_SERVICE_HPP

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace support {

/// A metadata service and an STS on loopback, strict about what they are asked: anything but the
/// exact request gets a refusal that says why.
class role_service {
public:
    /// Serves as long as `io` runs, until it is destroyed.
    explicit role_service(boost::asio::io_context& io);
    ~role_service();

    std::string url() const;

    /// The one role of this machine; empty for none.
    void role(std::string name);

    /// The identity token that STS takes.
    void token(std::string text);

    /// When the keys it gives end (Unix time).
    void expires(std::int64_t when);

    /// Closes each connection in the middle of the answer from now on.
    void break_off();

    /// Method and target of every request.
    std::vector<std::string> requests() const;

private:
    struct state;
    std::shared_ptr<state> state_;
};

} // namespace support

#endif
