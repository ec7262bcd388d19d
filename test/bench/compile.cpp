// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "parts.hpp"
#include "process.hpp"
#include "statistics.hpp"
#include "table.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>

extern "C" char** environ;

namespace bench {
namespace {

namespace fs = std::filesystem;

/// A program of which one unit is measured.
struct unit {
    std::string name;
    std::string file;
    std::vector<std::string> flags;
    std::string with = {}; ///< Another unit that it is linked with.
    bool once = false;     ///< Programs compile it seldom; so does this one.
};

const std::string cosio_macro = "-DCOSIO_SEPARATE_COMPILATION";
const std::vector<std::string> all_macros = {cosio_macro, "-DBOOST_ASIO_SEPARATE_COMPILATION",
                                             "-DBOOST_BEAST_SEPARATE_COMPILATION"};

const std::vector<unit> units = {
    {"src", "src.cpp", {cosio_macro}, {}, true},
    {"src_all", "src.cpp", all_macros, {}, true},
    {"includes", "includes.cpp", {}},
    {"bare", "beast.cpp", {}},
    {"default", "client.cpp", {}},
    {"separate", "client.cpp", {cosio_macro}, "src"},
    {"separate_all", "client.cpp", all_macros, "src_all"},
};

/// Of one unit in one round.
struct figures {
    double seconds, peak_mb;
    double ratio = 0; ///< Its seconds to those of `bare` in the same round.
};

/// A folder that goes with this object.
class temporary_folder {
public:
    temporary_folder()
    {
        auto name = (fs::temp_directory_path() / "cosio-bench-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::system_error(errno, std::generic_category(), name);
        path_ = name;
    }

    ~temporary_folder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;

    fs::path operator/(const std::string& name) const { return path_ / name; }

private:
    fs::path path_;
};

/// What a command and its children used. Throws if it failed.
figures run(const std::vector<std::string>& command)
{
    std::vector<char*> words;
    for (const auto& word : command)
        words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    pid_t child = 0;
    if (const int failed =
            ::posix_spawnp(&child, words[0], nullptr, nullptr, words.data(), environ))
        throw std::system_error(failed, std::generic_category(), command[0]);
    int status = 0;
    rusage used{};
    checked(::wait4(child, &status, 0, &used));
    if (status != 0)
        throw std::runtime_error(command[0] + " failed");
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return {seconds(used.ru_utime) + seconds(used.ru_stime),
            static_cast<double>(used.ru_maxrss) / 1024};
}

bool is_there(const std::string& compiler)
{
    const std::vector<std::string> command = {"sh", "-c", "command -v \"$0\" >/dev/null", compiler};
    try {
        run(command);
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

/// One compiler at one level.
class series {
public:
    series(std::string compiler, std::string level, std::size_t rounds)
        : compiler_(std::move(compiler)), level_(std::move(level)), rounds_(rounds)
    {
    }

    void show_in(table& to)
    {
        for (std::size_t round = 0; round < rounds_; ++round)
            run_round(round);
        for (const auto& each : units) {
            const auto& all = found_.at(each.name);
            const auto program = link(each);
            const auto size = [](const fs::path& of) {
                return static_cast<double>(fs::file_size(of)) / 1024;
            };
            to.add({compiler_, "-O" + level_, each.name, median(all, &figures::seconds),
                    median(all, &figures::ratio), median(all, &figures::peak_mb),
                    size(object(each.name)), program.empty() ? cell() : cell(size(program)),
                    static_cast<long>(all.size())});
        }
    }

private:
    fs::path object(const std::string& name) const { return folder_ / (name + ".o"); }

    /// The units in another order each time.
    void run_round(std::size_t round)
    {
        std::vector<const unit*> order;
        for (const auto& each : units)
            if (!each.once || round == 0)
                order.push_back(&each);
        const auto first = static_cast<std::ptrdiff_t>(round % order.size());
        std::rotate(order.begin(), order.begin() + first, order.end());
        for (const auto* each : order)
            found_[each->name].push_back(compile(*each));
        const double bare = found_.at("bare").back().seconds;
        for (const auto* each : order)
            found_[each->name].back().ratio = found_[each->name].back().seconds / bare;
    }

    figures compile(const unit& what) const
    {
        std::vector<std::string> command = {compiler_,     "-std=c++20",
                                            "-O" + level_, "-I" COSIO_BENCH_INCLUDE,
                                            "-c",          COSIO_BENCH_UNITS "/" + what.file,
                                            "-o",          object(what.name).string()};
        command.insert(command.end(), what.flags.begin(), what.flags.end());
        return run(command);
    }

    /// Stripped. Nothing of a unit that is no program.
    fs::path link(const unit& what) const
    {
        if (what.once)
            return {};
        const auto program = folder_ / what.name;
        std::vector<std::string> command = {compiler_, "-s", object(what.name).string()};
        if (!what.with.empty())
            command.push_back(object(what.with).string());
        for (const char* word : {"-pthread", "-lssl", "-lcrypto", "-o"})
            command.emplace_back(word);
        command.push_back(program.string());
        run(command);
        return program;
    }

    std::string compiler_, level_;
    std::size_t rounds_;
    temporary_folder folder_;
    std::map<std::string, std::vector<figures>> found_;
};

} // namespace

void compile(const compile_options& wanted)
{
    ::setenv("CCACHE_DISABLE", "1", 1); // where a compiler's name means ccache
    table to({{"compiler", 12, 0, align::left},
              {"level", 0, 0, align::left},
              {"unit", 12, 0, align::left},
              {"seconds", 0, 2},
              {"ratio", 6, 2},
              {"peak_mb", 0, 0},
              {"object_kb", 0, 0},
              {"stripped_kb", 0, 0},
              {"rounds"}},
             wanted.json);
    for (const auto& compiler : wanted.compilers) {
        if (!is_there(compiler)) {
            std::cerr << "cosio-bench: there is no " << compiler << " here" << std::endl;
            continue;
        }
        for (const auto& level : wanted.levels)
            series(compiler, level, wanted.rounds).show_in(to);
    }
}

} // namespace bench
