// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_REDACT_HPP
#define COSIO_DETAIL_REDACT_HPP

#include <cosio/detail/header_rules.hpp>
#include <cosio/diagnostics.hpp>
#include <cosio/http_message.hpp>

#include <string>
#include <string_view>

namespace cosio::detail {

inline void blank_out(std::string& text, std::string_view secret)
{
    if (secret.empty())
        return;
    for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at))
        text.replace(at, secret.size(), "<secret>");
}

/// Blanks what a peer repeats of the secrets it was sent, raw or percent-encoded as in a signed text.
inline void redact(diagnostics& about, const http_request& sent)
{
    for (std::size_t i = 0; i < sent.headers().size(); ++i) {
        const auto [name, value] = sent.headers()[i];
        if (!is_secret_header(name))
            continue;
        std::string encoded;
        append_percent_encoded(encoded, value);
        for (std::string* text : {&about.message, &about.detail, &about.resource, &about.code}) {
            blank_out(*text, value);
            blank_out(*text, encoded);
        }
    }
}

} // namespace cosio::detail

#endif
