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
    COS manual, document 30752 (ACL overview), presets of objects. `public-read-write` is for
    buckets.

    @par Thread-safety
    A value; the functions on it are pure.

    @par Example
    @code
    request.acl(cosio::acl::public_read);
    @endcode
*/
enum class acl {
    inherit,                  ///< `default`: what the bucket says.
    private_,                 ///< `private`: the object's owner alone.
    public_read,              ///< Anybody may read.
    authenticated_read,       ///< Users who prove who they are may read.
    bucket_owner_read,        ///< The bucket's owner may read, beside the object's.
    bucket_owner_full_control ///< The bucket's owner may do all, beside the object's.
};

/// COS's own word: `public-read` for `acl::public_read`.
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
