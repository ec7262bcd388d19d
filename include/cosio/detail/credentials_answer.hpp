// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_CREDENTIALS_ANSWER_HPP
#define COSIO_DETAIL_CREDENTIALS_ANSWER_HPP

#include <cosio/credentials/concept.hpp>

#include <memory>
#include <string>
#include <utility>

namespace cosio::detail {

/// What came of looking for credentials in one place.
struct credentials_answer {
    error_code code;
    provided_credentials result;

    static credentials_answer of(credentials who)
    {
        return {{}, {std::make_shared<const credentials>(std::move(who)), {}}};
    }

    /// There are none in that place.
    static credentials_answer none(std::string detail)
    {
        return {errc::no_credentials, {nullptr, std::move(detail)}};
    }

    /// There is something in that place, and it will not do. The detail names no secret.
    static credentials_answer unusable(std::string detail)
    {
        return {errc::unusable_credentials, {nullptr, std::move(detail)}};
    }

    error_code get(provided_credentials& out) const
    {
        out = result;
        return code;
    }
};

} // namespace cosio::detail

#endif
