// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include "book.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <support/local.hpp>

namespace soak {

cosio::initiate_request book::request(std::size_t i) const
{
    return {support::bucket, prefix_ + std::to_string(i)};
}

void book::ended(std::size_t i, cosio::error_code code, const cosio::initiate_result& result)
{
    entry& e = entries_[i];
    if (e.ended.fetch_add(1) != 0)
        return;
    e.code = code;
    e.upload_id = result.upload_id;
    e.bucket = result.bucket;
    e.key = result.key;
    e.may_have_acted = result.diagnostics.may_have_acted;
    e.attempts = result.diagnostics.attempts;
    e.stage = result.diagnostics.stage;
    ++ended_;
    ended_.notify_all();
}

void book::wait_for(std::size_t count) const
{
    for (auto seen = ended_.load(); seen < count; seen = ended_.load())
        ended_.wait(seen);
}

void book::check(test_case& on, const std::vector<cosio::testing::local_upload>& uploads) const
{
    std::map<std::string, std::set<std::string>> begun; // by key
    std::set<std::string> ids;
    for (const auto& u : uploads) {
        begun[u.key].insert(u.upload_id);
        on.check(ids.insert(u.upload_id).second, "the server gave an UploadId twice");
    }
    std::size_t known = 0;
    orphans_ = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const entry& e = entries_[i];
        const std::string key = prefix_ + std::to_string(i), who = "operation " + key + " ";
        on.check(e.ended == 1, who + "ended " + std::to_string(e.ended) + " times");
        const auto found = begun.find(key);
        std::size_t others = found == begun.end() ? 0 : found->second.size();
        known += others;
        if (!e.code) {
            on.check(e.bucket == support::bucket && e.key == key, who + "was told of " + e.key);
            const bool real = others != 0 && found->second.contains(e.upload_id);
            on.check(real, who + "was told an UploadId that the server never gave for it");
            others -= real;
            on.check(e.stage == cosio::stage::done, who + "succeeded before it was done");
        } else {
            on.check(e.upload_id.empty() && e.bucket.empty() && e.key.empty(),
                     who + "failed and has an upload");
            on.check(e.stage != cosio::stage::done, who + "failed when it was done");
        }
        orphans_ += others;
        on.check(others == 0 || e.may_have_acted,
                 who + "left an upload and did not say so: " + e.code.message());
        on.check(others <= e.attempts * 2, who + "left more uploads than it sent requests");
    }
    on.check(known == uploads.size(), "the server has uploads of keys that nobody asked for");
}

std::size_t book::successes() const
{
    return static_cast<std::size_t>(
        std::count_if(entries_.begin(), entries_.end(), [](const entry& e) { return !e.code; }));
}

std::string book::outcomes() const
{
    std::map<std::string, std::size_t> counts;
    for (const auto& e : entries_)
        ++counts[e.code ? std::string(e.code.category().name()) + ' ' +
                              std::to_string(e.code.value()) + " at " + to_string(e.stage)
                        : "success"];
    std::string out;
    for (const auto& [what, count] : counts)
        out += (out.empty() ? "" : ", ") + std::to_string(count) + ' ' + what;
    return out;
}

} // namespace soak
