// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// main() of every Boost.Test program here. It keeps the two promises all tests of this repository
// make, whatever they are written in: one line `ok name` or `not ok name` a case, and
// `N passed, N failed` as the last line of the output.

#ifdef _GLIBCXX_DEBUG // the compiled Boost.Test has containers of another kind
#include <boost/test/included/unit_test.hpp>
#else
#include <boost/test/unit_test.hpp>
#endif

#include <boost/test/results_collector.hpp>
#include <boost/test/tree/observer.hpp>

#include <filesystem>
#include <iostream>

namespace ut = boost::unit_test;

namespace {

class line_reporter : public ut::test_observer {
public:
    void test_unit_finish(const ut::test_unit& unit, unsigned long microseconds) override
    {
        if (unit.p_type != ut::TUT_CASE) {
            return;
        }
        const bool passed = ut::results_collector.results(unit.p_id).passed();
        ++(passed ? passed_ : failed_);
        std::cout << (passed ? "ok " : "not ok ") << unit.full_name();
        if (microseconds >= 100'000) {
            std::cout << " (" << microseconds / 1000 << " ms)";
        }
        std::cout << std::endl; // flushed: if the next case crashes, this line says how far we got
    }

    void test_finish() override
    {
        std::cout << passed_ << " passed, " << failed_ << " failed" << std::endl;
    }

    // After the results collector, which this class reads.
    int priority() override { return 10; }

private:
    unsigned long passed_ = 0;
    unsigned long failed_ = 0;
};

line_reporter reporter;

bool initialise()
{
    auto& master = ut::framework::master_test_suite();
    master.p_name.value = std::filesystem::path(master.argv[0]).filename().string();
    ut::framework::register_observer(reporter);
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    return ut::unit_test_main(&initialise, argc, argv);
}
