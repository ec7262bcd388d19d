// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_ROLE_KEYS_HPP
#define COSIO_DETAIL_ROLE_KEYS_HPP

#include <cosio/credentials/source.hpp>
#include <cosio/detail/secret_json.hpp>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace cosio::detail {

/// Where temporary keys stand in an answer of Tencent Cloud.
struct role_key_paths {
    const char *id, *key, *token, *expires;
};

/// Reads temporary keys; gives the path of the first value that is missing or wrong, else null.
inline const char* read_role_keys(const secret_json& answer, const role_key_paths& at,
                                  temporary_credentials& out)
{
    for (const char* path : {at.id, at.key, at.token})
        if (answer.text(path).empty())
            return path;
    const auto digits = answer.text(at.expires);
    std::int64_t seconds = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    constexpr std::int64_t year_10000 = 253402300800;
    if (code != std::errc() || end != digits.data() + digits.size() || seconds <= 0 ||
        seconds >= year_10000)
        return at.expires;
    out.who = std::make_shared<const credentials>(std::string(answer.text(at.id)),
                                                  answer.text(at.key), answer.text(at.token));
    out.expires = std::chrono::sys_seconds(std::chrono::seconds(seconds));
    return nullptr;
}

} // namespace cosio::detail

#endif
