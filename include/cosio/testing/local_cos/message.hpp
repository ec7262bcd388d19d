// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_MESSAGE_HPP
#define COSIO_TESTING_LOCAL_COS_MESSAGE_HPP

#include <cosio/testing/local_cos/detail/text.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cosio::testing {

/// A header field, the name spelled as it was sent.
struct local_header {
    std::string name;  ///< as it was sent
    std::string value; ///< may be a secret
};

/** A request as the local COS received it.

    Nothing in it has been decoded, except that the line folding and the outer white space of
    header values are gone, as HTTP demands. It may hold secrets (a security token, an SSE-C key).
*/
class local_request {
public:
    /** Constructor.
        @param method  As sent, e.g. `POST`.
        @param target  As sent, percent-encoded, e.g. `/a%20b?uploads`.
        @param headers In the order sent, duplicates included.
        @param body    Raw bytes.
        @param tls     Whether it came over TLS.
    */
    local_request(std::string method, std::string target, std::vector<local_header> headers = {},
                  std::string body = {}, bool tls = false)
        : method_(std::move(method)), target_(std::move(target)), headers_(std::move(headers)),
          body_(std::move(body)), tls_(tls)
    {
    }

    /// The method as sent.
    [[nodiscard]] const std::string& method() const noexcept { return method_; }
    /// The request target as sent, percent-encoded.
    [[nodiscard]] const std::string& target() const noexcept { return target_; }
    /// All header fields in the order sent.
    [[nodiscard]] const std::vector<local_header>& headers() const noexcept { return headers_; }
    /// The body.
    [[nodiscard]] const std::string& body() const noexcept { return body_; }
    /// Whether the request came over TLS.
    [[nodiscard]] bool tls() const noexcept { return tls_; }

    /** Value of the first header of that name.
        @param name Compared without regard to case.
        @return A view into this object; no value if there is no such header.
    */
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const& noexcept
    {
        for (const auto& h : headers_)
            if (local_detail::iequals(h.name, name))
                return h.value;
        return std::nullopt;
    }

    /// Deleted: the view would outlive the request.
    std::optional<std::string_view> header(std::string_view name) const&& = delete;

    /// Whether the client asks for the connection to be closed after the answer.
    [[nodiscard]] bool wants_close() const
    {
        for (auto token : local_detail::split(header("Connection").value_or(""), ','))
            if (local_detail::iequals(local_detail::trim(token), "close"))
                return true;
        return false;
    }

private:
    std::string method_;
    std::string target_;
    std::vector<local_header> headers_;
    std::string body_;
    bool tls_;
};

/** What the local COS sends back.

    Status, headers and body, to which the headers common to all of COS's answers (Content-Type,
    Content-Length, Connection, Date, Server, x-cos-request-id) are added; or, to inject a fault,
    raw bytes or nothing at all.
*/
class local_answer {
public:
    /// How the bytes get onto the connection.
    enum class form {
        complete, ///< status line, common headers, own headers, body
        raw,      ///< the body as it is, then the connection is closed
        hang_up   ///< no byte, the connection is closed without any farewell (TLS included)
    };

    /// An answer of that HTTP status with an empty body.
    explicit local_answer(unsigned status = 200) : status_(status) {}

    /** COS's error answer: an XML `Error` body with Code, Message, Resource, RequestId, TraceId.
        @param status  HTTP status, e.g. 503.
        @param code    COS's code word, e.g. `SlowDown`.
        @param message Free text.
    */
    [[nodiscard]] static local_answer error(unsigned status, std::string code, std::string message)
    {
        local_answer out(status);
        out.error_code_ = std::move(code);
        out.nodes_.push_back({"Message", std::move(message)});
        return out;
    }

    /// These bytes as they are, instead of an HTTP answer; then the connection is closed.
    [[nodiscard]] static local_answer raw(std::string bytes)
    {
        local_answer out;
        out.form_ = form::raw;
        out.body_ = std::move(bytes);
        return out.close();
    }

    /// No answer: the connection is closed at once.
    [[nodiscard]] static local_answer hang_up()
    {
        local_answer out;
        out.form_ = form::hang_up;
        return out.close();
    }

    /// Adds a header after the common ones.
    local_answer& header(std::string name, std::string value)
    {
        headers_.push_back({std::move(name), std::move(value)});
        return *this;
    }
    /// Sets the body.
    local_answer& body(std::string bytes)
    {
        body_ = std::move(bytes);
        return *this;
    }
    /// Sets the Content-Type (default `application/xml`; none is sent with an empty body).
    local_answer& content_type(std::string type)
    {
        content_type_ = std::move(type);
        return *this;
    }
    /// Adds an element to the body of an error().
    local_answer& node(std::string name, std::string text)
    {
        nodes_.push_back({std::move(name), std::move(text)});
        return *this;
    }
    /// Closes the connection after the answer, and says so in it.
    local_answer& close()
    {
        close_ = true;
        return *this;
    }
    /// Waits that long before the first byte.
    local_answer& delay(std::chrono::milliseconds time)
    {
        delay_ = time;
        return *this;
    }

    /// HTTP status.
    [[nodiscard]] unsigned status() const noexcept { return status_; }
    /// Own headers; once answered by local_service, all of them in the order they are sent.
    [[nodiscard]] const std::vector<local_header>& headers() const noexcept { return headers_; }
    /// Body.
    [[nodiscard]] const std::string& body() const noexcept { return body_; }
    /// Content-Type of a body.
    [[nodiscard]] const std::string& content_type() const noexcept { return content_type_; }
    /// COS's code word; empty if this is no error().
    [[nodiscard]] const std::string& error_code() const noexcept { return error_code_; }
    /// Elements of an error() body besides Code, in order.
    [[nodiscard]] const std::vector<local_header>& nodes() const noexcept { return nodes_; }
    /// How it is sent.
    [[nodiscard]] form sent_as() const noexcept { return form_; }
    /// Whether the connection is closed afterwards.
    [[nodiscard]] bool closes() const noexcept { return close_; }
    /// Wait before the first byte.
    [[nodiscard]] std::chrono::milliseconds delay() const noexcept { return delay_; }

    /// Replaces all headers; for the local COS itself and for tests of its answers.
    local_answer& replace_headers(std::vector<local_header> headers)
    {
        headers_ = std::move(headers);
        return *this;
    }

private:
    unsigned status_;
    form form_ = form::complete;
    bool close_ = false;
    std::chrono::milliseconds delay_{0};
    std::string content_type_ = "application/xml";
    std::string error_code_;
    std::vector<local_header> nodes_;
    std::vector<local_header> headers_;
    std::string body_;
};

} // namespace cosio::testing

#endif
