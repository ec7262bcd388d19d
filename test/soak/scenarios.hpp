// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SOAK_SCENARIOS_HPP
#define COSIO_TEST_SOAK_SCENARIOS_HPP

#include "case.hpp"
#include "clients.hpp"

namespace soak {

/// Many operations of one client on four threads, while one request in ten goes wrong and the
/// server is restarted now and then.
void initiate_among_faults(test_case& on, wire how);

/// A server that closes kept connections without a word.
void stale_connections(test_case& on, wire how);

/// A server that closes connections when nothing has moved on them for a time.
void idle_connections(test_case& on, wire how);

/// The clocks of client and server differ by an hour when many operations begin at once.
void wrong_clock(test_case& on, wire how);

/// Each operation is cancelled at a moment of its own.
void cancel_anywhere(test_case& on, wire how);

/// The client is destroyed while its operations run.
void client_goes_first(test_case& on, wire how);

/// The execution context is stopped and destroyed while operations run and wait.
void context_goes_first(test_case& on, wire how);

// Connection limits, one thread.
void no_more_than_allowed(test_case& on, wire how);
void nobody_there(test_case& on, wire how);
void first_come_first_served(test_case& on, wire how);
void cancelled_in_queue(test_case& on, wire how);
void cancelled_when_admitted(test_case& on, wire how);
void timed_out_in_queue(test_case& on, wire how);
void idle_time(test_case& on, wire how);
void age(test_case& on, wire how);
void idle_per_host(test_case& on, wire how);
void sessions_are_resumed(test_case& on, wire how);

} // namespace soak

#endif
