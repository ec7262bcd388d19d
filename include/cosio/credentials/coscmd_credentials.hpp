// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_COSCMD_CREDENTIALS_HPP
#define COSIO_CREDENTIALS_COSCMD_CREDENTIALS_HPP

#include <cosio/detail/environment.hpp>
#include <cosio/detail/ini_credentials.hpp>

#include <string>

namespace cosio {

/** The credentials of coscmd: `secret_id`, `secret_key` and `token` of the section `[common]` in
    `~/.cos.conf`.

    @par Errors
    `errc::no_credentials` if there is no such file; `errc::unusable_credentials` if it cannot be
    read, is larger than 64 KB, is no INI, or lacks a key: the detail names file, line and rule.

    @par Thread-safety
    HOME and the file are read once, by the constructor, which no other thread may change the
    environment beside. After that safe, also on one object. Copies share the credentials.

    @par Source
    coscmd, cos_cmd.py.

    @par Example
    @code
    #include <cosio/credentials/coscmd_credentials.hpp>
    const cosio::coscmd_credentials provider;
    const cosio::coscmd_credentials elsewhere("/etc/backup/cos.conf");
    @endcode
*/
class coscmd_credentials {
public:
    /// Reads `~/.cos.conf`.
    coscmd_credentials() : coscmd_credentials(detail::path_in_home(".cos.conf")) {}

    /// Reads the file at `path`; the call blocks meanwhile.
    explicit coscmd_credentials(const std::string& path)
        : answer_(detail::ini_credentials::read(path, "common"))
    {
    }

    /// What the constructor found.
    error_code get(provided_credentials& out) const { return answer_.get(out); }

private:
    detail::credentials_answer answer_;
};

} // namespace cosio

#endif
