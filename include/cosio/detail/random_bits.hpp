// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_RANDOM_BITS_HPP
#define COSIO_DETAIL_RANDOM_BITS_HPP

#include <openssl/rand.h>

#include <cstdint>
#include <limits>

namespace cosio::detail {

/// OpenSSL's random bits, as a uniform random bit generator. Zero if there are none.
struct random_bits {
    using result_type = std::uint32_t;

    static constexpr result_type min() noexcept { return 0; }
    static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

    result_type operator()() const noexcept
    {
        unsigned char bytes[sizeof(result_type)] = {};
        if (::RAND_bytes(bytes, sizeof bytes) != 1)
            return 0;
        result_type bits = 0;
        for (const auto byte : bytes)
            bits = bits << 8 | byte;
        return bits;
    }
};

} // namespace cosio::detail

#endif
