// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_MEMORY_BUFFER_HPP
#define COSIO_DETAIL_MEMORY_BUFFER_HPP

#include <streambuf>
#include <string_view>

namespace cosio::detail {

/// Lets a parser that wants a stream read text where it stands; a string stream would copy it.
class memory_buffer : public std::streambuf {
public:
    explicit memory_buffer(std::string_view text)
    {
        char* const begin = const_cast<char*>(text.data()); // only ever read
        setg(begin, begin, begin + text.size());
    }
};

} // namespace cosio::detail

#endif
