// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DIAGNOSTICS_HPP
#define COSIO_DIAGNOSTICS_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/move_texts.hpp>
#include <cosio/error.hpp>

#include <boost/system/system_error.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <ostream>
#include <sstream>
#include <string>
#include <utility>

namespace cosio {

/// The step an operation had reached when it ended.
enum class stage {
    build,     ///< The request was checked; nothing was sent.
    sign,      ///< The signing policy was at work; this attempt sent nothing.
    queue,     ///< As many connections as allowed were open, and one was waited for.
    resolve,   ///< The host's name was looked up.
    connect,   ///< TCP connected.
    handshake, ///< TLS shook hands, and the certificate was verified.
    send,      ///< The request was written.
    receive,   ///< The answer was awaited or read.
    read,      ///< The body was parsed as XML; operations report it as `judge`.
    judge,     ///< The answer was refused, or not understood.
    done       ///< The operation succeeded.
};

/// The enumerator's own name.
inline const char* to_string(stage value) noexcept
{
    constexpr const char* names[] = {"build", "sign",    "queue", "resolve", "connect", "handshake",
                                     "send",  "receive", "read",  "judge",   "done"};
    return names[static_cast<int>(value)];
}

/** What a human wants to know of an operation, beside its error code.

    Filled whether the operation succeeds or fails; what does not apply is empty or zero. It never
    holds a secret: values of secret headers are left out of messages, and blanked where a service
    repeats them.

    @par Thread-safety
    A value; distinct objects are independent.

    @par Source
    COS manual, document 7730 (error body) and 7729 (common response headers).

    @par Example
    @code
    auto [code, result] = co_await client.initiate(request, asio::as_tuple(asio::deferred));
    if (code)
        std::cerr << result.diagnostics << ": " << code.message() << '\n';
    @endcode
*/
class diagnostics {
public:
    diagnostics() = default;
    ~diagnostics() = default;

    /// Copies all of it.
    diagnostics(const diagnostics&) = default;

    /// The same.
    diagnostics& operator=(const diagnostics&) = default;

    /// Leaves the other's strings empty.
    diagnostics(diagnostics&& other) noexcept { *this = std::move(other); }

    /// The same.
    diagnostics& operator=(diagnostics&& other) noexcept;

    /// How far the last attempt came.
    cosio::stage stage = cosio::stage::build;

    /// Of the last attempt; 0 if no answer came.
    unsigned http_status = 0;

    /// COS's `Code` as sent, also one that `service_errc` does not list.
    std::string code;

    /// COS's `Message`; free text that may change.
    std::string message;

    /// Host and path that the request addressed, in COS's words.
    std::string resource;

    /// `x-cos-request-id`, on every answer of COS. Quote it to Tencent's support. Empty means that
    /// the answer did not come from COS.
    std::string request_id;

    /// `x-cos-trace-id`, on refusals only.
    std::string trace_id;

    /// COS's clock as it gives it with refusals about time (ISO 8601).
    std::string server_time;

    /// What cosio has to say: the field, value and rule of bad input, the peer's certificate error,
    /// the beginning of a body that was not understood.
    std::string detail;

    /// Requests that were begun, 0 if the input was refused.
    unsigned attempts = 0;

    /// Whether COS may have done what was asked although no success was seen: for initiate, whether
    /// an upload may exist whose UploadId is lost. List Multipart Uploads finds it.
    bool may_have_acted = false;
};

namespace detail {

/// All that may hold words of a peer.
inline constexpr std::array diagnostics_texts{&diagnostics::code,       &diagnostics::message,
                                              &diagnostics::resource,   &diagnostics::detail,
                                              &diagnostics::request_id, &diagnostics::trace_id,
                                              &diagnostics::server_time};

} // namespace detail

inline diagnostics& diagnostics::operator=(diagnostics&& other) noexcept
{
    stage = other.stage;
    http_status = other.http_status;
    attempts = other.attempts;
    may_have_acted = other.may_have_acted;
    detail::move_texts(*this, other, detail::diagnostics_texts);
    return *this;
}

/// One line, what is known and nothing else: `stage receive, HTTP 503, SlowDown, ...`. Control
/// characters, which a peer may have sent, become spaces.
inline std::ostream& operator<<(std::ostream& out, const diagnostics& about)
{
    out << "stage " << to_string(about.stage);
    if (about.http_status != 0)
        out << ", HTTP " << about.http_status;
    const auto part = [&out](const char* name, std::string value) {
        std::replace_if(value.begin(), value.end(), detail::is_control, ' ');
        if (!value.empty())
            out << ", " << name << (*name ? " " : "") << value;
    };
    part("", about.code);
    part("", about.message);
    part("", about.detail);
    part("resource", about.resource);
    part("request id", about.request_id);
    part("trace id", about.trace_id);
    part("server time", about.server_time);
    if (about.attempts > 1)
        out << ", " << about.attempts << " attempts";
    if (about.may_have_acted)
        out << ", the service may have acted";
    return out;
}

/** What a failed operation throws when it is awaited without a token, or through
    `with_diagnostics`: the error code, and the diagnostics that belong to it.

    `what()` is one line with both.

    @par Thread-safety
    Copies share their diagnostics, which never change.

    @par Example
    @code
    try {
        co_await client.initiate(request);
    } catch (const cosio::error_with_diagnostics& failure) {
        std::cerr << failure.get_diagnostics().request_id << ' ' << failure.what() << '\n';
    }
    @endcode
*/
class error_with_diagnostics : public boost::system::system_error {
public:
    /// @param code   The failure.
    /// @param about  What is known of it; kept, and written into `what()`.
    error_with_diagnostics(const error_code& code, diagnostics about)
        : system_error(code, describe(about)),
          about_(std::make_shared<const diagnostics>(std::move(about)))
    {
    }

    /// What is known of the failure. Lives as long as the last copy of the exception.
    const diagnostics& get_diagnostics() const noexcept { return *about_; }

private:
    static std::string describe(const diagnostics& about)
    {
        std::ostringstream text;
        text << about;
        return text.str();
    }

    // Shared, because copying an exception must not throw.
    std::shared_ptr<const diagnostics> about_;
};

} // namespace cosio

#endif
