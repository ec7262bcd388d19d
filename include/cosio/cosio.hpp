// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_COSIO_HPP
#define COSIO_COSIO_HPP

#include <cosio/client.hpp>
#include <cosio/condition.hpp>
#include <cosio/credentials.hpp>
#include <cosio/credentials/concept.hpp>
#include <cosio/credentials/coscmd_credentials.hpp>
#include <cosio/credentials/credentials_chain.hpp>
#include <cosio/credentials/environment_credentials.hpp>
#include <cosio/credentials/profile_credentials.hpp>
#include <cosio/credentials/refreshing_credentials.hpp>
#include <cosio/credentials/source.hpp>
#include <cosio/credentials/static_credentials.hpp>
#include <cosio/diagnostics.hpp>
#include <cosio/dialect.hpp>
#include <cosio/endpoint.hpp>
#include <cosio/error.hpp>
#include <cosio/http_category.hpp>
#include <cosio/initiate.hpp>
#include <cosio/object_attributes.hpp>
#include <cosio/observer.hpp>
#include <cosio/observer/line_logger.hpp>
#include <cosio/observer/metrics.hpp>
#include <cosio/observer/observer_list.hpp>
#include <cosio/presign.hpp>
#include <cosio/service_errc.hpp>
#include <cosio/signing/anonymous_signing.hpp>
#include <cosio/signing/concept.hpp>
#include <cosio/signing/q_authorization.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/signing/sigv4_authorization.hpp>
#include <cosio/signing/sigv4_signing.hpp>
#include <cosio/transport/concept.hpp>
#include <cosio/transport/tcp_transport.hpp>
#include <cosio/transport/tls_transport.hpp>
#include <cosio/version.hpp>
#include <cosio/with_diagnostics.hpp>
#include <cosio/xml/concept.hpp>
#include <cosio/xml/property_tree_xml.hpp>
#include <cosio/xml/scanner_xml.hpp>

#endif
