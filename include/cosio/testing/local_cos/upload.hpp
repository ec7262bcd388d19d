// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_UPLOAD_HPP
#define COSIO_TESTING_LOCAL_COS_UPLOAD_HPP

#include <cosio/testing/local_cos/message.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace cosio::testing {

/// A multipart upload that was initiated and not aborted since.
struct local_upload {
    std::string bucket;                              ///< with the APPID
    std::string key;                                 ///< decoded
    std::string upload_id;                           ///< as answered
    std::string storage_class;                       ///< `STANDARD` if the request named none
    std::string access_key_id;                       ///< who initiated it; empty: anonymous
    std::chrono::system_clock::time_point initiated; ///< when, by the local COS's clock
    std::vector<local_header> headers; ///< of the request as received, in order, secrets included
};

} // namespace cosio::testing

#endif
