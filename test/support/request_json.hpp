// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TEST_SUPPORT_REQUEST_JSON_HPP
#define COSIO_TEST_SUPPORT_REQUEST_JSON_HPP

#include <cosio/http_message.hpp>

#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>

#include <istream>
#include <string>

namespace cosio_test {

using json = boost::property_tree::ptree;

/// Throws `boost::property_tree::ptree_error` unless it is JSON.
inline json parse_json(std::istream& in)
{
    json document;
    boost::property_tree::read_json(in, document);
    return document;
}

/// A member of an object, by its own name: PropertyTree's `get` would take dots for a path. Throws
/// `boost::property_tree::ptree_error` if it is not there.
inline const json& member(const json& object, const std::string& name)
{
    const auto found = object.find(name);
    if (found == object.not_found())
        throw boost::property_tree::ptree_error("no \"" + name + "\"");
    return found->second;
}

inline const std::string& text(const json& object, const std::string& name)
{
    return member(object, name).data();
}

/// The request behind `method`, `path` (decoded), `params` and `headers`.
inline cosio::http_request request_from_json(const json& object)
{
    cosio::http_request request(text(object, "method"), text(object, "path"));
    for (const auto& [name, value] : member(object, "params"))
        request.params().set(name, value.data());
    for (const auto& [name, value] : member(object, "headers"))
        request.headers().set(name, value.data());
    return request;
}

} // namespace cosio_test

#endif
