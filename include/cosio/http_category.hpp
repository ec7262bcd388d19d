// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_HTTP_CATEGORY_HPP
#define COSIO_HTTP_CATEGORY_HPP

#include <cosio/condition.hpp>

#include <boost/system/error_category.hpp>

#include <string>

namespace cosio {

namespace detail {

/// An answer other than success whose `Code` does not say more than its status.
class http_category_type final : public boost::system::error_category {
public:
    http_category_type(bool foreign) noexcept
        : error_category(foreign ? 0x636f73696f666f72 : 0x636f73696f687474), foreign_(foreign)
    {
    }

    const char* name() const noexcept override { return foreign_ ? "cosio.foreign" : "cosio.http"; }

    std::string message(int status) const override
    {
        return "HTTP status " + std::to_string(status) +
               (foreign_ ? " with a body that is not an error of COS" : "");
    }

    bool equivalent(int status,
                    const boost::system::error_condition& wanted) const noexcept override
    {
        if (wanted.category() != condition_category())
            return error_category::equivalent(status, wanted);
        switch (static_cast<condition>(wanted.value())) {
        case condition::refused: return !foreign_;
        case condition::not_understood: return foreign_;
        case condition::retryable:
            return status == 408 || status == 429 || (status >= 500 && status != 501);
        case condition::throttled: return status == 429 || status == 503;
        case condition::denied: return !foreign_ && (status == 401 || status == 403);
        case condition::not_found: return !foreign_ && status == 404;
        default: return false;
        }
    }

private:
    bool foreign_;
};

} // namespace detail

/// Refusals known by their HTTP status alone: an empty body under a request id (document 7730
/// allows it), or a `Code` that `service_errc` does not list. The value of the error is the status.
/// Named `cosio.http`.
inline const boost::system::error_category& http_category() noexcept
{
    static const detail::http_category_type category(false);
    return category;
}

/// Refusals that COS never wrote, such as a proxy's HTML page, or an empty body without a request
/// id; COS may not have been reached. The value of the error is the status. Named `cosio.foreign`.
inline const boost::system::error_category& foreign_category() noexcept
{
    static const detail::http_category_type category(true);
    return category;
}

} // namespace cosio

#endif
