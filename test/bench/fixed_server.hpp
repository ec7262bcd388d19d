// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_FIXED_SERVER_HPP
#define COSIO_TEST_BENCH_FIXED_SERVER_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>

namespace bench {

/// The UploadId in each answer of the server.
inline const std::string fixed_upload_id =
    "1585130821cbb7df1d11846c073ad648e8f33b087cec2381df437acdc833cf654b9ecc6361";

/// The answer, headers and all.
const std::string& fixed_answer();

/// Another process, on a core of its own, that gives the same answer to every complete request.
class fixed_server {
public:
    struct counters {
        std::uint64_t connections = 0;
        std::uint64_t answers = 0;
    };

    /// @param tls   TLS 1.3, with a certificate made here.
    /// @param core  Where it is to run; nothing leaves that to the system.
    fixed_server(bool tls, std::optional<int> core);
    ~fixed_server();

    fixed_server(const fixed_server&) = delete;
    fixed_server& operator=(const fixed_server&) = delete;

    const std::string& url() const noexcept { return url_; }

    /// What is to be trusted; nothing without TLS.
    const std::optional<std::string>& ca_pem() const noexcept { return ca_pem_; }

    /// What it has done so far.
    counters so_far() const noexcept;

private:
    struct shared_counters;

    std::string url_;
    std::optional<std::string> ca_pem_;
    shared_counters* counters_;
    pid_t process_;
};

} // namespace bench

#endif
