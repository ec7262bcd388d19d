// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_CREDENTIALS_COSCLI_CREDENTIALS_HPP
#define COSIO_CREDENTIALS_COSCLI_CREDENTIALS_HPP

#include <cosio/detail/ascii.hpp>
#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/environment.hpp>
#include <cosio/detail/memory_buffer.hpp>
#include <cosio/detail/read_small_file.hpp>
#include <cosio/detail/wipe.hpp>

#include <istream>
#include <string>
#include <yaml-cpp/yaml.h>

namespace cosio {

/** The credentials of coscli: `secretid`, `secretkey` and `sessiontoken` below `cos.base` in
    `~/.cos.yaml`. Not part of `cosio.hpp`, because it wants yaml-cpp's header and library.

    Only files with `disableencryption: true`: otherwise coscli stores the three under a key that is
    built into it, which hides them from a glance and protects nothing. Set that, and write the three
    in plain; or keep them where `coscmd_credentials` or `profile_credentials` look.

    The text of the file and the values that were read are wiped. What yaml-cpp copies while it
    parses cannot be reached, and is released unwiped.

    @par Errors
    `errc::no_credentials` if there is no such file; `errc::unusable_credentials` if it cannot be
    read, is larger than 64 KB, is no YAML, is obfuscated, asks for a CVM role, or lacks a key: the
    detail names file, line and rule.

    @par Thread-safety
    HOME and the file are read once, by the constructor, which no other thread may change the
    environment beside. After that safe, also on one object. Copies share the credentials.

    @par Source
    coscli, util/types.go and util/secret.go.

    @par Example
    @code
    #include <cosio/credentials/coscli_credentials.hpp>
    const cosio::coscli_credentials provider;
    const cosio::coscli_credentials elsewhere("/etc/backup/cos.yaml");
    @endcode
*/
class coscli_credentials {
public:
    /// Reads `~/.cos.yaml`.
    coscli_credentials() : coscli_credentials(detail::path_in_home(".cos.yaml")) {}

    /// Reads the file at `path`; the call blocks meanwhile.
    explicit coscli_credentials(const std::string& path) : answer_(look(path)) {}

    /// What the constructor found.
    error_code get(provided_credentials& out) const { return answer_.get(out); }

private:
    static detail::credentials_answer look(const std::string& path)
    {
        detail::secure_bytes text;
        if (const error_code failed = detail::read_small_file(path, text))
            return detail::unread_file(path, failed);
        detail::memory_buffer buffer(detail::as_view(text));
        std::istream stream(&buffer);
        try {
            const YAML::Node root = YAML::Load(stream);
            const YAML::Node cos = child(root, "cos");
            return judge(path, child(cos, "base"));
        } catch (const YAML::Exception& broken) { // its words may quote the file
            return detail::credentials_answer::unusable(
                path +
                (broken.mark.is_null() ? std::string()
                                       : ", line " + std::to_string(broken.mark.line + 1)) +
                ": must be YAML");
        }
    }

    static detail::credentials_answer judge(const std::string& path, const YAML::Node& base)
    {
        const auto refuse = [&path](const char* why) {
            return detail::credentials_answer::unusable(path + ": " + why);
        };
        if (!base.IsMap())
            return refuse("has no cos.base");
        const wiped plain(base, "disableencryption"), mode(base, "mode"), id(base, "secretid"),
            key(base, "secretkey"), token(base, "sessiontoken");
        if (detail::iequals(mode.text, "CvmRole"))
            return refuse("its mode is CvmRole, so it holds no keys; use cvm_role_credentials");
        if (!detail::iequals(plain.text, "true"))
            return refuse("its keys are obfuscated, because cos.base.disableencryption is not "
                          "true; set that to true and write the keys in plain");
        if (id.text.empty())
            return refuse("has no cos.base.secretid");
        if (key.text.empty())
            return refuse("has no cos.base.secretkey");
        return detail::credentials_answer::of(credentials(id.text, key.text, token.text));
    }

    /// Undefined unless `parent` is a map that has `name`.
    static YAML::Node child(const YAML::Node& parent, const char* name)
    {
        if (parent.IsMap())
            if (const YAML::Node found = parent[name]; found.IsDefined())
                return found;
        return YAML::Node(YAML::NodeType::Undefined);
    }

    /// A scalar, empty if it is not there; cleansed in the tree when it has been used.
    struct wiped {
        wiped(const YAML::Node& base, const char* name)
            : node(child(base, name)), text(node.IsDefined() ? node.Scalar() : none)
        {
        }

        ~wiped()
        {
            auto& bytes = const_cast<std::string&>(text); // the tree's own, which is not const
            detail::wipe(bytes.data(), bytes.size());
        }

        std::string none;
        YAML::Node node;
        const std::string& text;
    };

    detail::credentials_answer answer_;
};

} // namespace cosio

#endif
