// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "journal.hpp"
#include "line_splitter.hpp"
#include "words.hpp"

// Boost.JSON is compiled here, so that Boost's headers are enough.
#include <boost/json/src.hpp>

#include <array>
#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <utility>

namespace cli {
namespace {

std::error_code last_error()
{
    return {errno, std::generic_category()};
}

struct record {
    place where;
    std::string key;
};

/// Nothing if it is not a line of a journal.
std::optional<record> read_record(std::string_view line)
{
    boost::json::error_code broken;
    const auto value = boost::json::parse({line.data(), line.size()}, broken);
    const auto* object = broken ? nullptr : value.if_object();
    if (!object)
        return std::nullopt;
    const auto text = [&](const char* name) -> std::optional<std::string> {
        const auto* found = object->if_contains(name);
        const auto* string = found ? found->if_string() : nullptr;
        return string ? std::optional(std::string(string->data(), string->size())) : std::nullopt;
    };
    auto endpoint = text("Endpoint"), host = text("Host"), bucket = text("Bucket"),
         key = text("Key"), upload_id = text("UploadId");
    if (!endpoint || !host || !bucket || !key || !upload_id)
        return std::nullopt;
    return record{{std::move(*endpoint), std::move(*host), std::move(*bucket)}, std::move(*key)};
}

/// Whether a line that was being written may have been cut off to this.
bool may_be_torn(std::string_view rest)
{
    constexpr std::string_view beginning = "{\"Endpoint\":\"";
    return rest.substr(0, beginning.size()) == beginning.substr(0, rest.size());
}

file open_journal(const std::string& path)
{
    const auto refuse = [&](const std::string& why) {
        throw usage_error("--journal '" + path + "' " + why);
    };
    file opened(open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0666));
    if (!opened)
        refuse("cannot be opened for writing: " + last_error().message());
    if (!S_ISREG(opened.status().st_mode))
        refuse("must be a regular file");
    if (flock(opened.get(), LOCK_EX | LOCK_NB) != 0)
        refuse(errno == EWOULDBLOCK ? "is in use by another process"
                                    : "cannot be locked: " + last_error().message());
    return opened;
}

} // namespace

/// Reads the file from its beginning.
class journal::reader {
public:
    reader(journal& own, const place& here, key_set& done) : own_(own), here_(here), done_(done) {}

    void read()
    {
        std::array<char, 64 * 1024> buffer;
        for (;;) {
            const auto size = ::read(own_.file_.get(), buffer.data(), buffer.size());
            if (size < 0 && errno == EINTR)
                continue;
            if (size < 0)
                refuse("cannot be read: " + last_error().message());
            if (size == 0)
                break;
            lines_.feed({buffer.data(), static_cast<std::size_t>(size)});
            while (const auto line = lines_.next())
                if (!take(*line))
                    refuse_line();
        }
        finish(lines_.unfinished());
    }

private:
    static constexpr std::size_t longest = 1 << 20; // an UploadId may have some 64 KB

    [[noreturn]] void refuse(const std::string& why) const
    {
        throw usage_error("--journal '" + own_.path_ + "' " + why);
    }

    [[noreturn]] void refuse_line() const
    {
        refuse("is no journal: line " + std::to_string(lines_.lines()) +
               " is not the JSON of an upload that has begun");
    }

    bool take(std::string_view line)
    {
        const auto found = read_record(line);
        if (found && found->where == here_ && done_.insert(found->key))
            ++own_.begun_before_;
        return found.has_value();
    }

    /// The last line, if it does not end. All of it may be there but the line feed.
    void finish(std::string_view rest)
    {
        if (rest.empty())
            return;
        const auto size = own_.file_.status().st_size;
        if (take(rest)) {
            if (const auto code = own_.add("\n"))
                refuse("cannot be written: " + code.message());
        } else if (rest.size() < longest && may_be_torn(rest)) {
            if (ftruncate(own_.file_.get(), size - static_cast<off_t>(rest.size())) != 0)
                refuse("cannot be cut: " + last_error().message());
            own_.was_torn_ = true;
        } else {
            refuse("is no journal: its end is not of the JSON of an upload that has begun");
        }
    }

    journal& own_;
    const place& here_;
    key_set& done_;
    line_splitter lines_{longest};
};

journal::journal(std::string path, const place& here, key_set& done)
    : path_(std::move(path)), file_(open_journal(path_))
{
    reader(*this, here, done).read();
}

std::error_code journal::add(std::string_view line)
{
    if (damaged_)
        return std::make_error_code(std::errc::io_error);
    ssize_t written = 0;
    do
        written = write(file_.get(), line.data(), line.size());
    while (written < 0 && errno == EINTR);
    if (written < 0)
        return last_error();
    dirty_ = true;
    if (static_cast<std::size_t>(written) < line.size()) { // the disk is full
        damaged_ = ftruncate(file_.get(), file_.status().st_size - written) != 0;
        return std::make_error_code(std::errc::no_space_on_device);
    }
    if (std::chrono::steady_clock::now() - synchronised_ >= std::chrono::seconds(1))
        return synchronise();
    return {};
}

std::error_code journal::synchronise()
{
    synchronised_ = std::chrono::steady_clock::now();
    if (!std::exchange(dirty_, false) || fdatasync(file_.get()) == 0)
        return {};
    return last_error();
}

} // namespace cli
