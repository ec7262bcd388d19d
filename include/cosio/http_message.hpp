// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_HTTP_MESSAGE_HPP
#define COSIO_HTTP_MESSAGE_HPP

#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/wipe.hpp>
#include <cosio/field_list.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace cosio {

/** A request on its way down the street: built, then signed, then exchanged.

    The path is the decoded one, `/` and the object key as raw UTF-8; COS signs it so (document
    7778), and only the wire form (`serialize`) percent-encodes it. `Host` is the first header.
    A parameter with an empty value goes out without `=`, as COS writes `?uploads`.

    @par Thread-safety
    Distinct objects: safe. One object: safe while nobody changes it.

    @par Example
    @code
    cosio::http_request request("POST", "/video/intro.mp4");
    request.params().set("uploads", "");
    request.headers().set("Host", "examplebucket-1250000000.cos.ap-beijing.myqcloud.com");
    @endcode
*/
class http_request {
public:
    /// Neither method nor path yet.
    http_request() = default;

    /// @param method  Upper case, `POST`.
    /// @param path    Decoded, begins with `/`.
    http_request(std::string method, std::string path)
        : method_(std::move(method)), path_(std::move(path))
    {
    }

    /// Makes it another request, in the memory of this one; what it held is wiped.
    /// @param method  Upper case, `POST`.
    /// @param path    Decoded, begins with `/`; its pieces one after the other.
    void restart(std::string_view method, std::initializer_list<std::string_view> path)
    {
        method_ = method;
        path_.clear();
        for (const auto piece : path)
            path_.append(piece);
        params_.clear();
        headers_.clear();
        detail::wipe(body_.data(), body_.size());
        body_.clear();
    }

    /// `POST`.
    const std::string& method() const noexcept { return method_; }
    /// The decoded path.
    const std::string& path() const noexcept { return path_; }

    /// The query parameters, decoded, in the order they are sent.
    field_list& params() noexcept { return params_; }
    /// The same, to be read.
    const field_list& params() const noexcept { return params_; }

    /// The headers, in the order they are sent.
    field_list& headers() noexcept { return headers_; }
    /// The same, to be read.
    const field_list& headers() const noexcept { return headers_; }

    /// What is sent after the headers; empty unless it was set.
    std::string_view body() const noexcept { return {body_.data(), body_.size()}; }

    /// Copies `bytes`, which are wiped when they are released. Content-Length is a header like the
    /// others: whoever sets a body sets it too.
    http_request& body(std::string_view bytes)
    {
        body_.assign(bytes.begin(), bytes.end());
        return *this;
    }

    /// How long the message is at most when everything in it is percent-encoded.
    std::size_t longest() const noexcept
    {
        return 64 + method_.size() + 3 * path_.size() + 3 * params_.longest() +
               3 * headers_.longest() + body_.size();
    }

private:
    std::string method_;
    std::string path_;
    field_list params_;
    field_list headers_;
    detail::secure_bytes body_;
};

/// An answer as it came: status, headers in their order, the body with its transfer coding removed.
class http_response {
public:
    unsigned status = 0; ///< 0 until there is an answer.
    field_list headers;  ///< Of several with one name, the first.
    std::string body;    ///< Raw bytes; nothing is decoded by its Content-Encoding.

    /// The value of a header, empty if it is not there.
    std::string_view header(std::string_view name) const noexcept
    {
        return headers.find(name).value_or(std::string_view());
    }

    /// Makes it no answer, and keeps its memory for another.
    void clear() noexcept
    {
        status = 0;
        headers.clear();
        body.clear();
    }
};

} // namespace cosio

#endif
