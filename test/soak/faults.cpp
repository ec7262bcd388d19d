// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "case.hpp"
#include "faults.hpp"
#include "server.hpp"

namespace soak {

using cosio::testing::local_answer;
using cosio::testing::local_request;

namespace {

const std::string page = "<html><body>Have you logged in?</body></html>";
const std::string noise("\x16\x03\x01\x00\x02\x02\x28 no HTTP at all\r\n\r\n", 26);

/// The headers of an answer after which the connection is closed.
std::vector<cosio::testing::local_header> closing(std::vector<cosio::testing::local_header> headers)
{
    for (auto& h : headers)
        if (h.name == "Connection")
            h.value = "close";
    return headers;
}

/// The hooks of a request are called one after the other on one thread.
thread_local fault current = fault::none;

} // namespace

cosio::testing::local_cos_options faults::options()
{
    cosio::testing::local_cos_options out;
    out.on_request([this](const local_request& request) { return before(request); });
    out.on_answer(
        [this](const local_request& request, local_answer& answer) { after(request, answer); });
    return out;
}

fault faults::decide(std::size_t number)
{
    unsigned time = 0;
    {
        const std::lock_guard lock(mutex_);
        time = asked_[number]++;
    }
    const auto chance = scatter(seed_ ^ scatter(number * 64 + time));
    if (chance % 1000 >= per_mille_)
        return fault::none;
    constexpr auto kinds = static_cast<std::uint64_t>(fault::count) - 1;
    return static_cast<fault>(1 + chance / 1000 % kinds);
}

std::optional<local_answer> faults::before(const local_request& request)
{
    current = decide(number_of(request));
    ++counts_[static_cast<std::size_t>(current)];
    switch (current) {
    case fault::hang_up: return local_answer::hang_up();
    case fault::slow_down: return local_answer::error(503, "SlowDown", "Reduce your rate.");
    case fault::internal_error: return local_answer::error(500, "InternalError", "Try again.");
    case fault::bare_error: return local_answer(500);
    case fault::too_many: return local_answer::error(429, "TooManyRequests", "Less, please.");
    case fault::skewed: return local_answer::error(403, "RequestTimeTooSkewed", "What time is it?");
    case fault::garbage: return local_answer::raw(noise);
    case fault::cut:
        return local_answer::raw("HTTP/1.1 503 Busy\r\nContent-Length: 200\r\n\r\n<?xml vers");
    case fault::late: return local_answer::hang_up().delay(too_long_);
    case fault::page: return local_answer(200).content_type("text/html").body(page);
    default: return std::nullopt;
    }
}

void faults::after(const local_request&, local_answer& answer)
{
    switch (current) {
    case fault::hang_up_after: answer = local_answer::hang_up(); break;
    case fault::garbage_after: answer = local_answer::raw(noise); break;
    case fault::cut_after: {
        const auto whole = bytes_of(answer);
        answer = local_answer::raw(whole.substr(0, 1 + scatter(whole.size()) % (whole.size() - 1)));
        break;
    }
    case fault::late_after: answer.delay(too_long_); break;
    case fault::empty_after:
        answer = local_answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        break;
    case fault::page_after:
        answer = local_answer::raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page);
        break;
    case fault::hints_first:
        answer =
            local_answer::raw("HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n" + bytes_of(answer));
        break;
    case fault::close: answer.close().replace_headers(closing(answer.headers())); break;
    case fault::close_unsaid: answer = local_answer::raw(bytes_of(answer)); break;
    default: break;
    }
}

std::uint64_t faults::counted() const
{
    std::uint64_t sum = 0;
    for (std::size_t i = 1; i < counts_.size(); ++i)
        sum += counts_[i];
    return sum;
}

} // namespace soak
