// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_BENCH_VARIANT_HPP
#define COSIO_TEST_BENCH_VARIANT_HPP

#include "job.hpp"
#include "work.hpp"

#include <memory>
#include <string>
#include <vector>

namespace bench {

/// One way to do the job. Keeps its connections from one run to the next, unless the job wants a
/// new one for every exchange.
class variant {
public:
    virtual ~variant() = default;

    /// Does all of it, `job::concurrency` exchanges at once, and checks that each answer is complete.
    /// @throws std::exception if one is not.
    virtual void run(work& all) = 0;
};

/// The names of those that were compiled in, the one that others are compared with first.
std::vector<std::string> variants();

std::unique_ptr<variant> make_variant(const std::string& name, const job& what);

// Mostly a file each, because each takes long to compile. The `xml` is a reader of cosio's.
std::unique_ptr<variant> make_bare(const job& what);
std::unique_ptr<variant> make_by_hand(const job& what);
std::unique_ptr<variant> make_stages(const job& what);
std::unique_ptr<variant> make_beast_over_tcp(const job& what);
std::unique_ptr<variant> make_beast_over_tls(const job& what);
std::unique_ptr<variant> make_cosio_over_tcp(const job& what, const std::string& xml);
std::unique_ptr<variant> make_cosio_over_tls(const job& what, const std::string& xml);
std::unique_ptr<variant> make_libcurl(const job& what);

} // namespace bench

#endif
