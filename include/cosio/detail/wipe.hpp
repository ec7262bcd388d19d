// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_WIPE_HPP
#define COSIO_DETAIL_WIPE_HPP

#include <openssl/crypto.h>

#include <cstddef>
#include <cstring>

namespace cosio::detail {

/// Overwrites memory that held a secret, and is not optimised away. OpenSSL's goes eight bytes at a
/// time, which shows in every request; glibc's goes as fast as memset.
inline void wipe(void* memory, std::size_t size) noexcept
{
    if (size == 0)
        return;
#ifdef __GLIBC__
    ::explicit_bzero(memory, size);
#else
    OPENSSL_cleanse(memory, size);
#endif
}

} // namespace cosio::detail

#endif
