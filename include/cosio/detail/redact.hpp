// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_REDACT_HPP
#define COSIO_DETAIL_REDACT_HPP

#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/header_rules.hpp>
#include <cosio/detail/percent.hpp>
#include <cosio/diagnostics.hpp>
#include <cosio/http_message.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace cosio::detail {

inline void blank_out(std::string& text, std::string_view secret)
{
    if (secret.empty())
        return;
    constexpr std::string_view instead = "<secret>";
    for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at + instead.size()))
        text.replace(at, secret.size(), instead);
}

/// Blanks the beginning of a secret where a quotation ends in the middle of it.
inline void blank_out_cut(std::string& text, std::string_view secret)
{
    constexpr std::size_t least = 4; // less gives nothing away
    const auto end = text.rfind("\"... (");
    if (end == text.npos)
        return;
    for (auto size = std::min(end, secret.size()); size >= least; --size)
        if (text.compare(end - size, size, secret.substr(0, size)) == 0) {
            text.replace(end - size, size, "<secret>");
            return;
        }
}

/// Blanks what a peer repeats of these fields, where they are secret.
inline void redact(diagnostics& about, const field_list& sent)
{
    std::size_t longest = 0;
    for (const auto text : diagnostics_texts)
        longest = std::max(longest, (about.*text).size());
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const auto [name, value] = sent[i];
        const bool may_be_there = value.size() <= longest || !about.detail.empty();
        if (!may_be_there || !is_secret_field(name))
            continue;
        secure_bytes encoded;
        append_percent_encoded(encoded, value);
        for (const std::string_view form : {value, as_view(encoded)}) {
            if (form.data() != value.data() && form == value)
                continue;
            for (const auto text : diagnostics_texts)
                blank_out(about.*text, form);
            blank_out_cut(about.detail, form);
        }
    }
}

/// Blanks what a peer repeats of the secrets it was sent, raw or percent-encoded as in a signed
/// text.
inline void redact(diagnostics& about, const http_request& sent)
{
    redact(about, sent.headers());
    redact(about, sent.params()); // a policy may have signed in the query
}

} // namespace cosio::detail

#endif
