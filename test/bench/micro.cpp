// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "allocations.hpp"
#include "fixed_server.hpp"
#include "instructions.hpp"
#include "job.hpp"
#include "parts.hpp"
#include "process.hpp"
#include "statistics.hpp"
#include "table.hpp"
#include "work.hpp"

#include <cosio/detail/response_parser.hpp>
#include <cosio/detail/serialize.hpp>
#include <cosio/initiate.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/testing/manual_clock.hpp>
#include <cosio/xml/property_tree_xml.hpp>
#include <cosio/xml/pugixml_xml.hpp>
#include <cosio/xml/scanner_xml.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace bench {
namespace {

using operation = cosio::detail::initiate_operation;

/// Keeps the compiler from leaving out what nobody looks at.
template <class T>
void keep(const T& value)
{
    asm volatile("" : : "g"(&value) : "memory");
}

void require(bool good, const char* step)
{
    if (!good)
        throw std::runtime_error(std::string(step) + " failed");
}

/// Takes times of steps that are too short to be timed one by one.
class stopwatch {
public:
    explicit stopwatch(bool json)
        : table_({{"step", 23, 0, align::left},
                  {"ns", 9, 1},
                  {"allocations", 0, 1},
                  {"instructions", 0, 0}},
                 json)
    {
    }

    /// Calls `step` with what `prepare` gives, made afresh each time and not counted.
    template <class Prepare, class Step>
    void time(const std::string& name, Prepare prepare, Step step)
    {
        std::vector<double> nanoseconds, memory, instructions;
        std::vector<decltype(prepare())> subjects;
        for (int batch = 0; batch < batches + unheeded; ++batch) {
            subjects.clear();
            subjects.reserve(calls);
            for (int i = 0; i < calls; ++i)
                subjects.push_back(prepare());
            const auto allocated = allocations();
            counter_.start();
            const auto begun = clock::now();
            for (auto& subject : subjects)
                step(subject);
            const std::chrono::duration<double, std::nano> took = clock::now() - begun;
            const auto counted = counter_.stop();
            const auto allocated_now = allocations();
            if (batch < unheeded)
                continue;
            nanoseconds.push_back(took.count() / calls);
            memory.push_back(static_cast<double>(allocated_now - allocated) / calls);
            if (counted)
                instructions.push_back(static_cast<double>(*counted) / calls);
        }
        table_.add({name, median(nanoseconds), median(memory),
                    instructions.empty() ? cell() : cell(median(instructions))});
    }

private:
    static constexpr int calls = 32, batches = 1000, unheeded = 50;

    table table_;
    instruction_counter counter_;
};

/// A request or an answer as it stands when a step begins.
class stages {
public:
    stages()
    {
        what_.url = "https://127.0.0.1";
        std::vector<char> in(fixed_answer().begin(), fixed_answer().end());
        receive(in, answer_);
        build(built_);
        signed_ = prepared_request(what_).message;
    }

    const cosio::http_request& built() const { return built_; }
    const cosio::http_request& signed_request() const { return signed_; }
    const cosio::http_response& answer() const { return answer_; }

    void build(cosio::http_request& out) const
    {
        require(!operation::build(out, request_, to_, settings_), "build");
    }

    static void receive(std::vector<char>& in, cosio::http_response& out)
    {
        cosio::detail::response_parser parser(out, 16 * 1024, 64 * 1024);
        parser.eager(true);
        std::size_t filled = in.size();
        const auto code = cosio::detail::feed(parser, in, filled);
        require(!code && parser.is_done() && filled == 0, "receive");
    }

private:
    job what_;
    cosio::initiate_request request_{bucket, key};
    cosio::service_address to_ = cosio::endpoint::region(region).address_of(bucket);
    cosio::config settings_;
    cosio::http_request built_, signed_;
    cosio::http_response answer_;
};

/// Tells what the answer holds without reading it, so that judging alone is left.
struct known_xml {
    cosio::error_code read(std::string_view, cosio::xml_sink& sink) const
    {
        sink.enter("InitiateMultipartUploadResult");
        for (const auto& [name, text] :
             {std::pair<std::string_view, std::string_view>("Bucket", bucket),
              {"Key", key},
              {"UploadId", fixed_upload_id}}) {
            sink.enter(name);
            sink.text(text);
            sink.leave();
        }
        sink.leave();
        return {};
    }
};

void time_requests(stopwatch& watch, const stages& at)
{
    const auto built = [&] { return at.built(); };
    const auto sign = [](const auto& signing, cosio::http_request& request) {
        cosio::diagnostics about;
        require(!signing.sign(request, about), "sign");
    };
    watch.time(
        "build", [] { return cosio::http_request(); },
        [&](cosio::http_request& request) { at.build(request); });

    const cosio::q_signing signing(cosio::credentials(secret_id, secret_key));
    watch.time("sign", built, [&](cosio::http_request& request) { sign(signing, request); });

    using manual_clock = cosio::testing::manual_clock;
    manual_clock when(std::chrono::system_clock::now());
    const cosio::basic_q_signing fresh(cosio::credentials(secret_id, secret_key), when);
    watch.time("sign_fresh_key", built, [&](cosio::http_request& request) {
        when.advance(std::chrono::hours(1)); // beyond what a SignKey is used for
        sign(fresh, request);
    });

    const cosio::q_authorization authorize;
    const std::string key_time = "1585130821;1585138021";
    const auto sign_key = authorize.sign_key(secret_key, key_time);
    const auto wanted = [](std::string_view name) { return name != "User-Agent"; };
    require(sign_key.has_value(), "sign_key");
    const auto check = [](const std::optional<std::string>& value) {
        require(value.has_value(), "authorization");
        keep(*value);
    };
    watch.time("authorization", built, [&](const cosio::http_request& request) {
        check(authorize.header(request, secret_id, *sign_key, key_time, wanted));
    });
    watch.time("authorization_fresh_key", built, [&](const cosio::http_request& request) {
        check(authorize(request, secret_id, secret_key, key_time, wanted));
    });

    cosio::detail::secure_bytes out; // as a connection keeps it
    watch.time(
        "serialize", [&] { return &at.signed_request(); },
        [&](const cosio::http_request* request) {
            out.clear();
            cosio::detail::serialize(out, *request, true);
            keep(out);
        });
}

/// What a judge is given: the request, and a result to be filled.
struct judgement {
    cosio::initiate_request asked;
    cosio::initiate_result result;

    static judgement make() { return {{bucket, key}, {}}; }

    template <class Xml>
    void judge(const cosio::http_response& answer, const Xml& xml)
    {
        require(!operation::judge(result, asked, answer, xml) &&
                    result.upload_id == fixed_upload_id,
                "judge");
    }
};

template <class Xml>
void time_reader(stopwatch& watch, const stages& at, const std::string& name, Xml xml)
{
    watch.time(
        "parse_" + name, [] { return cosio::detail::flat_document(); },
        [&](cosio::detail::flat_document& document) {
            require(!xml.read(at.answer().body, document), "parse");
        });
    watch.time("judge_" + name, judgement::make,
               [&](judgement& each) { each.judge(at.answer(), xml); });
}

void time_answers(stopwatch& watch, const stages& at)
{
    using bytes_and_answer = std::pair<std::vector<char>, cosio::http_response>;
    watch.time(
        "receive",
        [] {
            return bytes_and_answer({fixed_answer().begin(), fixed_answer().end()}, {});
        },
        [](bytes_and_answer& both) { stages::receive(both.first, both.second); });
    time_reader(watch, at, "scanner", cosio::scanner_xml());
    time_reader(watch, at, "pugixml", cosio::pugixml_xml());
    time_reader(watch, at, "property_tree", cosio::property_tree_xml());
    watch.time("judge", judgement::make,
               [&](judgement& each) { each.judge(at.answer(), known_xml()); });
}

} // namespace

void micro(bool json)
{
    run_on(cores().front());
    stopwatch watch(json);
    const stages at;
    time_requests(watch, at);
    time_answers(watch, at);
}

} // namespace bench
