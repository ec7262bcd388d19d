// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_FILE_HPP
#define COSIO_EXAMPLE_CLI_FILE_HPP

#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace cli {

/// An open file, which it closes.
class file {
public:
    /// @param descriptor  Negative if it could not be opened.
    explicit file(int descriptor) : descriptor_(descriptor) {}
    file(file&& other) noexcept : descriptor_(other.release()) {}
    file& operator=(file&&) = delete;

    ~file()
    {
        if (descriptor_ >= 0)
            close(descriptor_);
    }

    int get() const noexcept { return descriptor_; }
    int release() noexcept { return std::exchange(descriptor_, -1); }
    explicit operator bool() const noexcept { return descriptor_ >= 0; }

    struct stat status() const
    {
        struct stat result {};
        fstat(descriptor_, &result);
        return result;
    }

private:
    int descriptor_;
};

} // namespace cli

#endif
