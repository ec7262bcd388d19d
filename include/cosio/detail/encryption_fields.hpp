// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_ENCRYPTION_FIELDS_HPP
#define COSIO_DETAIL_ENCRYPTION_FIELDS_HPP

#include <cosio/detail/base64.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/string_map_json.hpp>
#include <cosio/field_list.hpp>
#include <cosio/server_side_encryption.hpp>

#include <openssl/evp.h>

#include <string_view>

// The headers of server-side encryption: how the modes write them (document 7728).
namespace cosio::detail {

inline constexpr std::string_view sse_header = "x-cos-server-side-encryption";
inline constexpr std::string_view sse_key_id_header = "x-cos-server-side-encryption-cos-kms-key-id";
inline constexpr std::string_view sse_context_header = "x-cos-server-side-encryption-context";
inline constexpr std::string_view sse_c_algorithm_header =
    "x-cos-server-side-encryption-customer-algorithm";
inline constexpr std::string_view sse_c_key_header = "x-cos-server-side-encryption-customer-key";
inline constexpr std::string_view sse_c_md5_header =
    "x-cos-server-side-encryption-customer-key-MD5";

inline secure_bytes md5_base64(std::string_view bytes)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest, &size, EVP_md5(), nullptr);
    return base64_encoded({reinterpret_cast<const char*>(digest), size});
}

inline void write_encryption(field_list& fields, const sse_cos&)
{
    fields.set(sse_header, "AES256");
}

inline void write_encryption(field_list& fields, const sse_kms& how)
{
    fields.set(sse_header, "cos/kms");
    if (!how.key_id().empty())
        fields.set(sse_key_id_header, how.key_id());
    if (!how.context_json().empty())
        fields.set(sse_context_header, as_view(base64_encoded(how.context_json())));
}

inline void write_encryption(field_list& fields, const sse_c& how)
{
    fields.set(sse_c_algorithm_header, "AES256");
    fields.set(sse_c_key_header, as_view(base64_encoded(how.key().expose())));
    fields.set(sse_c_md5_header, as_view(md5_base64(how.key().expose())));
}

} // namespace cosio::detail

#endif
