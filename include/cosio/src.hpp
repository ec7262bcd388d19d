// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_SRC_HPP
#define COSIO_SRC_HPP

/** @file
    Separate compilation: for programs whose many translation units use clients with the usual
    executor, `any_io_executor`, and which would rather compile the library once.

    Define `COSIO_SEPARATE_COMPILATION` for all translation units of the program, and include this
    in exactly one. Nothing else changes; without the macro cosio is headers only. Policies of one's
    own and other executors are compiled where they are used, in either case.
*/

#ifndef COSIO_SEPARATE_COMPILATION
#error "Define COSIO_SEPARATE_COMPILATION for the whole program before cosio/src.hpp is included."
#endif

#include <cosio/detail/separate.hpp>

namespace cosio::detail {

template void usual_street<initiate_operation>::start(handler_type, std::shared_ptr<client_base>,
                                                      elsewhere_type, const stations_type&,
                                                      std::shared_ptr<deadlines_type>,
                                                      request_type&&);
template void usual_street<initiate_operation>::on_signed(error_code, signed_request);
template void usual_street<initiate_operation>::after_signing(error_code);
template void usual_street<initiate_operation>::on_exchanged(error_code, exchange_result&&);
template void usual_street<presign_operation<initiate_operation>>::start(
    handler_type, std::shared_ptr<client_base>, elsewhere_type, const stations_type&,
    std::shared_ptr<deadlines_type>, request_type&&);
template void usual_street<presign_operation<initiate_operation>>::on_signed(error_code,
                                                                             signed_request);
template void usual_street<presign_operation<initiate_operation>>::after_signing(error_code);

template void begin_exchange<usual_tcp>(exchanged_handler<initiate_operation>,
                                        std::shared_ptr<connection_pool<usual_tcp>>,
                                        const boost::asio::any_io_executor&,
                                        const exchange_request&, no_watch);
template void begin_exchange<usual_tls>(exchanged_handler<initiate_operation>,
                                        std::shared_ptr<connection_pool<usual_tls>>,
                                        const boost::asio::any_io_executor&,
                                        const exchange_request&, no_watch);

template auto usual_stations<initiate_operation, tcp_transport>::table()
    -> const stations<initiate_operation, frame>&;
template auto usual_stations<initiate_operation, tls_transport>::table()
    -> const stations<initiate_operation, frame>&;
template auto usual_stations<presign_operation<initiate_operation>, tcp_transport>::table()
    -> const stations<presign_operation<initiate_operation>, frame>&;
template auto usual_stations<presign_operation<initiate_operation>, tls_transport>::table()
    -> const stations<presign_operation<initiate_operation>, frame>&;

template socket_transport<usual_tcp>::socket_transport(executor_type, usual_tcp::settings,
                                                       const connection_limits&);
template socket_transport<usual_tls>::socket_transport(executor_type, usual_tls::settings,
                                                       const connection_limits&);

template class deadlines<boost::asio::any_io_executor>;

} // namespace cosio::detail

#endif
