// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// cosio-bench: what cosio costs, measured beside what it is built on and what else there is.

#include "parts.hpp"
#include "variant.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

namespace {

CLI::App* declare_exchange(CLI::App& app, bench::exchange_options& to)
{
    auto* const part = app.add_subcommand(
        "exchange", "CPU, allocations and latency of an initiate, against a fixed answer");
    auto* const endpoint = part->add_option("--endpoint", to.endpoint,
                                            "Connect there instead of to a server of its own");
    part->add_option("--ca-file", to.ca_file, "PEM file of trusted CAs for that endpoint")
        ->needs(endpoint);
    part->add_option("--concurrency", to.concurrency, "How many at once; a list")
        ->delimiter(',')
        ->check(CLI::Range(1, 20'000))
        ->capture_default_str();
    part->add_option("--rounds", to.rounds, "How often everything is measured; medians are shown")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    part->add_option("--count", to.count,
                     "Exchanges in each round; by default 20000, or 2000 "
                     "with --new-connection")
        ->check(CLI::PositiveNumber);
    part->add_flag("--tls", to.tls, "TLS 1.3 to the server of its own")->excludes(endpoint);
    part->add_flag("--new-connection", to.new_connection, "A new connection for every exchange");
    to.variants = bench::variants();
    part->add_option("--variant", to.variants, "Which; a list. Without `bare` there is no ratio")
        ->delimiter(',')
        ->check(CLI::IsMember(bench::variants()))
        ->capture_default_str();
    part->add_flag("--json", to.json, "One JSON object a line");
    return part;
}

CLI::App* declare_scale(CLI::App& app, bench::scale_options& to)
{
    auto* const part = app.add_subcommand(
        "scale", "Time and memory of many initiates at once, over 256 connections");
    part->add_option("--in-flight", to.in_flight, "How many at once; a list")
        ->delimiter(',')
        ->check(CLI::Range(1, 50'000))
        ->capture_default_str();
    part->add_option("--threads", to.threads, "Of the event loop; a list")
        ->delimiter(',')
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    part->add_option("--rounds", to.rounds, "How often everything is measured; medians are shown")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    part->add_flag("--callbacks", to.callbacks,
                   "Without coroutines, so that memory is that of the operations alone");
    part->add_flag("--json", to.json, "One JSON object a line");
    return part;
}

CLI::App* declare_compile(CLI::App& app, bench::compile_options& to)
{
    auto* const part = app.add_subcommand("compile", "Time, memory and size of users' programs");
    part->add_option("--compiler", to.compilers, "Which; a list. One that is missing is left out")
        ->delimiter(',')
        ->capture_default_str();
    part->add_option("--optimization", to.levels, "Levels of -O; a list")
        ->delimiter(',')
        ->capture_default_str();
    part->add_option("--rounds", to.rounds, "How often everything is compiled; medians are shown")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    part->add_flag("--json", to.json, "One JSON object a line");
    return part;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app("Measures cosio", "cosio-bench");
    app.require_subcommand(1);
    bench::exchange_options exchanges;
    bench::scale_options scales;
    bench::compile_options units;
    bool micro_json = false;
    const auto* const exchange = declare_exchange(app, exchanges);
    auto* const micro =
        app.add_subcommand("micro", "The steps of an initiate that need no network");
    micro->add_flag("--json", micro_json, "One JSON object a line");
    const auto* const scale = declare_scale(app, scales);
    declare_compile(app, units);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    try {
        if (exchange->parsed())
            bench::exchange(exchanges);
        else if (micro->parsed())
            bench::micro(micro_json);
        else if (scale->parsed())
            bench::scale(scales);
        else
            bench::compile(units);
        return 0;
    } catch (const std::exception& e) {
        std::cerr << "cosio-bench: " << e.what() << std::endl;
        return 1;
    }
}
