// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_DETAIL_INI_CREDENTIALS_HPP
#define COSIO_DETAIL_INI_CREDENTIALS_HPP

#include <cosio/detail/cleansing_allocator.hpp>
#include <cosio/detail/ini.hpp>
#include <cosio/detail/read_small_file.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace cosio::detail {

/// `secret_id`, `secret_key` and perhaps `token` of one section of an INI file.
class ini_credentials {
public:
    static credentials_answer read(const std::string& path, std::string_view section)
    {
        secure_bytes text;
        if (const error_code failed = read_small_file(path, text))
            return unread_file(path, failed);
        ini_credentials found;
        const auto broken = read_ini(as_view(text), [&](const ini_entry& entry) {
            if (entry.section == section)
                found.add(entry);
        });
        if (broken != 0)
            return at_line(path, broken, "must be [section], key = value, or a comment");
        return found.judge(path, section);
    }

private:
    struct field {
        std::string_view name;
        std::string_view value;
    };

    void add(const ini_entry& entry)
    {
        there_ = true;
        for (field& one : fields_)
            if (iequals(one.name, entry.key)) {
                if (one.value.data() != nullptr && repeated_ == 0)
                    repeated_ = entry.line;
                one.value = entry.value;
            }
    }

    credentials_answer judge(const std::string& path, std::string_view section) const
    {
        const std::string where = path + ": [" + std::string(section) + ']';
        if (repeated_ != 0)
            return at_line(path, repeated_, "the key stands twice in its section");
        if (!there_)
            return credentials_answer::unusable(where + " is not there or empty");
        for (const field& one : {fields_[0], fields_[1]})
            if (one.value.empty())
                return credentials_answer::unusable(where + " has no " + std::string(one.name));
        return credentials_answer::of(
            credentials(std::string(fields_[0].value), fields_[1].value, fields_[2].value));
    }

    static credentials_answer at_line(const std::string& path, std::size_t line, const char* rule)
    {
        return credentials_answer::unusable(path + ", line " + std::to_string(line) + ": " + rule);
    }

    field fields_[3] = {{"secret_id", {}}, {"secret_key", {}}, {"token", {}}};
    bool there_ = false;
    std::size_t repeated_ = 0;
};

} // namespace cosio::detail

#endif
