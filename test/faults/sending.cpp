// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Faults while a request is sent, which is so long that no buffer between the two takes it.

#include "fault.hpp"

namespace faults {

void add_sending(fault_list& to, way over)
{
    const auto add = [&](const std::string& name, script acts, expected end,
                         const cosio::config& settings = patient(), std::size_t request = 150'000) {
        if (over == way::tls)
            acts.insert(acts.begin(), greets_slowly(4096, 0ms));
        return fault(over, "send", name)
            .connection(std::move(acts))
            .exchange(end, settings)
            .narrow(request);
    };
    const auto late = fails(errc::io_timeout, stage::send);
    const auto torn_here = fails(torn, {stage::send});
    const std::string good = answer(document());

    to.push_back(add("stall", {stalls()}, late, hears_within(100ms)));
    to.push_back(add("stall_midway", {hears_some(10'000), stalls()}, late, hears_within(100ms)));
    to.push_back(add("stall_beyond_the_operation", {stalls()},
                     fails(errc::operation_timeout, stage::send), ends_within(250ms)));
    to.push_back(add("fin_and_stall", {hears_some(10'000), half_closes(), stalls()}, late,
                     hears_within(100ms)));
    to.push_back(add("reset", {resets()}, torn_here));
    to.push_back(add("reset_midway", {hears_some(10'000), resets()}, torn_here));
    to.push_back(add("slow_within_the_io_timeout", {sips(30'000, 10ms, 700'000), says(good)},
                     succeeds(), hears_within(150ms), 1'500'000)
                     .connections(1));
    to.push_back(add("slow_beyond_the_operation", {sips(1'000, 30ms)},
                     fails(errc::operation_timeout, stage::send), ends_within(250ms)));
    to.push_back(
        add("answered_too_early_and_reset", {says(good), hears_some(10'000), resets()}, torn_here));
    // It answers well enough, and hears out the request before it hears the next.
    to.push_back(add("answered_too_early", {says(good), hears()}, succeeds()).connections(1));
    to.push_back(add("fin_and_heard_out", {half_closes()}, fails(cut(over), stage::receive)));
}

} // namespace faults
