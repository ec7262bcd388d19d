// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_JOB_HPP
#define COSIO_TEST_BENCH_JOB_HPP

#include <cosio/config.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/http_message.hpp>

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bench {

inline const std::string bucket = "examplebucket-1250000000";
inline const std::string key = "video/intro.mp4";
inline const std::string region = "ap-beijing";
/// Of the examples in document 7778.
inline const std::string secret_id = "AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q";
inline const std::string secret_key = "BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz";

/// What a variant is to do; the same for all.
struct job {
    std::string url;                      ///< Where to connect.
    std::optional<std::string> ca_pem;    ///< For TLS; nothing trusts the system.
    std::optional<std::string> upload_id; ///< That each answer must have, if it is known.
    std::string secret_id = bench::secret_id, secret_key = bench::secret_key;
    std::size_t concurrency = 1;
    bool new_connection = false; ///< For every exchange.

    /// The URL, which stands for the region.
    cosio::endpoint endpoint() const
    {
        return cosio::endpoint::url(url).stands_for(cosio::endpoint::region(region));
    }

    cosio::service_address address() const { return endpoint().address_of(bucket); }

    bool tls() const { return endpoint().scheme() == cosio::scheme::https; }

    /// @throws std::runtime_error unless the answer was the one that is due.
    void check(std::string_view found) const
    {
        if (upload_id ? found != *upload_id : found.empty())
            throw std::runtime_error("an answer with another UploadId: " + std::string(found));
    }
};

/// A request as cosio builds and signs it, for those variants that only send.
struct prepared_request {
    explicit prepared_request(const job& what);

    cosio::http_request message;
    std::string bytes;
};

} // namespace bench

#endif
