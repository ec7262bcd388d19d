// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_VERSION_HPP
#define COSIO_VERSION_HPP

namespace cosio {

/// The version of cosio as major * 100000 + minor * 100 + patch.
inline constexpr int version_number = 100;

/// The version of cosio as text, as it is sent in User-Agent.
inline constexpr char version[] = "0.1.0";

} // namespace cosio

#endif
