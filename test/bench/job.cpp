// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "job.hpp"

#include <cosio/detail/serialize.hpp>
#include <cosio/initiate.hpp>
#include <cosio/signing/q_signing.hpp>

namespace bench {

prepared_request::prepared_request(const job& what)
{
    const auto endpoint = what.endpoint();
    if (endpoint.broken())
        throw std::runtime_error(endpoint.broken().sentence);
    const auto broken = cosio::detail::initiate_operation::build(
        message, cosio::initiate_request(bucket, key), what.address(), cosio::config());
    if (broken)
        throw std::runtime_error(broken.sentence);
    cosio::diagnostics about;
    const cosio::q_signing signing(cosio::credentials(what.secret_id, what.secret_key));
    if (const auto code = signing.sign(message, about))
        throw std::runtime_error(code.message() + ' ' + about.detail);
    cosio::detail::serialize(bytes, message, !what.new_connection);
}

} // namespace bench
