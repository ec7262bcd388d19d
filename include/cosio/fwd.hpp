// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_FWD_HPP
#define COSIO_FWD_HPP

// Names for headers that only mention cosio. The default policies stand with the definition of
// basic_client in client.hpp, so a client's type is spelled there.
namespace cosio {

enum class acl;
enum class condition;
enum class errc;
enum class keep_alive;
enum class log_lines;
enum class scheme;
enum class service_errc;
enum class stage;

class config;
class connection_limits;
class credentials;
class diagnostics;
class endpoint;
class error_with_diagnostics;
class http_request;
class http_response;
class exchange_watch;
class initiate_request;
class line_logger;
class metrics;
class null_observer;
class object_attributes;
class retry_policy;
class secret;
class sse_c;
class sse_cos;
class sse_kms;
class storage_class;
class xml_sink;
struct initiate_result;

class anonymous_signing;
class property_tree_xml;
class scanner_xml;
class pugixml_xml;

class coscli_credentials;
class coscmd_credentials;
class environment_credentials;
class profile_credentials;
class static_credentials;
struct cos_dialect;
struct s3_dialect;
struct presigned_request;
struct provided_credentials;
struct refresh_policy;
struct signed_request;
struct temporary_credentials;

template <class... Providers>
class credentials_chain;

template <class Executor>
class dangerous_unverified_tls_transport;

template <class Transport>
class cvm_role_source;

template <class Source, class Clock>
class refreshing_credentials;

template <class Executor>
class tcp_transport;

template <class Transport>
class tke_oidc_source;

template <class Executor>
class tls_transport;

} // namespace cosio

#endif
