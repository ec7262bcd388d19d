// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "certificates.hpp"

#include <cosio/testing/local_cos/detail/certificate.hpp>

#include <openssl/rsa.h>

#include <map>
#include <utility>

namespace faults {

namespace {

using namespace cosio::testing::local_detail;

constexpr long day = 24L * 60 * 60;

struct holder {
    openssl_ptr<EVP_PKEY> key;
    openssl_ptr<X509> certificate;
};

/// What a certificate says, and whose word that is; without an issuer it is its own.
struct claim {
    std::string subject = "a server";
    std::string names = "DNS:localhost,IP:127.0.0.1";
    std::string usage = "serverAuth";
    bool authority = false;
    long from = -day;
    long until = 30 * day;
    const holder* issuer = nullptr;
};

holder make(const claim& what, openssl_ptr<EVP_PKEY> key = make_key())
{
    holder made{std::move(key), nullptr};
    made.certificate = make_certificate(made.key.get(), what.subject);
    X509* const out = made.certificate.get();
    const holder& by = what.issuer ? *what.issuer : made;
    require(X509_gmtime_adj(X509_getm_notBefore(out), what.from) &&
            X509_gmtime_adj(X509_getm_notAfter(out), what.until) &&
            X509_set_issuer_name(out, X509_get_subject_name(by.certificate.get())) == 1);
    const auto add = [&](int id, const std::string& value) {
        add_extension(out, by.certificate.get(), id, value);
    };
    add(NID_basic_constraints, what.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    add(NID_key_usage, what.authority ? "critical,keyCertSign" : "critical,digitalSignature");
    add(NID_subject_key_identifier, "hash");
    if (!what.authority) {
        add(NID_ext_key_usage, what.usage);
        if (!what.names.empty())
            add(NID_subject_alt_name, what.names);
    }
    require(X509_sign(out, by.key.get(), EVP_sha256()) != 0);
    return made;
}

holder make_authority(const std::string& subject, const holder* issuer = nullptr)
{
    claim what;
    what.subject = subject;
    what.authority = true;
    what.issuer = issuer;
    return make(what);
}

const holder& trusted()
{
    static const holder root = make_authority("a trusted authority");
    return root;
}

const holder& intermediate()
{
    static const holder made = make_authority("an intermediate authority", &trusted());
    return made;
}

holder make_server(identity who)
{
    static const holder stranger = make_authority("a stranger");
    static const holder neighbour = make({.subject = "a neighbour", .issuer = &trusted()});
    claim what;
    what.issuer = &trusted();
    switch (who) {
    case identity::with_intermediate:
    case identity::without_intermediate: what.issuer = &intermediate(); break;
    case identity::expired:
        what.from = -2 * day;
        what.until = -day;
        break;
    case identity::not_yet_valid: what.from = day; break;
    case identity::other_name: what.names = "DNS:other.example,IP:127.0.0.1"; break;
    case identity::other_address: what.names = "DNS:localhost,IP:127.0.0.2"; break;
    case identity::name_in_subject_only:
        what.subject = "127.0.0.1";
        what.names.clear();
        break;
    case identity::self_signed: what.issuer = nullptr; break;
    case identity::of_unknown_authority: what.issuer = &stranger; break;
    case identity::of_no_authority: what.issuer = &neighbour; break;
    case identity::for_clients: what.usage = "clientAuth"; break;
    case identity::weak_key: return make(what, openssl_ptr<EVP_PKEY>(EVP_RSA_gen(1024)));
    default: break;
    }
    return make(what);
}

std::shared_ptr<SSL_CTX> make_context(identity who)
{
    const holder server = make_server(who);
    const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_set_security_level(context.get(), 0); // a server may be as bad as it likes
    if (who == identity::tls_1_1)
        SSL_CTX_set_max_proto_version(context.get(), TLS1_1_VERSION);
    if (who == identity::tls_1_2)
        SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION);
    require(SSL_CTX_use_certificate(context.get(), server.certificate.get()) == 1 &&
            SSL_CTX_use_PrivateKey(context.get(), server.key.get()) == 1);
    if (who == identity::with_intermediate)
        require(SSL_CTX_add1_chain_cert(context.get(), intermediate().certificate.get()) == 1);
    else
        SSL_CTX_set_mode(context.get(), SSL_MODE_NO_AUTO_CHAIN);
    return context;
}

} // namespace

std::shared_ptr<SSL_CTX> server_context(identity who)
{
    static std::map<identity, std::shared_ptr<SSL_CTX>> made;
    auto& found = made[who];
    if (!found)
        found = make_context(who);
    return found;
}

const std::string& trusted_pem()
{
    static const std::string pem = to_pem(trusted().certificate.get());
    return pem;
}

} // namespace faults
