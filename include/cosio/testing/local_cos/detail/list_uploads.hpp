// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#ifndef COSIO_TESTING_LOCAL_COS_DETAIL_LIST_UPLOADS_HPP
#define COSIO_TESTING_LOCAL_COS_DETAIL_LIST_UPLOADS_HPP

#include <cosio/testing/local_cos/detail/date.hpp>
#include <cosio/testing/local_cos/detail/object_rules.hpp>
#include <cosio/testing/local_cos/detail/target.hpp>
#include <cosio/testing/local_cos/upload.hpp>

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

// The operation List Multipart Uploads (document 436/7736).
namespace cosio::testing::local_detail {

/// The parameters of a list.
struct list_query {
    std::string prefix;
    std::string delimiter;
    std::string key_marker;
    std::string upload_id_marker; ///< counts only with a key_marker
    std::int64_t max_uploads = 1000;
    bool encoded = false;
};

inline std::variant<list_query, local_answer> parse_list_query(const target& to)
{
    list_query out;
    for (const auto& p : to.parameters) {
        if (p.name == "prefix") {
            out.prefix = p.value;
        } else if (p.name == "delimiter") {
            out.delimiter = p.value;
        } else if (p.name == "key-marker") {
            out.key_marker = p.value;
        } else if (p.name == "upload-id-marker") {
            out.upload_id_marker = p.value;
        } else if (p.name == "encoding-type") {
            if (p.value != "url")
                return invalid_argument("encoding-type is not url.");
            out.encoded = true;
        } else if (p.name == "max-uploads") {
            const auto number = to_number(p.value);
            if (!number || *number > 1000)
                return invalid_argument("max-uploads is not 0 to 1000.");
            out.max_uploads = *number;
        }
    }
    if (out.key_marker.empty())
        out.upload_id_marker.clear();
    return out;
}

/// One page of a list.
struct list_page {
    std::vector<local_upload> uploads;
    std::set<std::string> common_prefixes;
    bool truncated = false;
    std::string next_key_marker;
    std::string next_upload_id_marker;
};

/// @param uploads Those of the bucket, sorted by key and UploadId.
inline list_page select_uploads(const std::vector<local_upload>& uploads, const list_query& query)
{
    list_page out;
    if (query.max_uploads == 0)
        return out;
    for (const auto& u : uploads) {
        const bool after =
            query.upload_id_marker.empty()
                ? u.key > query.key_marker || query.key_marker.empty()
                : std::tie(u.key, u.upload_id) > std::tie(query.key_marker, query.upload_id_marker);
        if (!after || !u.key.starts_with(query.prefix))
            continue;
        std::string group;
        if (!query.delimiter.empty())
            if (const auto at = u.key.find(query.delimiter, query.prefix.size());
                at != std::string::npos)
                group = u.key.substr(0, at + query.delimiter.size());
        // A marker that is itself a group, or lies in it, stands behind the whole group.
        if (!group.empty() &&
            (query.key_marker.starts_with(group) || out.common_prefixes.contains(group)))
            continue;
        if (out.uploads.size() + out.common_prefixes.size() ==
            static_cast<std::size_t>(query.max_uploads)) {
            out.truncated = true;
            break;
        }
        out.next_key_marker = group.empty() ? u.key : group;
        out.next_upload_id_marker = group.empty() ? u.upload_id : std::string{};
        if (group.empty())
            out.uploads.push_back(u);
        else
            out.common_prefixes.insert(group);
    }
    return out;
}

inline std::string list_xml(std::string_view bucket, const list_query& query, const list_page& page)
{
    std::string out = "<ListMultipartUploadsResult>";
    const auto text = [&](std::string_view indent, std::string_view name, std::string_view value) {
        out.append(indent).append("<").append(name).append(">");
        out.append(xml_escape(value)).append("</").append(name).append(">");
    };
    const auto encoded = [&](std::string_view value) {
        return query.encoded ? percent_encode(value) : std::string(value);
    };
    text("\n\t", "Bucket", bucket);
    if (query.encoded)
        text("\n\t", "Encoding-Type", "url");
    text("\n\t", "KeyMarker", encoded(query.key_marker));
    text("\n\t", "UploadIdMarker", query.upload_id_marker);
    if (page.truncated) {
        text("\n\t", "NextKeyMarker", encoded(page.next_key_marker));
        text("\n\t", "NextUploadIdMarker", page.next_upload_id_marker);
    }
    text("\n\t", "MaxUploads", std::to_string(query.max_uploads));
    text("\n\t", "IsTruncated", page.truncated ? "true" : "false");
    text("\n\t", "Prefix", encoded(query.prefix));
    text("\n\t", "Delimiter", encoded(query.delimiter));
    for (const auto& u : page.uploads) {
        out += "\n\t<Upload>";
        text("\n\t\t", "Key", encoded(u.key));
        text("\n\t\t", "UploadId", u.upload_id);
        text("\n\t\t", "StorageClass", u.storage_class);
        for (std::string_view who : {"Initiator", "Owner"}) {
            out.append("\n\t\t<").append(who).append(">");
            text("\n\t\t\t", "ID", u.access_key_id);
            text("\n\t\t\t", "DisplayName", u.access_key_id);
            out.append("\n\t\t</").append(who).append(">");
        }
        const auto seconds = std::chrono::floor<std::chrono::seconds>(u.initiated);
        text("\n\t\t", "Initiated", iso_date(seconds, true));
        out += "\n\t</Upload>";
    }
    for (const auto& prefix : page.common_prefixes) {
        out += "\n\t<CommonPrefixes>";
        text("\n\t\t", "Prefix", encoded(prefix));
        out += "\n\t</CommonPrefixes>";
    }
    return out + "\n</ListMultipartUploadsResult>";
}

} // namespace cosio::testing::local_detail

#endif
