// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// What a careful user writes by hand: libcurl's multi interface on epoll, OpenSSL's one-shot HMAC,
// strings put together with +, pugixml.

#include "process.hpp"
#include "variant.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <ctime>
#include <curl/curl.h>
#include <deque>
#include <pugixml.hpp>
#include <stdexcept>
#include <sys/epoll.h>
#include <unistd.h>

namespace bench {
namespace {

std::string hex(const unsigned char* bytes, unsigned size)
{
    std::string result;
    for (unsigned i = 0; i < size; ++i) {
        result += "0123456789abcdef"[bytes[i] >> 4];
        result += "0123456789abcdef"[bytes[i] & 15];
    }
    return result;
}

std::string hmac_sha1(const std::string& with, const std::string& text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    HMAC(EVP_sha1(), with.data(), static_cast<int>(with.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
    return hex(digest.data(), size);
}

std::string sha1(const std::string& text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr);
    return hex(digest.data(), size);
}

std::string url_encoded(const std::string& text)
{
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
        if (plain)
            result += c;
        else
            (result += '%') += {"0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
    }
    return result;
}

/// The Authorization header of an initiate (document 7778).
std::string authorization(const job& what, const std::string& host, const std::string& date)
{
    const auto now = std::time(nullptr);
    const auto key_time = std::to_string(now - 60) + ';' + std::to_string(now + 3600);
    const auto sign_key = hmac_sha1(what.secret_key, key_time);
    const std::string fields =
        "content-length=0&content-type=" + url_encoded("application/octet-stream") +
        "&date=" + url_encoded(date) + "&host=" + url_encoded(host);
    const auto request = "post\n/" + key + "\nuploads=\n" + fields + '\n';
    const auto to_sign = "sha1\n" + key_time + '\n' + sha1(request) + '\n';
    return "q-sign-algorithm=sha1&q-ak=" + what.secret_id + "&q-sign-time=" + key_time +
           "&q-key-time=" + key_time +
           "&q-header-list=content-length;content-type;date;host&q-url-param-list=uploads"
           "&q-signature=" +
           hmac_sha1(sign_key, to_sign);
}

std::string http_date()
{
    const auto now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[64];
    return std::string(text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts));
}

template <class Code>
void require(Code code, Code good, const char* what)
{
    if (code != good)
        throw std::runtime_error(std::string("libcurl: ") + what + " failed with " +
                                 std::to_string(code));
}

/// One handle, and the connection that comes with it.
class transfer {
public:
    explicit transfer(const job& what)
        : what_(what), host_(what.address().authority), easy_(::curl_easy_init())
    {
        const auto url = what.url + '/' + key + "?uploads";
        set(CURLOPT_URL, url.c_str());
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDSIZE, 0L);
        set(CURLOPT_POSTFIELDS, "");
        set(CURLOPT_PRIVATE, this);
        set(CURLOPT_WRITEDATA, &body_);
        set(CURLOPT_WRITEFUNCTION, &transfer::on_body);
        if (what.new_connection)
            set(CURLOPT_FORBID_REUSE, 1L);
        if (what.ca_pem) {
            curl_blob trusted{const_cast<char*>(what.ca_pem->data()), what.ca_pem->size(),
                              CURL_BLOB_COPY};
            set(CURLOPT_CAINFO_BLOB, &trusted);
        }
    }

    ~transfer()
    {
        ::curl_slist_free_all(headers_);
        ::curl_easy_cleanup(easy_);
    }

    transfer(const transfer&) = delete;
    transfer& operator=(const transfer&) = delete;

    CURL* handle() const noexcept { return easy_; }

    void prepare()
    {
        const auto date = http_date();
        ::curl_slist_free_all(std::exchange(headers_, nullptr));
        add("Host: " + host_);
        add("Date: " + date);
        add("Content-Type: application/octet-stream");
        add("Authorization: " + authorization(what_, host_, date));
        set(CURLOPT_HTTPHEADER, headers_);
        body_.clear();
    }

    void judge()
    {
        long status = 0;
        ::curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
        if (status != 200)
            throw std::runtime_error("libcurl: status " + std::to_string(status));
        pugi::xml_document document;
        if (!document.load_buffer(body_.data(), body_.size()))
            throw std::runtime_error("libcurl: the answer is no XML");
        const auto root = document.child("InitiateMultipartUploadResult");
        const std::string to_bucket = root.child_value("Bucket"), to_key = root.child_value("Key");
        const std::string upload_id = root.child_value("UploadId");
        if (to_bucket.empty() || to_key.empty())
            throw std::runtime_error("libcurl: no Bucket or no Key");
        what_.check(upload_id);
    }

    clock::time_point begun;

private:
    template <class Value>
    void set(CURLoption option, Value value)
    {
        require(::curl_easy_setopt(easy_, option, value), CURLE_OK, "curl_easy_setopt");
    }

    void add(const std::string& header)
    {
        headers_ = ::curl_slist_append(headers_, header.c_str());
    }

    static std::size_t on_body(char* bytes, std::size_t one, std::size_t count, void* to)
    {
        static_cast<std::string*>(to)->append(bytes, one * count);
        return one * count;
    }

    job what_;
    std::string host_;
    CURL* easy_;
    curl_slist* headers_ = nullptr;
    std::string body_;
};

class libcurl final : public variant {
public:
    explicit libcurl(const job& what)
    {
        require(::curl_global_init(CURL_GLOBAL_DEFAULT), CURLE_OK, "curl_global_init");
        multi_ = ::curl_multi_init();
        set(CURLMOPT_SOCKETFUNCTION, &libcurl::on_socket);
        set(CURLMOPT_SOCKETDATA, this);
        set(CURLMOPT_TIMERFUNCTION, &libcurl::on_timer);
        set(CURLMOPT_TIMERDATA, this);
        set(CURLMOPT_MAXCONNECTS, static_cast<long>(what.concurrency));
        events_ = checked(::epoll_create1(EPOLL_CLOEXEC));
        for (std::size_t i = 0; i < what.concurrency; ++i)
            transfers_.emplace_back(what);
    }

    ~libcurl() override
    {
        ::curl_multi_cleanup(multi_);
        ::close(events_);
    }

    void run(work& left) override
    {
        for (auto& each : transfers_) {
            each.begun = clock::now();
            start(each, left);
        }
        while (running_ > 0) {
            epoll_event ready[64];
            const auto count = ::epoll_wait(events_, ready, 64, wait());
            int ignored = 0;
            for (int i = 0; i < count; ++i)
                act(ready[i].data.fd, flags_of(ready[i].events), ignored);
            if (count <= 0 || due_ <= clock::now()) {
                due_ = clock::time_point::max();
                act(CURL_SOCKET_TIMEOUT, 0, ignored);
            }
            collect(left);
        }
    }

private:
    template <class Value>
    void set(CURLMoption option, Value value)
    {
        require(::curl_multi_setopt(multi_, option, value), CURLM_OK, "curl_multi_setopt");
    }

    void act(curl_socket_t socket, int flags, int& still)
    {
        require(::curl_multi_socket_action(multi_, socket, flags, &still), CURLM_OK,
                "curl_multi_socket_action");
    }

    void start(transfer& one, work& left)
    {
        if (!left.take())
            return;
        one.prepare();
        require(::curl_multi_add_handle(multi_, one.handle()), CURLM_OK, "curl_multi_add_handle");
        ++running_;
    }

    void collect(work& left)
    {
        int ignored = 0;
        while (const CURLMsg* message = ::curl_multi_info_read(multi_, &ignored)) {
            require(message->data.result, CURLE_OK, "a transfer");
            transfer* one = nullptr;
            ::curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &one);
            ::curl_multi_remove_handle(multi_, one->handle());
            --running_;
            one->judge();
            one->begun = left.done(one->begun);
            start(*one, left);
        }
    }

    /// Milliseconds until libcurl's timer, rounded up; -1 if it has none.
    int wait() const
    {
        if (due_ == clock::time_point::max())
            return -1;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(due_ - clock::now());
        return left.count() > 0 ? static_cast<int>(left.count()) : 0;
    }

    static int flags_of(std::uint32_t events)
    {
        return (events & EPOLLIN ? CURL_CSELECT_IN : 0) |
               (events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
               (events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
    }

    static int on_timer(CURLM*, long milliseconds, void* to)
    {
        static_cast<libcurl*>(to)->due_ =
            milliseconds < 0 ? clock::time_point::max()
                             : clock::now() + std::chrono::milliseconds(milliseconds);
        return 0;
    }

    static int on_socket(CURL*, curl_socket_t socket, int what, void* to, void* known)
    {
        auto* const self = static_cast<libcurl*>(to);
        if (what == CURL_POLL_REMOVE) {
            ::epoll_ctl(self->events_, EPOLL_CTL_DEL, socket, nullptr);
            return 0;
        }
        epoll_event event{};
        event.events =
            (what & CURL_POLL_IN ? EPOLLIN : 0u) | (what & CURL_POLL_OUT ? EPOLLOUT : 0u);
        event.data.fd = socket;
        ::epoll_ctl(self->events_, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
        ::curl_multi_assign(self->multi_, socket, self);
        return 0;
    }

    CURLM* multi_;
    int events_;
    clock::time_point due_ = clock::time_point::max();
    std::size_t running_ = 0;
    std::deque<transfer> transfers_;
};

} // namespace

std::unique_ptr<variant> make_libcurl(const job& what)
{
    return std::make_unique<libcurl>(what);
}

} // namespace bench
