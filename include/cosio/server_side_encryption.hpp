// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SERVER_SIDE_ENCRYPTION_HPP
#define COSIO_SERVER_SIDE_ENCRYPTION_HPP

#include <cosio/detail/base64.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/string_map_json.hpp>
#include <cosio/secret.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/** COS encrypts the object with keys of its own (SSE-COS, AES-256).

    An object has one mode of encryption; setting another replaces it, so modes cannot be mixed.

    @par Source
    COS manual, document 7728, server-side encryption; 18145.

    @par Thread-safety
    Has no state.

    @par Example
    @code
    request.encryption(cosio::sse_cos());
    @endcode
*/
class sse_cos {
public:
    /// There is nothing to choose.
    sse_cos() {}
};

/** COS encrypts the object under a key of Tencent's KMS (SSE-KMS).

    @par Source
    COS manual, document 7728, server-side encryption; 18145.

    @par Thread-safety
    A value; distinct objects are independent.

    @par Example
    @code
    request.encryption(cosio::sse_kms().key_id("48ba38aa").context("department", "film"));
    @endcode
*/
class sse_kms {
public:
    /// The default key of the account, and no context.
    sse_kms() {}

    /// The customer master key. Unset: the default key of the account.
    sse_kms& key_id(std::string id)
    {
        key_id_ = std::move(id);
        return *this;
    }

    /// Adds a pair to the encryption context. The answer does not repeat the context.
    sse_kms& context(std::string_view name, std::string_view value)
    {
        if (context_.size() > 1 && context_.back() == '}')
            context_.pop_back();
        context_ += context_.empty() ? "{" : context_ == "{" ? "" : ",";
        detail::append_json_string(context_, name);
        context_ += ':';
        detail::append_json_string(context_, value);
        context_ += '}';
        return *this;
    }

    /// Sets the whole context: a JSON object whose values are strings. Sent byte for byte; refused
    /// with `errc::invalid_encryption` if it is anything else.
    sse_kms& context_json(std::string json)
    {
        context_ = std::move(json);
        return *this;
    }

    /// What was set, or empty.
    const std::string& key_id() const noexcept { return key_id_; }
    /// The whole context, or empty.
    const std::string& context_json() const noexcept { return context_; }

private:
    std::string key_id_;
    std::string context_;
};

/** COS encrypts the object with a key that the caller brings and COS does not keep (SSE-C).

    The same key is needed on every part and every later read. The key travels in a header, so a
    request with it is refused on an endpoint without TLS (`errc::insecure_encryption`). Its MD5 is
    computed by cosio.

    @par Source
    COS manual, document 7728, server-side encryption; 18145.

    @par Thread-safety
    A value; distinct objects are independent. The key is wiped on destruction.

    @par Example
    @code
    if (const auto how = cosio::sse_c::from_base64(key_from_vault))
        request.encryption(*how);
    @endcode
*/
class sse_c {
public:
    /// @param key  The 32 raw bytes of an AES-256 key; any other length is refused with
    ///             `errc::invalid_encryption` before anything is sent.
    explicit sse_c(std::string_view key) : key_(key) {}

    /// The key from its base64 form; nothing if the text is not base64. Its length is checked when
    /// the operation starts, as with the constructor.
    static std::optional<sse_c> from_base64(std::string_view text)
    {
        const auto key = detail::base64_decoded(text);
        return key ? std::optional(sse_c(detail::as_view(*key))) : std::nullopt;
    }

    /// The raw bytes.
    const secret& key() const noexcept { return key_; }

private:
    secret key_;
};

} // namespace cosio

#endif
