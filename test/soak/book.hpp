// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SOAK_BOOK_HPP
#define COSIO_TEST_SOAK_BOOK_HPP

#include "case.hpp"

#include <cosio/initiate.hpp>
#include <cosio/testing/local_cos/upload.hpp>

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

namespace soak {

/// What each of a number of operations ended with, to be compared with what the server did.
class book {
public:
    book(std::string prefix, std::size_t size) : prefix_(std::move(prefix)), entries_(size) {}

    std::size_t size() const { return entries_.size(); }

    /// The request of operation `i`; its key is used for nothing else.
    cosio::initiate_request request(std::size_t i) const;

    /// To be called by whatever completes operation `i`.
    void ended(std::size_t i, cosio::error_code code, const cosio::initiate_result& result);

    /** Compares.

        Each operation ended once. Each success has an UploadId that the server gave for its key and
        for nothing else. Each other upload of the server belongs to an operation that said
        `may_have_acted`.
    */
    void check(test_case& on, const std::vector<cosio::testing::local_upload>& uploads) const;

    /// Waits until so many operations have ended, whichever they are.
    void wait_for(std::size_t count) const;

    std::size_t successes() const;

    /// Uploads that nobody knows, as far as `check` found any.
    std::size_t orphans() const { return orphans_; }

    /// How often which outcome was: `9 success, 1 HTTP 500 at judge`.
    std::string outcomes() const;

private:
    struct entry {
        std::atomic<unsigned> ended = 0;
        cosio::error_code code;
        std::string upload_id, bucket, key;
        bool may_have_acted = false;
        unsigned attempts = 0;
        cosio::stage stage = cosio::stage::build;
    };

    std::string prefix_;
    std::vector<entry> entries_;
    std::atomic<std::size_t> ended_ = 0;
    mutable std::size_t orphans_ = 0;
};

} // namespace soak

#endif
