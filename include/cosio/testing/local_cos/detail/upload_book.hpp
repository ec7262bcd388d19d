// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_UPLOAD_BOOK_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_UPLOAD_BOOK_HPP

#include <cosio/testing/local_cos/upload.hpp>

#include <algorithm>
#include <iterator>
#include <mutex>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace cosio::testing::local_detail {

/// The uploads in progress. Safe to use from several threads.
class upload_book {
public:
    void add(local_upload upload)
    {
        std::lock_guard const lock(mutex_);
        uploads_.push_back(std::move(upload));
    }

    /// False if there is no such upload.
    bool remove(std::string_view bucket, std::string_view key, std::string_view upload_id)
    {
        std::lock_guard const lock(mutex_);
        const auto at = std::find_if(uploads_.begin(), uploads_.end(), [&](const local_upload& u) {
            return u.bucket == bucket && u.key == key && u.upload_id == upload_id;
        });
        if (at == uploads_.end())
            return false;
        uploads_.erase(at);
        return true;
    }

    /// In the order they were initiated.
    [[nodiscard]] std::vector<local_upload> all() const
    {
        std::lock_guard const lock(mutex_);
        return uploads_;
    }

    /// Those of one bucket, sorted by key, then by UploadId: the order of the list operation.
    [[nodiscard]] std::vector<local_upload> sorted(std::string_view bucket) const
    {
        std::vector<local_upload> out;
        {
            std::lock_guard const lock(mutex_);
            std::copy_if(uploads_.begin(), uploads_.end(), std::back_inserter(out),
                         [&](const local_upload& u) { return u.bucket == bucket; });
        }
        std::sort(out.begin(), out.end(), [](const local_upload& a, const local_upload& b) {
            return std::tie(a.key, a.upload_id) < std::tie(b.key, b.upload_id);
        });
        return out;
    }

private:
    mutable std::mutex mutex_;
    std::vector<local_upload> uploads_;
};

} // namespace cosio::testing::local_detail

#endif
