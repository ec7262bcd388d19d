// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_ACL_HPP
#define COSIO_ACL_HPP

#include <optional>
#include <string_view>

namespace cosio {

/** The preset access control lists of an object. COS advises to leave the ACL out unless one object
    needs its own: entries are capped for each account.

    @par Source
    COS manual, document 30752 (ACL overview), presets of objects. `public-read-write` is for buckets.
*/
enum class acl {
    /// Inherit from the bucket: `default`.
    inherit,
    private_,
    public_read,
    authenticated_read,
    bucket_owner_read,
    bucket_owner_full_control
};

/// COS's own word.
inline std::string_view to_string(acl preset) noexcept
{
    switch (preset) {
    case acl::inherit: return "default";
    case acl::private_: return "private";
    case acl::public_read: return "public-read";
    case acl::authenticated_read: return "authenticated-read";
    case acl::bucket_owner_read: return "bucket-owner-read";
    case acl::bucket_owner_full_control: return "bucket-owner-full-control";
    }
    return "";
}

/// The preset behind COS's word, if there is one.
inline std::optional<acl> parse_acl(std::string_view word) noexcept
{
    for (const acl preset : {acl::inherit, acl::private_, acl::public_read, acl::authenticated_read,
                             acl::bucket_owner_read, acl::bucket_owner_full_control})
        if (word == to_string(preset))
            return preset;
    return std::nullopt;
}

} // namespace cosio

#endif
