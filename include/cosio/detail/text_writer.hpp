// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_TEXT_WRITER_HPP
#define COSIO_DETAIL_TEXT_WRITER_HPP

#include <boost/container/container_fwd.hpp>

#include <cstddef>
#include <cstring>
#include <string_view>

namespace cosio::detail {

/// Appends many pieces to a buffer, one of Boost's containers, whose room is made once for them all.
template <class Container>
class text_writer {
public:
    /// @param most  No more characters than these will be written.
    text_writer(Container& out, std::size_t most) : out_(out)
    {
        const auto begin = out.size();
        out.resize(begin + most, boost::container::default_init);
        at_ = out.data() + begin;
    }

    text_writer(const text_writer&) = delete;
    text_writer& operator=(const text_writer&) = delete;

    ~text_writer() { out_.resize(written()); }

    /// How long the buffer is by now.
    std::size_t written() const noexcept { return static_cast<std::size_t>(at_ - out_.data()); }

    void push_back(char c) noexcept { *at_++ = c; }

    void write(std::string_view text) noexcept
    {
        if (!text.empty())
            std::memcpy(at_, text.data(), text.size());
        at_ += text.size();
    }

    /// `write` is given the place, and returns the end of what it wrote there.
    template <class Write>
    void write_by(Write write)
    {
        at_ = write(at_);
    }

private:
    Container& out_;
    char* at_;
};

template <class Container>
void append(text_writer<Container>& out, std::string_view text) noexcept
{
    out.write(text);
}

} // namespace cosio::detail

#endif
