// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_READ_SMALL_FILE_HPP
#define COSIO_DETAIL_READ_SMALL_FILE_HPP

#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/credentials_answer.hpp>

#include <boost/system/error_code.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

namespace cosio::detail {

/// Reads a whole file that may hold a secret: unbuffered, so that no stream keeps a copy. More than
/// 64 KB is no file of credentials: `file_too_large`.
inline error_code read_small_file(const std::string& path, secure_bytes& out)
{
    constexpr std::size_t most = 64 * 1024;
    const auto failure = [] { return error_code(errno, boost::system::system_category()); };

    struct closer {
        void operator()(std::FILE* open) const { std::fclose(open); }
    };
    const std::unique_ptr<std::FILE, closer> file(std::fopen(path.c_str(), "rb"));
    if (!file)
        return failure();
    std::setvbuf(file.get(), nullptr, _IONBF, 0);
    out.resize(most + 1);
    out.resize(std::fread(out.data(), 1, out.size(), file.get()));
    if (std::ferror(file.get()))
        return failure();
    if (out.size() > most)
        return make_error_code(boost::system::errc::file_too_large);
    return {};
}

/// What it means for a provider that its file cannot be read.
inline credentials_answer unread_file(const std::string& path, const error_code& why)
{
    namespace sys = boost::system::errc;
    if (path.empty())
        return credentials_answer::none("HOME is not set, which would tell where the file is");
    if (why == sys::no_such_file_or_directory || why == sys::not_a_directory)
        return credentials_answer::none(path + ": there is no such file");
    if (why == sys::file_too_large)
        return credentials_answer::unusable(path + ": must not be larger than 64 KB");
    return credentials_answer::unusable(path + ": cannot be read: " + why.message());
}

} // namespace cosio::detail

#endif
