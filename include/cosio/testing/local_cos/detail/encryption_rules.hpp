// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_ENCRYPTION_RULES_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_ENCRYPTION_RULES_HPP

#include <cosio/testing/local_cos/detail/authorize.hpp>
#include <cosio/testing/local_cos/detail/digest.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace cosio::testing::local_detail {

/// Reads one JSON value of the little the KMS context needs; advances the text.
class context_reader {
public:
    explicit context_reader(std::string_view text) : rest_(text) {}

    /// Whether the text is a JSON object whose members are strings, and nothing else.
    bool is_object_of_strings()
    {
        if (!take('{'))
            return false;
        if (take('}'))
            return at_end();
        do {
            if (!string() || !take(':') || !string())
                return false;
        } while (take(','));
        return take('}') && at_end();
    }

private:
    void skip_space() noexcept
    {
        while (!rest_.empty() && std::string_view(" \t\r\n").find(rest_[0]) != rest_.npos)
            rest_.remove_prefix(1);
    }
    bool take(char c) noexcept
    {
        skip_space();
        if (!rest_.starts_with(c))
            return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool at_end() noexcept
    {
        skip_space();
        return rest_.empty();
    }
    bool string() noexcept
    {
        if (!take('"'))
            return false;
        while (!rest_.empty() && rest_[0] != '"') {
            if (static_cast<unsigned char>(rest_[0]) < 0x20)
                return false;
            std::size_t length = 1;
            if (rest_[0] == '\\') {
                if (rest_.size() < 2 ||
                    std::string_view("\"\\/bfnrtu").find(rest_[1]) == rest_.npos)
                    return false;
                length = 2;
                if (rest_[1] == 'u') {
                    length = 6;
                    for (std::size_t i = 2; i < length; ++i)
                        if (i >= rest_.size() || hex_value(rest_[i]) < 0)
                            return false;
                }
            }
            rest_.remove_prefix(length);
        }
        return take('"');
    }

    std::string_view rest_;
};

inline refusal check_customer_key(const local_request& request)
{
    const auto bad = [](std::string message) {
        return local_answer::error(400, "SsecDecryptHeaderInvalid", std::move(message));
    };
    const auto prefix = std::string("x-cos-server-side-encryption-customer-");
    const auto algorithm = request.header(prefix + "algorithm");
    const auto key = request.header(prefix + "key");
    const auto key_md5 = request.header(prefix + "key-MD5");
    if (!algorithm || !key || !key_md5)
        return bad("SSE-C needs the headers for algorithm, key and key MD5.");
    if (*algorithm != "AES256")
        return bad("The SSE-C algorithm is not AES256.");
    const auto raw = base64_decode(*key);
    if (!raw || raw->size() != 32)
        return bad("The SSE-C key is not the base64 of 32 bytes.");
    if (*key_md5 != base64_encode(md5(*raw)))
        return bad("The SSE-C key MD5 does not belong to the key.");
    // No page says that COS refuses this, but the key would travel in clear.
    if (!request.tls())
        return local_answer::error(400, "InvalidRequest", "SSE-C needs HTTPS.");
    return std::nullopt;
}

/// Judges the headers of server-side encryption, of which a request may use one mode.
inline refusal check_encryption(const local_request& request, bool anonymous)
{
    const auto prefix = std::string("x-cos-server-side-encryption");
    const auto mode = request.header(prefix);
    const bool customer =
        std::any_of(request.headers().begin(), request.headers().end(), [&](const local_header& h) {
            return to_lower(h.name).starts_with(prefix + "-customer-");
        });
    const auto key_id = request.header(prefix + "-cos-kms-key-id");
    const auto context = request.header(prefix + "-context");
    if (!mode && !customer && !key_id && !context)
        return std::nullopt;
    if (anonymous)
        return access_denied("Anonymous requests cannot use server-side encryption.");
    if (customer && (mode || key_id || context))
        return local_answer::error(400, "SSEHeaderNotAllowed",
                                   "Only one mode of server-side encryption can be used.");
    if (customer)
        return check_customer_key(request);
    if ((key_id || context) && mode != "cos/kms")
        return local_answer::error(400, "SSEHeaderNotAllowed",
                                   "Headers of SSE-KMS without its algorithm.");
    if (mode != "AES256" && mode != "cos/kms")
        return local_answer::error(400, "InvalidArgument",
                                   "x-cos-server-side-encryption is neither AES256 nor cos/kms.");
    if (key_id && key_id->empty())
        return local_answer::error(400, "KmsException", "The KMS key id is empty.");
    if (context) {
        const auto json = base64_decode(*context);
        if (!json || !utf8_length(*json) || !context_reader(*json).is_object_of_strings())
            return local_answer::error(
                400, "KmsException",
                "The KMS context is not the base64 of a JSON object of strings.");
    }
    return std::nullopt;
}

/// Repeats in the answer what COS repeats: all but the context and the customer's key.
inline void echo_encryption(const local_request& request, local_answer& answer)
{
    for (std::string_view name :
         {"x-cos-server-side-encryption", "x-cos-server-side-encryption-cos-kms-key-id",
          "x-cos-server-side-encryption-customer-algorithm",
          "x-cos-server-side-encryption-customer-key-MD5"})
        if (const auto value = request.header(name))
            answer.header(std::string(name), std::string(*value));
}

} // namespace cosio::testing::local_detail

#endif
