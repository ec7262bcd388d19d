// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_EXAMPLE_CLI_KEY_SET_HPP
#define COSIO_EXAMPLE_CLI_KEY_SET_HPP

#include <memory>
#include <string_view>

namespace cli {

/// Remembers keys by 128 bits of their SHA-256, some 20 to 40 bytes each however long they are. Two
/// keys of one digest are nothing that will happen.
class key_set {
public:
    key_set();
    ~key_set();

    /// False if it was there.
    bool insert(std::string_view key);

    bool contains(std::string_view key) const;

private:
    struct digests; // keeps a heavy header out of this one
    std::unique_ptr<digests> digests_;
};

} // namespace cli

#endif
