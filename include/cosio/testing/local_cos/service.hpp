// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_SERVICE_HPP
#define COSIO_TESTING_LOCAL_COS_SERVICE_HPP

#include <cosio/testing/local_cos/detail/encryption_rules.hpp>
#include <cosio/testing/local_cos/detail/finish.hpp>
#include <cosio/testing/local_cos/detail/host.hpp>
#include <cosio/testing/local_cos/detail/list_uploads.hpp>
#include <cosio/testing/local_cos/detail/object_rules.hpp>
#include <cosio/testing/local_cos/detail/upload_book.hpp>
#include <cosio/testing/local_cos/options.hpp>
#include <cosio/testing/local_cos/upload.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace cosio::testing {

/** The local COS without its network: a request in, an answer out.

    Use it where no socket is wanted, e.g. behind a scripted transport. It judges a request as COS
    does where the documents say how, and more strictly where they are silent.

    @par Thread safety
    All members may be called from several threads at once, provided that the functions in the
    options may.

    @see Tencent Cloud COS documents 436/7746 (initiate), 436/7778 (signature), 436/7730 (errors),
         436/7736 (list), 436/7740 (abort)
*/
class local_service {
public:
    /// The options that concern the network are ignored.
    explicit local_service(local_cos_options options) : options_(std::move(options)) {}

    /** Serves one request.
        @return The answer with all its headers, ready to be sent.
        @throw  What the functions in the options throw, and std::bad_alloc.
    */
    local_answer answer(const local_request& request)
    {
        const auto now = this->now();
        const auto id = request_id(now);
        std::optional<local_answer> out;
        if (options_.on_request())
            out = options_.on_request()(request);
        if (!out)
            out = judge(request, now);
        local_detail::finish(*out, request, now, id);
        if (options_.on_answer())
            options_.on_answer()(request, *out);
        return std::move(*out);
    }

    /** Refuses what is not even an HTTP request.
        @param status  HTTP status.
        @param code    COS's code word.
        @param message Free text.
        @return An answer after which the connection is closed.
    */
    local_answer refuse(unsigned status, std::string code, std::string message)
    {
        const auto now = this->now();
        auto out = local_answer::error(status, std::move(code), std::move(message)).close();
        local_detail::finish(out, local_request("", "/"), now, request_id(now));
        return out;
    }

    /// The uploads in progress, in the order they were initiated.
    [[nodiscard]] std::vector<local_upload> uploads() const { return uploads_.all(); }

    /// The options given.
    [[nodiscard]] const local_cos_options& options() const noexcept { return options_; }

private:
    using target = local_detail::target;
    using time_point = local_detail::time_point;

    time_point now() const
    {
        return std::chrono::floor<std::chrono::seconds>(
            options_.clock() ? options_.clock()() : std::chrono::system_clock::now());
    }

    std::string request_id(time_point now) const
    {
        const auto unix_time = local_detail::to_unix(now);
        return options_.request_ids() ? options_.request_ids()(unix_time)
                                      : make_request_id(unix_time);
    }

    static std::string make_upload_id(std::int64_t now)
    {
        return std::to_string(now) + local_detail::to_hex(local_detail::random_bytes(32));
    }

    /// Base64 of four hexadecimal numbers of which the first is the time, as in COS's samples.
    static std::string make_request_id(std::int64_t now)
    {
        std::string time;
        for (int shift = 24; shift >= 0; shift -= 8)
            time += static_cast<char>(static_cast<unsigned char>(now >> shift));
        const auto part = [](std::size_t n) {
            return '_' + local_detail::to_hex(local_detail::random_bytes(n));
        };
        return local_detail::base64_encode(local_detail::to_hex(time) + part(4) + part(2) +
                                           part(2));
    }

    local_answer judge(const local_request& request, time_point now)
    {
        using local_detail::invalid_argument;
        if (const auto twice = local_detail::duplicate_name(request.headers()))
            return local_answer::error(400, "InvalidRequest", "Header sent twice: " + *twice + '.');
        const auto host = request.header("Host");
        if (!host || host->empty())
            return local_answer::error(400, "InvalidRequest", "Host is missing.");
        const auto to = local_detail::parse_target(request.target(), *host);
        if (!to)
            return local_answer::error(400, "InvalidURI", "The request target is not valid.");
        if (const auto twice = local_detail::duplicate_name(to->parameters))
            return invalid_argument("Query parameter sent twice: " + *twice + '.');
        const auto bucket = local_detail::find_bucket(*host, options_);
        if (const auto* refused = std::get_if<local_answer>(&bucket))
            return *refused;
        const auto identity = local_detail::authorize(request, *to, now, options_);
        if (const auto* refused = std::get_if<local_answer>(&identity))
            return *refused;
        return operate(request, *to, now, std::get<local_bucket>(bucket).name,
                       std::get<std::string>(identity));
    }

    local_answer operate(const local_request& request, const target& to, time_point now,
                         const std::string& bucket, const std::string& who)
    {
        const auto& method = request.method();
        std::string const key = to.path.substr(1);
        const auto uploads = to.find("uploads");
        if (uploads && !uploads->empty())
            return local_detail::invalid_argument("uploads takes no value.");
        if (method == "POST" && uploads && !key.empty())
            return initiate(request, to, now, {bucket, key, {}, {}, who, now, request.headers()});
        if (method == "GET" && uploads && key.empty())
            return list(to, bucket);
        if (method == "DELETE" && to.find("uploadId") && !key.empty())
            return abort(to, bucket, key);
        return local_answer::error(405, "MethodNotAllowed",
                                   "The local COS has no such operation on this resource.");
    }

    local_answer initiate(const local_request& request, const target& to, time_point now,
                          local_upload upload)
    {
        if (!request.header("Content-Length"))
            return local_answer::error(411, "MissingContentLength", "Content-Length is missing.");
        if (!request.body().empty())
            return local_answer::error(400, "UnexpectedContent", "The request takes no body.");
        for (const auto& p : to.parameters)
            if (p.name != "uploads" && p.name != "x-cos-security-token" &&
                !local_detail::is_signature_parameter(p.name))
                return local_detail::invalid_argument("Unknown query parameter: " + p.name + '.');
        if (auto refused = local_detail::check_key(upload.key))
            return std::move(*refused);
        if (auto refused = local_detail::check_object_headers(request, upload.bucket))
            return std::move(*refused);
        if (auto refused = local_detail::check_encryption(request, upload.access_key_id.empty()))
            return std::move(*refused);
        if (request.header("x-cos-forbid-overwrite") == "true" &&
            options_.exists(upload.bucket, upload.key))
            return local_answer::error(409, "FileAlreadyExists", "The object exists already.");
        std::int64_t const seconds = local_detail::to_unix(now);
        upload.upload_id =
            options_.upload_ids() ? options_.upload_ids()(seconds) : make_upload_id(seconds);
        upload.storage_class = request.header("x-cos-storage-class").value_or("STANDARD");
        local_answer out;
        out.body(local_detail::initiate_xml(upload.bucket, upload.key, upload.upload_id));
        local_detail::echo_encryption(request, out);
        uploads_.add(std::move(upload));
        return out;
    }

    local_answer list(const target& to, const std::string& bucket) const
    {
        const auto query = local_detail::parse_list_query(to);
        if (const auto* refused = std::get_if<local_answer>(&query))
            return *refused;
        const auto& q = std::get<local_detail::list_query>(query);
        return local_answer().body(local_detail::list_xml(
            bucket, q, local_detail::select_uploads(uploads_.sorted(bucket), q)));
    }

    local_answer abort(const target& to, const std::string& bucket, const std::string& key)
    {
        if (!uploads_.remove(bucket, key, to.find("uploadId").value_or("")))
            return local_answer::error(404, "NoSuchUpload",
                                       "The specified multipart upload does not exist.");
        return local_answer(204);
    }

    local_cos_options options_;
    local_detail::upload_book uploads_;
};

} // namespace cosio::testing

#endif
