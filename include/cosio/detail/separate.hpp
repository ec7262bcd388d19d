// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_SEPARATE_HPP
#define COSIO_DETAIL_SEPARATE_HPP

#include <cosio/detail/client_core.hpp>
#include <cosio/detail/stations.hpp>
#include <cosio/initiate.hpp>
#include <cosio/presign.hpp>
#include <cosio/signing/q_signing.hpp>
#include <cosio/transport/tcp_transport.hpp>
#include <cosio/transport/tls_transport.hpp>
#include <cosio/xml/property_tree_xml.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>

#include <chrono>

// What src.hpp compiles, for the executor that most clients have: the same list as there.
namespace cosio::detail {

template <class Operation>
using usual_street =
    street<Operation, street_frame<boost::asio::any_io_executor, std::chrono::steady_clock, false>>;

/// Spelled out, because asking for it would have its steps compiled.
template <class Operation>
using exchanged_handler = boost::asio::cancellation_slot_binder<
    step<&usual_street<Operation>::on_exchanged, usual_street<Operation>>,
    boost::asio::cancellation_slot>;

using usual_tcp = tcp_link<boost::asio::any_io_executor>;
using usual_tls = tls_link<boost::asio::any_io_executor>;

/// The stations of a usual client over `Transport`.
template <class Operation, template <class> class Transport>
using usual_stations =
    stations_of<Operation, client_core<basic_q_signing<>, Transport<boost::asio::any_io_executor>,
                                       property_tree_xml, null_observer>>;

extern template void usual_street<initiate_operation>::start(handler_type,
                                                             std::shared_ptr<client_base>,
                                                             elsewhere_type, const stations_type&,
                                                             std::shared_ptr<deadlines_type>,
                                                             request_type&&);
extern template void usual_street<initiate_operation>::on_signed(error_code, signed_request);
extern template void usual_street<initiate_operation>::after_signing(error_code);
extern template void usual_street<initiate_operation>::on_exchanged(error_code, exchange_result&&);
extern template void usual_street<presign_operation<initiate_operation>>::start(
    handler_type, std::shared_ptr<client_base>, elsewhere_type, const stations_type&,
    std::shared_ptr<deadlines_type>, request_type&&);
extern template void usual_street<presign_operation<initiate_operation>>::on_signed(error_code,
                                                                                    signed_request);
extern template void usual_street<presign_operation<initiate_operation>>::after_signing(error_code);

extern template void begin_exchange<usual_tcp>(exchanged_handler<initiate_operation>,
                                               std::shared_ptr<connection_pool<usual_tcp>>,
                                               const boost::asio::any_io_executor&,
                                               const exchange_request&, no_watch);
extern template void begin_exchange<usual_tls>(exchanged_handler<initiate_operation>,
                                               std::shared_ptr<connection_pool<usual_tls>>,
                                               const boost::asio::any_io_executor&,
                                               const exchange_request&, no_watch);

extern template auto usual_stations<initiate_operation, tcp_transport>::table()
    -> const stations<initiate_operation, frame>&;
extern template auto usual_stations<initiate_operation, tls_transport>::table()
    -> const stations<initiate_operation, frame>&;
extern template auto usual_stations<presign_operation<initiate_operation>, tcp_transport>::table()
    -> const stations<presign_operation<initiate_operation>, frame>&;
extern template auto usual_stations<presign_operation<initiate_operation>, tls_transport>::table()
    -> const stations<presign_operation<initiate_operation>, frame>&;

extern template socket_transport<usual_tcp>::socket_transport(executor_type, usual_tcp::settings,
                                                              const connection_limits&);
extern template socket_transport<usual_tls>::socket_transport(executor_type, usual_tls::settings,
                                                              const connection_limits&);

extern template class deadlines<boost::asio::any_io_executor>;

} // namespace cosio::detail

#endif
