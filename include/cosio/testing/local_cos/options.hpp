// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_OPTIONS_HPP
#define COSIO_TESTING_LOCAL_COS_OPTIONS_HPP

#include <cosio/testing/local_cos/detail/bucket_name.hpp>
#include <cosio/testing/local_cos/message.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cosio::testing {

/// A bucket of the local COS.
struct local_bucket {
    std::string name;   ///< with the APPID, e.g. `examplebucket-1250000000`
    std::string region; ///< e.g. `ap-beijing`; empty: any region
};

/// A key pair the local COS knows.
struct local_credentials {
    std::string secret_id;  ///< `AKID...`
    std::string secret_key; ///< what signatures are checked with
    std::string token;      ///< empty: permanent keys
};

/** How the local COS behaves. Every setter returns the object, to be chained.

    Without any setting there is no bucket and no key, plain HTTP listens on an ephemeral port of
    127.0.0.1, and clock and ids are the real ones.
*/
class local_cos_options {
public:
    /// Tells the time.
    using clock_function = std::function<std::chrono::system_clock::time_point()>;
    /// Makes an UploadId from the time of the request in Unix seconds.
    using upload_id_function = std::function<std::string(std::int64_t)>;
    /// Makes a request id from the time of the request in Unix seconds.
    using request_id_function = std::function<std::string(std::int64_t)>;
    /// Answers in place of the local COS; no value: the local COS answers.
    using request_hook = std::function<std::optional<local_answer>(const local_request&)>;
    /// Changes an answer after the request has taken effect.
    using answer_hook = std::function<void(const local_request&, local_answer&)>;

    local_cos_options() = default;

    /** Adds a bucket.
        @param name   With the APPID. The first one also serves every Host that is not one of
                      COS's own.
        @param region If given, the bucket is found under the hosts of this region only (and
                      under the acceleration hosts).
        @throw std::invalid_argument If the name is not of the form `<BucketName>-<APPID>`.
    */
    local_cos_options& bucket(std::string name, std::string region = {})
    {
        if (!local_detail::is_bucket_name(name))
            throw std::invalid_argument("a bucket has to be of the form <BucketName>-<APPID>");
        buckets_.push_back({std::move(name), std::move(region)});
        return *this;
    }
    /** Adds a key pair.
        @param secret_id  The access key id.
        @param secret_key The key itself.
        @param token      If not empty these are temporary keys, and a request has to carry this
                          token.
    */
    local_cos_options& credentials(std::string secret_id, std::string secret_key,
                                   std::string token = {})
    {
        credentials_.push_back({std::move(secret_id), std::move(secret_key), std::move(token)});
        return *this;
    }
    /// Whether requests without a signature are served, as a public-write bucket does (default:
    /// no).
    local_cos_options& anonymous_access(bool allowed)
    {
        anonymous_access_ = allowed;
        return *this;
    }
    /** Whether everything that matters has to be signed (default: no, as the real service does).

        If set, a request is refused unless all query parameters, all `x-cos-*` headers but the
        token, Content-Type and Content-MD5 are in the signature. Host has to be signed always.
    */
    local_cos_options& require_signed_headers(bool required)
    {
        require_signed_headers_ = required;
        return *this;
    }
    /** How far the clocks may differ, for the start of the signature's time and for a Date header.

        COS publishes no figure. The default of 15 minutes is that of S3.
    */
    local_cos_options& max_clock_skew(std::chrono::seconds skew)
    {
        max_clock_skew_ = skew;
        return *this;
    }
    /// Adds an object that exists already: an upload with `x-cos-forbid-overwrite: true` conflicts.
    local_cos_options& existing_object(std::string bucket, std::string key)
    {
        existing_objects_.emplace_back(std::move(bucket), std::move(key));
        return *this;
    }

    /// Replaces the system clock. May be called from several threads at once.
    local_cos_options& clock(clock_function source)
    {
        clock_ = std::move(source);
        return *this;
    }
    /// Replaces the random UploadIds. May be called from several threads at once.
    local_cos_options& upload_ids(upload_id_function source)
    {
        upload_ids_ = std::move(source);
        return *this;
    }
    /// Replaces the random request ids. May be called from several threads at once.
    local_cos_options& request_ids(request_id_function source)
    {
        request_ids_ = std::move(source);
        return *this;
    }
    /** Sees every well-formed HTTP request first, and may answer it, to inject a fault.

        Nothing has been judged or done then. May be called from several threads at once if the
        executor has several; must not throw.
    */
    local_cos_options& on_request(request_hook hook)
    {
        on_request_ = std::move(hook);
        return *this;
    }
    /** Sees every answer last, and may change or replace it: the way to lose the answer to a
        request that has taken effect. Threads and exceptions as for on_request().
    */
    local_cos_options& on_answer(answer_hook hook)
    {
        on_answer_ = std::move(hook);
        return *this;
    }

    /// Numeric address to listen on (default `127.0.0.1`).
    local_cos_options& address(std::string numeric)
    {
        address_ = std::move(numeric);
        return *this;
    }
    /// Port for plain HTTP; 0 (the default): an ephemeral one; no value: no plain HTTP.
    local_cos_options& http_port(std::optional<std::uint16_t> port)
    {
        http_port_ = port;
        return *this;
    }
    /// Port for TLS if a certificate is set; 0 (the default): an ephemeral one.
    local_cos_options& https_port(std::uint16_t port)
    {
        https_port_ = port;
        return *this;
    }
    /** Listens with TLS too.
        @param certificate_pem The certificate, followed by those of intermediate authorities.
        @param key_pem         Its private key.
    */
    local_cos_options& tls(std::string certificate_pem, std::string key_pem)
    {
        certificate_pem_ = std::move(certificate_pem);
        key_pem_ = std::move(key_pem);
        self_signed_ = false;
        return *this;
    }
    /** Listens with TLS too, with a certificate made at run time by a new authority of its own.

        local_cos::ca_pem() is what a client has to trust. The certificate is for `localhost`,
        127.0.0.1 and ::1.
        @param more_names Further DNS names, e.g. `*.cos.ap-beijing.myqcloud.com`.
    */
    local_cos_options& tls_self_signed(std::vector<std::string> more_names = {})
    {
        self_signed_ = true;
        certificate_names_ = std::move(more_names);
        return *this;
    }
    /// Closes a connection on which nothing has moved for that long (default 60 s).
    local_cos_options& idle_timeout(std::chrono::milliseconds timeout)
    {
        idle_timeout_ = timeout;
        return *this;
    }

    /// @name What has been set
    /// @{

    /// What its setter was given, or the default.
    [[nodiscard]] const std::vector<local_bucket>& buckets() const noexcept { return buckets_; }
    [[nodiscard]] bool anonymous_access() const noexcept { return anonymous_access_; }
    [[nodiscard]] bool require_signed_headers() const noexcept { return require_signed_headers_; }
    [[nodiscard]] std::chrono::seconds max_clock_skew() const noexcept { return max_clock_skew_; }
    [[nodiscard]] const clock_function& clock() const noexcept { return clock_; }
    [[nodiscard]] const upload_id_function& upload_ids() const noexcept { return upload_ids_; }
    [[nodiscard]] const request_id_function& request_ids() const noexcept { return request_ids_; }
    [[nodiscard]] const request_hook& on_request() const noexcept { return on_request_; }
    [[nodiscard]] const answer_hook& on_answer() const noexcept { return on_answer_; }
    [[nodiscard]] const std::string& address() const noexcept { return address_; }
    [[nodiscard]] std::optional<std::uint16_t> http_port() const noexcept { return http_port_; }
    [[nodiscard]] std::uint16_t https_port() const noexcept { return https_port_; }
    [[nodiscard]] bool self_signed() const noexcept { return self_signed_; }
    [[nodiscard]] const std::string& certificate_pem() const noexcept { return certificate_pem_; }
    [[nodiscard]] const std::string& key_pem() const noexcept { return key_pem_; }
    [[nodiscard]] std::chrono::milliseconds idle_timeout() const noexcept { return idle_timeout_; }
    [[nodiscard]] const std::vector<std::string>& certificate_names() const noexcept
    {
        return certificate_names_;
    }
    /// The credentials of that access key id, or null. Valid as long as this object.
    [[nodiscard]] const local_credentials* find_credentials(std::string_view secret_id) const
    {
        const auto at =
            std::find_if(credentials_.begin(), credentials_.end(),
                         [&](const local_credentials& c) { return c.secret_id == secret_id; });
        return at == credentials_.end() ? nullptr : &*at;
    }
    /// Whether the object was declared with existing_object().
    [[nodiscard]] bool exists(const std::string& bucket, const std::string& key) const
    {
        return std::find(existing_objects_.begin(), existing_objects_.end(),
                         std::pair(bucket, key)) != existing_objects_.end();
    }
    /// @}

private:
    std::vector<local_bucket> buckets_;
    std::vector<local_credentials> credentials_;
    std::vector<std::pair<std::string, std::string>> existing_objects_;
    bool anonymous_access_ = false;
    bool require_signed_headers_ = false;
    std::chrono::seconds max_clock_skew_{15 * 60};
    clock_function clock_;
    upload_id_function upload_ids_;
    request_id_function request_ids_;
    request_hook on_request_;
    answer_hook on_answer_;
    std::string address_ = "127.0.0.1";
    std::optional<std::uint16_t> http_port_ = std::uint16_t{0};
    std::uint16_t https_port_ = 0;
    bool self_signed_ = false;
    std::string certificate_pem_;
    std::string key_pem_;
    std::vector<std::string> certificate_names_;
    std::chrono::milliseconds idle_timeout_{60'000};
};

} // namespace cosio::testing

#endif
