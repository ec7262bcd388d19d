// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_HAND_SOURCE_HPP
#define COSIO_TEST_SUPPORT_HAND_SOURCE_HPP

#include <cosio/credentials/source.hpp>

#include <deque>
#include <memory>
#include <string>
#include <utility>

namespace support {

/// A credentials source that a test works by hand: it keeps the handlers until it is told what to
/// answer them. For one thread.
class hand_source {
public:
    using executor_type = boost::asio::any_io_executor;

    explicit hand_source(executor_type where)
        : where_(std::move(where)), book_(std::make_shared<book>())
    {
    }

    executor_type get_executor() const { return where_; }

    void async_fetch(cosio::source_handler handler)
    {
        ++book_->fetches;
        book_->open.push_back(std::move(handler));
    }

    /// How often it was asked.
    int fetches() const { return book_->fetches; }

    /// How many of these wait for an answer.
    std::size_t open() const { return book_->open.size(); }

    void give(const std::string& id, std::chrono::sys_seconds expires)
    {
        answer({}, {std::make_shared<const cosio::credentials>(id, "key of " + id), expires, {}});
    }

    void fail(cosio::error_code code, std::string detail)
    {
        answer(code, {nullptr, {}, std::move(detail)});
    }

    void answer(cosio::error_code code, cosio::temporary_credentials what)
    {
        auto handler = std::move(book_->open.front());
        book_->open.pop_front();
        std::move(handler)(code, std::move(what));
    }

    /// Destroys the handlers uncalled.
    void drop() { book_->open.clear(); }

private:
    struct book {
        int fetches = 0;
        std::deque<cosio::source_handler> open;
    };

    executor_type where_;
    std::shared_ptr<book> book_;
};

} // namespace support

#endif
