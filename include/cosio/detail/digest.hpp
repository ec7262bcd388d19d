// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_DIGEST_HPP
#define COSIO_DETAIL_DIGEST_HPP

#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/drawer.hpp>
#include <cosio/detail/wipe.hpp>

#include <openssl/evp.h>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace cosio::detail {

/// A few characters that are wiped, because they may be a key.
template <std::size_t Capacity>
struct wiped_chars {
    wiped_chars() noexcept {} // which leaves the characters as they are

    std::array<char, Capacity> chars;
    std::size_t size = 0;

    ~wiped_chars() { wipe(chars.data(), size); }

    std::string_view view() const noexcept { return {chars.data(), size}; }
};

/// A digest as OpenSSL gives it.
using raw_digest = wiped_chars<EVP_MAX_MD_SIZE>;

/// A digest in lower-case hexadecimal digits, as services write it.
using hex_digest = wiped_chars<2 * EVP_MAX_MD_SIZE>;

inline hex_digest hex(const raw_digest& digest) noexcept
{
    static constexpr auto pairs = [] {
        std::array<std::array<char, 2>, 256> all{};
        for (std::size_t byte = 0; byte < all.size(); ++byte)
            all[byte] = {"0123456789abcdef"[byte / 16], "0123456789abcdef"[byte % 16]};
        return all;
    }();
    hex_digest result;
    result.size = 2 * digest.size;
    char* at = result.chars.data();
    for (const char byte : digest.view()) {
        std::memcpy(at, pairs[static_cast<unsigned char>(byte)].data(), 2);
        at += 2;
    }
    return result;
}

/** One hash of OpenSSL and its HMAC (RFC 2104), for one thread.

    Fetching an algorithm costs five times the digest, allocating a context as much as it, and keying
    an HMAC half of it. So contexts are kept, and copied where they would begin again: one that has
    seen nothing, and two that have seen the paddings of the last key. EVP_MAC copies too, but goes
    through three layers to do so, which takes a third longer.
*/
class digest_bench {
public:
    explicit digest_bench(const EVP_MD* algorithm)
        : block_(static_cast<std::size_t>(EVP_MD_get_block_size(algorithm))),
          ready_(begun_ && inner_ && outer_ && work_ && block_ <= block_type().chars.size() &&
                 EVP_DigestInit_ex2(begun_.get(), algorithm, nullptr) == 1)
    {
    }

    /// False if there was no memory.
    bool ready() const noexcept { return ready_; }

    std::optional<raw_digest> hash(std::string_view what) { return hash_from(begun_, what); }

    /// The hash of what `write` appends to the `secure_bytes` it is given, which are kept and wiped.
    template <class Write>
        requires std::invocable<Write&, secure_bytes&>
    std::optional<raw_digest> hash(Write write)
    {
        write(text_);
        auto result = hash(as_view(text_));
        wipe(text_.data(), text_.size());
        text_.clear();
        return result;
    }

    std::optional<raw_digest> hmac(std::string_view key, std::string_view what)
    {
        if (!take(key))
            return std::nullopt;
        const auto inside = hash_from(inner_, what);
        return inside ? hash_from(outer_, inside->view()) : std::nullopt;
    }

private:
    struct free_context {
        void operator()(EVP_MD_CTX* object) const noexcept { EVP_MD_CTX_free(object); }
    };
    using context = std::unique_ptr<EVP_MD_CTX, free_context>;
    using block_type = wiped_chars<144>; // SHA-3's are the largest

    std::optional<raw_digest> hash_from(const context& begun, std::string_view what)
    {
        std::optional<raw_digest> result(std::in_place);
        unsigned size = 0;
        if (EVP_MD_CTX_copy_ex(work_.get(), begun.get()) != 1 ||
            EVP_DigestUpdate(work_.get(), what.data(), what.size()) != 1 ||
            EVP_DigestFinal_ex(work_.get(), reinterpret_cast<unsigned char*>(result->chars.data()),
                               &size) != 1)
            return std::nullopt;
        result->size = size;
        return result;
    }

    bool take(std::string_view wanted)
    {
        if (keyed_ && as_view(key_) == wanted)
            return true;
        keyed_ = false;
        std::optional<raw_digest> shorter;
        if (wanted.size() > block_ && !(shorter = hash(wanted)))
            return false;
        const auto used = shorter ? shorter->view() : wanted;
        keyed_ = pad(inner_, used, 0x36) && pad(outer_, used, 0x5c);
        key_.assign(wanted.begin(), wanted.end());
        return keyed_;
    }

    bool pad(const context& to, std::string_view key, unsigned char with)
    {
        block_type padded;
        padded.size = block_;
        for (std::size_t i = 0; i < block_; ++i) {
            const auto byte = i < key.size() ? static_cast<unsigned char>(key[i]) : 0;
            padded.chars[i] = static_cast<char>(byte ^ with);
        }
        return EVP_MD_CTX_copy_ex(to.get(), begun_.get()) == 1 &&
               EVP_DigestUpdate(to.get(), padded.chars.data(), padded.size) == 1;
    }

    const context begun_{EVP_MD_CTX_new()}, inner_{EVP_MD_CTX_new()}, outer_{EVP_MD_CTX_new()},
        work_{EVP_MD_CTX_new()};
    std::size_t block_;
    bool ready_;
    bool keyed_ = false; ///< For `key_`.
    secure_bytes key_;
    secure_bytes text_;
};

/** A hash of OpenSSL and its HMAC, for any thread: keeps a bench for each that was here at the same
    time. Const calls may run at once; copies share the benches.
*/
class digest_engine {
    /// Where the benches stand that nobody uses.
    struct shop {
        explicit shop(const char* name) : digest(EVP_MD_fetch(nullptr, name, nullptr)) {}
        ~shop() { EVP_MD_free(digest); }
        shop(const shop&) = delete;
        shop& operator=(const shop&) = delete;

        EVP_MD* const digest;
        drawer<digest_bench> idle;
    };

public:
    /// A bench for a while; none if OpenSSL has no such algorithm, or no memory.
    class lease {
    public:
        lease(const lease&) = delete;
        lease& operator=(const lease&) = delete;

        ~lease()
        {
            if (bench_)
                shop_.idle.put(std::move(bench_));
        }

        explicit operator bool() const noexcept { return bench_ != nullptr; }
        digest_bench* operator->() const noexcept { return bench_.get(); }

    private:
        friend digest_engine;

        explicit lease(shop& from) : shop_(from)
        {
            if (!shop_.digest || (bench_ = shop_.idle.take()))
                return;
            bench_ = std::make_unique<digest_bench>(shop_.digest);
            if (!bench_->ready())
                bench_.reset();
        }

        shop& shop_;
        std::unique_ptr<digest_bench> bench_;
    };

    /// @param algorithm  As OpenSSL names it, `SHA1`.
    explicit digest_engine(const char* algorithm) : shop_(std::make_shared<shop>(algorithm)) {}

    /// For several digests in a row.
    lease borrow() const { return lease(*shop_); }

    /// Nothing if OpenSSL does not have the algorithm, or no memory.
    std::optional<raw_digest> hash(std::string_view text) const
    {
        const auto bench = borrow();
        return bench ? bench->hash(text) : std::nullopt;
    }

    /// The same.
    std::optional<raw_digest> hmac(std::string_view key, std::string_view text) const
    {
        const auto bench = borrow();
        return bench ? bench->hmac(key, text) : std::nullopt;
    }

private:
    std::shared_ptr<shop> shop_;
};

} // namespace cosio::detail

#endif
