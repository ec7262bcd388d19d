// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "key_set.hpp"

#include <boost/unordered/unordered_flat_set.hpp>
#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace cli {
namespace {

using digest = std::array<std::uint64_t, 2>;

struct first_word {
    using is_avalanching = void; // so the container need not mix it

    std::size_t operator()(const digest& value) const noexcept { return value[0]; }
};

digest digest_of(std::string_view key)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    if (EVP_Digest(key.data(), key.size(), bytes.data(), nullptr, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("stage batch, SHA-256 is not to be had");
    digest result{};
    std::memcpy(result.data(), bytes.data(), sizeof result);
    return result;
}

} // namespace

struct key_set::digests {
    boost::unordered_flat_set<digest, first_word> known;
};

key_set::key_set() : digests_(std::make_unique<digests>()) {}
key_set::~key_set() = default;

bool key_set::insert(std::string_view key)
{
    return digests_->known.insert(digest_of(key)).second;
}

bool key_set::contains(std::string_view key) const
{
    return digests_->known.contains(digest_of(key));
}

} // namespace cli
