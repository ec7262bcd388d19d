// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_OBJECT_ATTRIBUTES_HPP
#define COSIO_OBJECT_ATTRIBUTES_HPP

#include <cosio/acl.hpp>
#include <cosio/detail/encryption_fields.hpp>
#include <cosio/detail/http_date.hpp>
#include <cosio/detail/percent.hpp>
#include <cosio/field_list.hpp>
#include <cosio/server_side_encryption.hpp>
#include <cosio/storage_class.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace cosio {

/** The setters of what COS keeps with an object, chained: shared by `object_attributes` and by
    every request that creates an object.

    Setters only store. Everything is checked when the operation starts, before a byte is sent; a
    value that breaks a rule of COS ends it with an `errc` and a sentence that names field, value
    and rule. All that is set here is sent, and signed if `is_signed_header`. A setter that is called
    again replaces, but for those that say they add.

    @par Thread-safety
    A value; distinct objects are independent.

    @par Source
    COS manual, document 7746 (request headers), 7728 (common request headers).

    @par Example
    @code
    request.content_type("video/mp4").meta("camera", "two").tag("kept", "seven years");
    @endcode
*/
template <class Self>
class basic_object_attributes {
public:
    /// MIME type, `type/subtype`. Unset: `application/octet-stream`.
    Self& content_type(std::string_view type) { return set("Content-Type", type); }

    /// Kept with the object and sent with each download (RFC 2616).
    Self& cache_control(std::string_view directives) { return set("Cache-Control", directives); }

    /// How a download is offered, `attachment; filename=intro.mp4`; kept and sent like the above.
    Self& content_disposition(std::string_view value) { return set("Content-Disposition", value); }

    /// What the parts are coded with, `gzip`; kept and sent like the above. Nothing is coded here.
    Self& content_encoding(std::string_view value) { return set("Content-Encoding", value); }

    /// The language of the content, `en-GB`; kept and sent like the above. In COS's SDKs only.
    Self& content_language(std::string_view value) { return set("Content-Language", value); }

    /// Of the request's body, which is empty: 24 characters of base64. Seldom of use.
    Self& content_md5(std::string_view base64) { return set("Content-MD5", base64); }

    /// When caches should drop a download; not an end of the upload. Sent as given.
    Self& expires(std::string_view date) { return set("Expires", date); }

    /// The same from a time, which is sent as an HTTP date.
    Self& expires(std::chrono::sys_seconds when) { return expires(detail::http_date(when)); }

    /** Adds metadata of the user's own, `x-cos-meta-<name>`.

        @param name   Letters, digits and `-`; COS keeps it in lower case, so it is sent so.
        @param value  At most 2 KB, and 4 KB for all together. Travels raw: percent-encode what is
                      not ASCII if readers expect that.
    */
    Self& meta(std::string_view name, std::string_view value)
    {
        return set("x-cos-meta-" + detail::lowered(name), value);
    }

    /// Where COS keeps the object. Unset: `STANDARD`.
    Self& storage_class(const cosio::storage_class& where)
    {
        return set("x-cos-storage-class", where.word());
    }

    /// Adds a tag, at most 10. Both are given raw and encoded here. Key: 1 to 127 characters,
    /// value: 1 to 255, of letters, digits, space and `+ - = . _ : / @`.
    Self& tag(std::string_view key, std::string_view value)
    {
        std::string pair;
        detail::append_percent_encoded(pair, key);
        pair += '=';
        detail::append_percent_encoded(pair, value);
        return join("x-cos-tagging", '&', pair);
    }

    /// Who may do what, by a preset. Unset: what the bucket says. Grants may stand beside it.
    Self& acl(cosio::acl preset) { return set("x-cos-acl", to_string(preset)); }

    /// Adds an account that may read the object. `id` is its OwnerUin, `100000000001`.
    Self& grant_read(std::string_view id) { return grant("x-cos-grant-read", id); }

    /// Adds an account that may read the ACL.
    Self& grant_read_acp(std::string_view id) { return grant("x-cos-grant-read-acp", id); }

    /// Adds an account that may write the ACL.
    Self& grant_write_acp(std::string_view id) { return grant("x-cos-grant-write-acp", id); }

    /// Adds an account that may do all of these.
    Self& grant_full_control(std::string_view id) { return grant("x-cos-grant-full-control", id); }

    /// COS encrypts the object with its own keys. Replaces any other encryption.
    Self& encryption(const sse_cos& how) { return encrypt(how); }

    /// COS encrypts the object under a key of KMS. Replaces any other encryption.
    Self& encryption(const sse_kms& how) { return encrypt(how); }

    /// COS encrypts the object with the caller's key; needs TLS. Replaces any other encryption.
    Self& encryption(const sse_c& how) { return encrypt(how); }

    /// Refuse if the object is there already. Only for buckets that never had versioning.
    Self& forbid_overwrite(bool forbid = true)
    {
        return set("x-cos-forbid-overwrite", forbid ? "true" : "false");
    }

    /// In bit/s, 819200 to 838860800. COS applies it to the calls that carry data.
    Self& traffic_limit(std::uint64_t bits_per_second)
    {
        return set("x-cos-traffic-limit", std::to_string(bits_per_second));
    }

    /// Patterns of allowed MIME types, `text/plain;img/*`; a leading `!` negates.
    Self& mime_limit(std::string_view patterns) { return set("x-cos-mime-limit", patterns); }

    /// Any further header. One that has a setter is held to the same rules here; one that belongs
    /// to cosio itself (Host, Date, Authorization, ...) is refused.
    Self& header(std::string_view name, std::string_view value) { return set(name, value); }

    /// What was set, under COS's names, in the order it was set.
    const field_list& fields() const noexcept { return fields_; }

    /// Takes all that `other` sets; what is set here already and not there stays.
    template <class Other>
    Self& attributes(const basic_object_attributes<Other>& other)
    {
        if (&other.fields() == &fields_)
            return self(); // a list must not be given views of itself
        for (std::size_t i = 0; i < other.fields().size(); ++i)
            fields_.set(other.fields()[i].name, other.fields()[i].value);
        return self();
    }

protected:
    /// Takes a header out again, for setters of a request's own.
    Self& unset(std::string_view name)
    {
        fields_.erase(name);
        return self();
    }

private:
    Self& self() { return static_cast<Self&>(*this); }

    Self& set(std::string_view name, std::string_view value)
    {
        fields_.set(name, value);
        return self();
    }

    Self& join(std::string_view name, char separator, const std::string& item)
    {
        const auto before = fields_.find(name);
        return set(name, before ? std::string(*before) + separator + item : item);
    }

    /// A quote in `id` is escaped, which the check refuses: as it is, it could forge another
    /// account.
    Self& grant(std::string_view name, std::string_view id)
    {
        std::string item = "id=\"";
        for (const char c : id)
            (item += c == '"' ? "\\" : "") += c;
        return join(name, ',', item + '"');
    }

    template <class Mode>
    Self& encrypt(const Mode& how)
    {
        fields_.erase_prefix("x-cos-server-side-encryption");
        detail::write_encryption(fields_, how);
        return self();
    }

    field_list fields_;
};

/** Attributes by themselves, to be given to many requests.

    @par Example
    @code
    cosio::object_attributes usual;
    usual.content_type("video/mp4").encryption(cosio::sse_cos());
    cosio::initiate_request request("examplebucket-1250000000", "video/intro.mp4");
    request.attributes(usual);
    @endcode
*/
class object_attributes : public basic_object_attributes<object_attributes> {
public:
    /// Nothing set.
    object_attributes() {}
};

} // namespace cosio

#endif
