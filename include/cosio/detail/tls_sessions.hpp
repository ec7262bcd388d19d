// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_TLS_SESSIONS_HPP
#define COSIO_DETAIL_TLS_SESSIONS_HPP

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace cosio::detail {

/** The latest TLS session with each host, so that a new connection resumes it: half the time of a
    full handshake. Safe from any thread.

    A resumed handshake shows no certificate. So a session is kept under the very name that its
    certificate was verified for.
*/
class tls_sessions {
public:
    /// To be called once an answer has come: with TLS 1.3 the session comes after the handshake.
    void keep(const std::string& name, SSL* from)
    {
        session current(SSL_get1_session(from), SSL_SESSION_free);
        if (!current || SSL_SESSION_is_resumable(current.get()) != 1)
            return;
        const std::lock_guard lock(mutex_);
        if (latest_.size() >= most && !latest_.contains(name))
            latest_.erase(latest_.begin());
        latest_.insert_or_assign(name, std::move(current));
    }

    /// To be called before the handshake.
    void offer(const std::string& name, SSL* to)
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = latest_.find(name); found != latest_.end())
            SSL_set_session(to, found->second.get());
    }

private:
    using session = std::shared_ptr<SSL_SESSION>;

    static constexpr std::size_t most = 256;

    std::mutex mutex_;
    std::unordered_map<std::string, session> latest_;
};

} // namespace cosio::detail

#endif
