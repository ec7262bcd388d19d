// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_CERTIFICATE_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_CERTIFICATE_HPP

#include <cosio/testing/local_cos/detail/digest.hpp>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace cosio::testing::local_detail {

/// A server certificate and what is needed to use and to trust it, in PEM.
struct certificate {
    std::string ca_pem;
    std::string certificate_pem;
    std::string key_pem;
};

struct openssl_deleter {
    void operator()(EVP_PKEY* p) const noexcept { EVP_PKEY_free(p); }
    void operator()(X509* p) const noexcept { X509_free(p); }
    void operator()(X509_EXTENSION* p) const noexcept { X509_EXTENSION_free(p); }
    void operator()(BIO* p) const noexcept { BIO_free(p); }
};
template <class T>
using openssl_ptr = std::unique_ptr<T, openssl_deleter>;

inline void require(bool done)
{
    if (!done)
        throw std::runtime_error("local COS: OpenSSL could not make a certificate");
}

inline openssl_ptr<EVP_PKEY> make_key()
{
    openssl_ptr<EVP_PKEY> key(EVP_EC_gen("P-256"));
    require(key != nullptr);
    return key;
}

/// A certificate without extensions and signature, valid from yesterday for 30 days.
inline openssl_ptr<X509> make_certificate(EVP_PKEY* key, const std::string& name)
{
    openssl_ptr<X509> out(X509_new());
    require(out != nullptr);
    std::string serial = random_bytes(16);
    // Positive, and without a leading zero, which DER forbids.
    serial[0] = static_cast<char>((serial[0] & 0x3f) | 0x40);
    auto* number = X509_get_serialNumber(out.get());
    require(ASN1_STRING_set(number, serial.data(), static_cast<int>(serial.size())) == 1);
    constexpr long day = 24L * 60 * 60;
    auto* subject = X509_get_subject_name(out.get());
    require(X509_set_version(out.get(), X509_VERSION_3) == 1 &&
            X509_gmtime_adj(X509_getm_notBefore(out.get()), -day) &&
            X509_gmtime_adj(X509_getm_notAfter(out.get()), 30 * day) &&
            X509_set_pubkey(out.get(), key) == 1 &&
            X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                       reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                                       0) == 1);
    return out;
}

inline void add_extension(X509* to, X509* issuer, int id, const std::string& value)
{
    X509V3_CTX context{};
    X509V3_set_ctx(&context, issuer, to, nullptr, nullptr, 0);
    const openssl_ptr<X509_EXTENSION> extension(
        X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
    require(extension && X509_add_ext(to, extension.get(), -1) == 1);
}

template <class Write>
std::string to_pem(Write write)
{
    const openssl_ptr<BIO> memory(BIO_new(BIO_s_mem()));
    require(memory && write(memory.get()) == 1);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &data);
    return std::string(data, static_cast<std::size_t>(size));
}

inline std::string to_pem(X509* certificate)
{
    return to_pem([&](BIO* out) { return PEM_write_bio_X509(out, certificate); });
}

inline std::string to_pem(EVP_PKEY* key)
{
    return to_pem([&](BIO* out) {
        return PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
    });
}

/** Makes an authority and a server certificate for localhost, 127.0.0.1, ::1 and more DNS names.

    The authority's private key is not kept, so it can sign nothing else.
    @throw std::runtime_error If OpenSSL fails.
*/
inline certificate make_self_signed(const std::vector<std::string>& more_names)
{
    const auto ca_key = make_key();
    const auto ca = make_certificate(ca_key.get(), "cosio local COS test authority");
    require(X509_set_issuer_name(ca.get(), X509_get_subject_name(ca.get())) == 1);
    add_extension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
    require(X509_sign(ca.get(), ca_key.get(), EVP_sha256()) != 0);

    std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
    for (const auto& name : more_names)
        names += ",DNS:" + name;
    const auto key = make_key();
    const auto server = make_certificate(key.get(), "localhost");
    require(X509_set_issuer_name(server.get(), X509_get_subject_name(ca.get())) == 1);
    add_extension(server.get(), ca.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(server.get(), ca.get(), NID_key_usage, "critical,digitalSignature");
    add_extension(server.get(), ca.get(), NID_ext_key_usage, "serverAuth");
    add_extension(server.get(), ca.get(), NID_subject_alt_name, names);
    add_extension(server.get(), ca.get(), NID_authority_key_identifier, "keyid");
    require(X509_sign(server.get(), ca_key.get(), EVP_sha256()) != 0);
    return {to_pem(ca.get()), to_pem(server.get()), to_pem(key.get())};
}

} // namespace cosio::testing::local_detail

#endif
