// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// The local COS as a process, for clients in other languages and for trying things out.

#include <cosio/testing/local_cos.hpp>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>

namespace {

struct settings {
    std::optional<std::uint16_t> http, https;
    std::string certificate, key, bucket, secret_id, secret_key, token;
    bool strict = false;
    bool anonymous = false;
};

void declare(CLI::App& app, settings& s)
{
    app.add_option("--http", s.http, "Port for plain HTTP on 127.0.0.1; 0: any free one")
        ->take_last();
    auto* https = app.add_option("--https", s.https, "Port for HTTPS on 127.0.0.1; 0: any free one")
                      ->take_last();
    auto* certificate =
        app.add_option("--cert", s.certificate, "PEM file: server certificate, then its chain")
            ->take_last();
    auto* key = app.add_option("--key", s.key, "PEM file: private key")->take_last();
    https->needs(certificate)->needs(key);
    app.add_option("--bucket", s.bucket, "Bucket with its APPID")->required()->take_last();
    app.add_option("--secret-id", s.secret_id, "Access key id")->required()->take_last();
    app.add_option("--secret-key", s.secret_key, "Secret key")->required()->take_last();
    app.add_option("--token", s.token, "Security token a request has to carry")->take_last();
    app.add_flag("--strict", s.strict, "Refuse requests that do not sign all that matters");
    app.add_flag("--anonymous", s.anonymous, "Serve requests without a signature");
}

std::string read_file(const std::string& name)
{
    std::ifstream in(name, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in || text.empty())
        throw CLI::ValidationError(name, "cannot be read or is empty");
    return text;
}

cosio::testing::local_cos_options to_options(const settings& s)
{
    if (!s.http && !s.https)
        throw CLI::RequiredError("at least one of --http and --https");
    cosio::testing::local_cos_options options;
    options.bucket(s.bucket)
        .credentials(s.secret_id, s.secret_key, s.token)
        .require_signed_headers(s.strict)
        .anonymous_access(s.anonymous)
        .http_port(s.http);
    if (s.https)
        options.https_port(*s.https).tls(read_file(s.certificate), read_file(s.key));
    return options;
}

int serve(const cosio::testing::local_cos_options& options)
{
    boost::asio::io_context io(1);
    cosio::testing::local_cos cos(io.get_executor(), options);
    boost::asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&](boost::system::error_code, int) { cos.stop(); });
    std::cout << "ready";
    if (cos.http_port() != 0)
        std::cout << " http=127.0.0.1:" << cos.http_port();
    if (cos.https_port() != 0)
        std::cout << " https=127.0.0.1:" << cos.https_port();
    std::cout << std::endl; // flushed: whoever started us waits for this line
    io.run();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app{"A COS on loopback that checks signatures", "cosio-local"};
    settings s;
    declare(app, s);
    cosio::testing::local_cos_options options;
    try {
        app.parse(argc, argv);
        options = to_options(s);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    } catch (const std::invalid_argument& e) {
        std::cerr << e.what() << '\n';
        return 2;
    }
    try {
        return serve(options);
    } catch (const std::exception& e) {
        std::cerr << "cosio-local: " << e.what() << '\n';
        return 1;
    }
}
