// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SIGNING_ANONYMOUS_SIGNING_HPP
#define COSIO_SIGNING_ANONYMOUS_SIGNING_HPP

#include <cosio/diagnostics.hpp>
#include <cosio/http_message.hpp>

namespace cosio {

/** No signature at all, for buckets that anybody may write to. COS refuses server-side encryption
    for anonymous callers.

    @par Thread-safety
    Has no state; one object serves any number of threads.

    @par Example
    @code
    cosio::basic_client<cosio::anonymous_signing> cos(io, cosio::endpoint::region("ap-beijing"),
                                                      cosio::anonymous_signing());
    @endcode
*/
class anonymous_signing {
public:
    /// Leaves the request as it is. Never fails.
    error_code sign(http_request&, diagnostics&) const noexcept { return {}; }
};

} // namespace cosio

#endif
