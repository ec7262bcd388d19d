// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_DIGEST_HPP
#define COSIO_DETAIL_DIGEST_HPP

#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/wipe.hpp>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <concepts>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace cosio::detail {

/// A few characters that are wiped, because they may be a key.
template <std::size_t Capacity>
struct wiped_chars {
    std::array<char, Capacity> chars;
    std::size_t size = 0;

    ~wiped_chars() { wipe(chars.data(), chars.size()); }

    std::string_view view() const noexcept { return {chars.data(), size}; }
};

/// A digest as OpenSSL gives it.
using raw_digest = wiped_chars<EVP_MAX_MD_SIZE>;

/// A digest in lower-case hexadecimal digits, as services write it.
using hex_digest = wiped_chars<2 * EVP_MAX_MD_SIZE>;

inline hex_digest hex(const raw_digest& digest) noexcept
{
    hex_digest result;
    for (const char c : digest.view()) {
        const auto byte = static_cast<unsigned char>(c);
        result.chars[result.size++] = "0123456789abcdef"[byte >> 4];
        result.chars[result.size++] = "0123456789abcdef"[byte & 15];
    }
    return result;
}

/** A hash of OpenSSL and its HMAC.

    Fetching an algorithm costs five times the digest, allocating a context as much as it, and keying
    an HMAC half of it. So contexts are kept, with the key they last had: one for each thread that
    was here at the same time. Const calls may run at once; copies share the contexts.
*/
class digest_engine {
public:
    /// @param algorithm  As OpenSSL names it, `SHA1`.
    explicit digest_engine(const char* algorithm) : shop_(std::make_shared<shop>(algorithm)) {}

    /// Nothing if OpenSSL does not have the algorithm, or no memory.
    std::optional<raw_digest> hash(std::string_view text) const
    {
        const lease bench(*shop_);
        return bench ? bench->digest(text) : std::nullopt;
    }

    /// The hash of what `write` appends to the `secure_bytes` it is given, which are kept and wiped.
    template <class Write>
        requires std::invocable<Write&, secure_bytes&>
    std::optional<raw_digest> hash(Write write) const
    {
        const lease bench(*shop_);
        if (!bench)
            return std::nullopt;
        write(bench->text);
        auto result = bench->digest(as_view(bench->text));
        wipe(bench->text.data(), bench->text.size());
        bench->text.clear();
        return result;
    }

    std::optional<raw_digest> hmac(std::string_view key, std::string_view text) const
    {
        const lease bench(*shop_);
        return bench && bench->take(key) ? bench->authenticate(text) : std::nullopt;
    }

private:
    template <auto Free>
    struct free_with {
        template <class T>
        void operator()(T* object) const noexcept
        {
            Free(object);
        }
    };

    /// A context of each kind, and room for a text.
    struct workbench {
        workbench(const EVP_MD* algorithm, EVP_MAC* keyed)
            : hash(EVP_MD_CTX_new()), mac(EVP_MAC_CTX_new(keyed)),
              name(EVP_MD_get0_name(algorithm)),
              ready(hash && mac && EVP_DigestInit_ex2(hash.get(), algorithm, nullptr) == 1)
        {
        }

        std::optional<raw_digest> digest(std::string_view what)
        {
            std::optional<raw_digest> result(std::in_place);
            unsigned size = 0;
            if (EVP_DigestInit_ex2(hash.get(), nullptr, nullptr) != 1 ||
                EVP_DigestUpdate(hash.get(), what.data(), what.size()) != 1 ||
                EVP_DigestFinal_ex(hash.get(), as_bytes(result->chars.data()), &size) != 1)
                return std::nullopt;
            result->size = size;
            return result;
        }

        bool take(std::string_view wanted)
        {
            if (!wanted.empty() && as_view(key) == wanted)
                return EVP_MAC_init(mac.get(), nullptr, 0, nullptr) == 1;
            const OSSL_PARAM params[] = {
                OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(name), 0),
                OSSL_PARAM_END};
            key.clear();
            if (EVP_MAC_init(mac.get(), as_bytes(wanted.data()), wanted.size(), params) != 1)
                return false;
            key.assign(wanted.begin(), wanted.end());
            return true;
        }

        std::optional<raw_digest> authenticate(std::string_view what)
        {
            std::optional<raw_digest> result(std::in_place);
            if (EVP_MAC_update(mac.get(), as_bytes(what.data()), what.size()) != 1 ||
                EVP_MAC_final(mac.get(), as_bytes(result->chars.data()), &result->size,
                              result->chars.size()) != 1)
                return std::nullopt;
            return result;
        }

        std::unique_ptr<EVP_MD_CTX, free_with<EVP_MD_CTX_free>> hash;
        std::unique_ptr<EVP_MAC_CTX, free_with<EVP_MAC_CTX_free>> mac;
        const char* name;
        bool ready;
        secure_bytes key; ///< That of `mac`; empty if it has none.
        secure_bytes text;
    };

    /// Where the workbenches stand that nobody uses.
    struct shop {
        explicit shop(const char* name)
            : digest(EVP_MD_fetch(nullptr, name, nullptr)),
              hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr))
        {
        }

        std::unique_ptr<EVP_MD, free_with<EVP_MD_free>> digest;
        std::unique_ptr<EVP_MAC, free_with<EVP_MAC_free>> hmac;
        std::mutex mutex;
        std::vector<std::unique_ptr<workbench>> idle;
    };

    /// A workbench for a while; none if OpenSSL has no such algorithm, or no memory.
    class lease {
    public:
        explicit lease(shop& from) : shop_(from)
        {
            if (!shop_.digest || !shop_.hmac)
                return;
            {
                const std::lock_guard lock(shop_.mutex);
                if (!shop_.idle.empty()) {
                    bench_ = std::move(shop_.idle.back());
                    shop_.idle.pop_back();
                    return;
                }
            }
            bench_ = std::make_unique<workbench>(shop_.digest.get(), shop_.hmac.get());
            if (!bench_->ready)
                bench_.reset();
        }

        lease(const lease&) = delete;
        lease& operator=(const lease&) = delete;

        ~lease()
        {
            if (!bench_)
                return;
            const std::lock_guard lock(shop_.mutex);
            try {
                shop_.idle.push_back(std::move(bench_));
            } catch (...) {
                // Then the next one makes its own.
            }
        }

        explicit operator bool() const noexcept { return bench_ != nullptr; }
        workbench* operator->() const noexcept { return bench_.get(); }

    private:
        shop& shop_;
        std::unique_ptr<workbench> bench_;
    };

    static const unsigned char* as_bytes(const char* text) noexcept
    {
        return reinterpret_cast<const unsigned char*>(text);
    }

    static unsigned char* as_bytes(char* text) noexcept
    {
        return reinterpret_cast<unsigned char*>(text);
    }

    std::shared_ptr<shop> shop_;
};

} // namespace cosio::detail

#endif
