// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Credentials from the environment, from files, and chains of such providers.

#include <cosio/credentials/coscli_credentials.hpp>
#include <cosio/credentials/coscmd_credentials.hpp>
#include <cosio/credentials/credentials_chain.hpp>
#include <cosio/credentials/environment_credentials.hpp>
#include <cosio/credentials/profile_credentials.hpp>
#include <cosio/credentials/static_credentials.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace fs = std::filesystem;
using cosio::errc;

namespace {

/// Debian's yaml-cpp is compiled without the debug mode of libstdc++, which changes its containers.
#ifdef _GLIBCXX_DEBUG
constexpr bool yaml_cpp_fits = false;
#else
constexpr bool yaml_cpp_fits = true;
#endif

constexpr const char* variables[] = {"COS_SECRET_ID",
                                     "COS_SECRET_KEY",
                                     "COS_SESSION_TOKEN",
                                     "COS_SECURITY_TOKEN",
                                     "TENCENTCLOUD_SECRET_ID",
                                     "TENCENTCLOUD_SECRET_KEY",
                                     "TENCENTCLOUD_SESSION_TOKEN",
                                     "TENCENTCLOUD_SECURITY_TOKEN",
                                     "TENCENTCLOUD_TOKEN",
                                     "TENCENTCLOUD_CREDENTIALS_FILE",
                                     "HOME"};

/// An empty environment and an empty home directory; the old environment comes back afterwards.
struct fixture {
    fixture()
    {
        for (const char* name : variables) {
            if (const char* value = std::getenv(name))
                before[name] = value;
            unsetenv(name);
        }
        home = fs::temp_directory_path() /
               ("cosio-credentials-" + std::to_string(std::random_device()()));
        fs::create_directories(home);
        setenv("HOME", home.c_str(), 1);
    }

    ~fixture()
    {
        for (const char* name : variables)
            unsetenv(name);
        for (const auto& [name, value] : before)
            setenv(name.c_str(), value.c_str(), 1);
        fs::remove_all(home);
    }

    std::string write(const std::string& name, const std::string& text) const
    {
        const auto path = home / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path.string();
    }

    std::map<std::string, std::string> before;
    fs::path home;
};

struct outcome {
    cosio::error_code code;
    cosio::provided_credentials found;

    const std::string& detail() const { return found.detail; }

    bool says(const std::string& words) const { return detail().find(words) != std::string::npos; }

    /// `id key token`, or the detail.
    std::string text() const
    {
        if (!found.who)
            return detail();
        return found.who->secret_id() + ' ' + std::string(found.who->secret_key().expose()) + ' ' +
               std::string(found.who->session_token().expose());
    }
};

template <class Provider>
outcome ask(const Provider& provider)
{
    static_assert(cosio::check_provider<Provider>());
    outcome result;
    result.code = provider.get(result.found);
    BOOST_TEST(!result.code == (result.found.who != nullptr));
    BOOST_TEST(result.detail().find("hush") == std::string::npos); // what secrets are made of here
    return result;
}

void check_none(const outcome& result, const std::string& words)
{
    BOOST_TEST((result.code == errc::no_credentials));
    BOOST_TEST(result.says(words), result.text() << " lacks " << words);
}

void check_unusable(const outcome& result, const std::string& words)
{
    BOOST_TEST((result.code == errc::unusable_credentials));
    BOOST_TEST(result.says(words), result.text() << " lacks " << words);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(credentials, fixture)

BOOST_AUTO_TEST_CASE(an_empty_environment_has_none)
{
    const auto result = ask(cosio::environment_credentials());
    check_none(result, "COS_SECRET_ID");
    check_none(result, "TENCENTCLOUD_SECRET_ID");
}

BOOST_AUTO_TEST_CASE(pairs_of_the_environment)
{
    setenv("TENCENTCLOUD_SECRET_ID", "AKIDsecond", 1);
    setenv("TENCENTCLOUD_SECRET_KEY", "hush2", 1);
    BOOST_TEST(ask(cosio::environment_credentials()).text() == "AKIDsecond hush2 ");
    setenv("COS_SECRET_ID", "AKIDfirst", 1);
    setenv("COS_SECRET_KEY", "hush1", 1);
    BOOST_TEST(ask(cosio::environment_credentials()).text() == "AKIDfirst hush1 ");
}

BOOST_AUTO_TEST_CASE(tokens_of_the_environment)
{
    setenv("TENCENTCLOUD_SECRET_ID", "AKID", 1);
    setenv("TENCENTCLOUD_SECRET_KEY", "hush", 1);
    setenv("COS_SECURITY_TOKEN", "hush of another pair", 1);
    // Each goes before the one above it.
    for (const char* name :
         {"TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN", "TENCENTCLOUD_SESSION_TOKEN"}) {
        setenv(name, name, 1);
        BOOST_TEST(ask(cosio::environment_credentials()).text() ==
                   std::string("AKID hush ") + name);
    }
    setenv("TENCENTCLOUD_SESSION_TOKEN", "", 1); // none
    BOOST_TEST(ask(cosio::environment_credentials()).text() ==
               "AKID hush TENCENTCLOUD_SECURITY_TOKEN");
    setenv("COS_SECRET_ID", "AKIDcos", 1);
    setenv("COS_SECRET_KEY", "hush", 1);
    BOOST_TEST(ask(cosio::environment_credentials()).text() == "AKIDcos hush hush of another pair");
    setenv("COS_SESSION_TOKEN", "hush token", 1);
    BOOST_TEST(ask(cosio::environment_credentials()).text() == "AKIDcos hush hush token");
}

BOOST_AUTO_TEST_CASE(half_a_pair_is_refused_and_named)
{
    for (const std::string pair : {"COS_", "TENCENTCLOUD_"}) {
        const std::string id = pair + "SECRET_ID", key = pair + "SECRET_KEY";
        setenv(id.c_str(), "AKID", 1);
        check_unusable(ask(cosio::environment_credentials()), key + " is not set, but " + id);
        setenv(key.c_str(), "", 1);
        check_unusable(ask(cosio::environment_credentials()), key + " is empty");
        setenv(key.c_str(), "hush", 1);
        setenv(id.c_str(), "", 1);
        check_unusable(ask(cosio::environment_credentials()), id + " is empty");
        unsetenv(id.c_str());
        check_unusable(ask(cosio::environment_credentials()), id + " is not set, but " + key);
        unsetenv(key.c_str());
    }
}

BOOST_AUTO_TEST_CASE(a_snapshot_does_not_change)
{
    setenv("COS_SECRET_ID", "AKID", 1);
    setenv("COS_SECRET_KEY", "hush", 1);
    const cosio::environment_credentials provider;
    unsetenv("COS_SECRET_KEY");
    const auto first = ask(provider), second = ask(cosio::environment_credentials(provider));
    BOOST_TEST(first.text() == "AKID hush ");
    BOOST_TEST((first.found.who == second.found.who)); // shared, not copied
}

BOOST_AUTO_TEST_CASE(file_of_coscmd)
{
    check_none(ask(cosio::coscmd_credentials()), ".cos.conf: there is no such file");
    const auto path = write(".cos.conf", "# written by hand\r\n\r\n[common]\r\nsecret_id = AKID\r\n"
                                         "secret_key=hush=\r\ntoken =\thush token \r\n"
                                         "bucket = b-1\r\nschema = https\r\n");
    BOOST_TEST(ask(cosio::coscmd_credentials()).text() == "AKID hush= hush token");
    BOOST_TEST(ask(cosio::coscmd_credentials(path)).text() == "AKID hush= hush token");
    BOOST_TEST(ask(cosio::coscmd_credentials(
                       write("bom", "\xef\xbb\xbf[common]\nSECRET_ID=A\nsecret_key=hush")))
                   .text() == "A hush ");
    unsetenv("HOME");
    check_none(ask(cosio::coscmd_credentials()), "HOME is not set");
}

BOOST_AUTO_TEST_CASE(profiles)
{
    check_none(ask(cosio::profile_credentials()), ".tencentcloud/credentials: there is no such");
    write(".tencentcloud/credentials", "; of the SDKs\n[default]\nsecret_id = AKID\n"
                                       "secret_key = hush\n[backup]\nsecret_id = AKIDb\n"
                                       "secret_key = hushb\ntoken = hush token\n");
    BOOST_TEST(ask(cosio::profile_credentials()).text() == "AKID hush ");
    BOOST_TEST(ask(cosio::profile_credentials("backup")).text() == "AKIDb hushb hush token");
    check_unusable(ask(cosio::profile_credentials("other")), "[other] is not there");

    const auto other = write("other", "[default]\nsecret_id=AKIDo\nsecret_key=hush\n");
    setenv("TENCENTCLOUD_CREDENTIALS_FILE", other.c_str(), 1);
    BOOST_TEST(ask(cosio::profile_credentials()).text() == "AKIDo hush ");
    check_none(ask(cosio::profile_credentials("default", other + ".no")), "there is no such file");
    setenv("TENCENTCLOUD_CREDENTIALS_FILE", (other + ".no").c_str(), 1);
    check_unusable(ask(cosio::profile_credentials()), "TENCENTCLOUD_CREDENTIALS_FILE = ");
    setenv("TENCENTCLOUD_CREDENTIALS_FILE", "", 1);
    check_unusable(ask(cosio::profile_credentials()), "TENCENTCLOUD_CREDENTIALS_FILE is empty");
}

BOOST_AUTO_TEST_CASE(bad_ini)
{
    const std::pair<std::string, std::string> rows[] = {
        {"", "[common] is not there"},
        {"[other]\nsecret_id=A\nsecret_key=hush\n", "[common] is not there"},
        {"secret_id=A\nsecret_key=hush\n", "[common] is not there"},
        {"[common]\n", "[common] is not there or empty"},
        {"[common]\nsecret_key=hush\n", "[common] has no secret_id"},
        {"[common]\nsecret_id=A\n", "[common] has no secret_key"},
        {"[common]\nsecret_id=A\nsecret_key=\n[x]\nsecret_key=hush", "[common] has no secret_key"},
        {"[common]\nsecret_id=A\n\nhush\n", "line 4: must be [section], key = value"},
        {"[common]\n=hush\n", "line 2: must be"},
        {"[common\nsecret_id=A\n", "line 1: must be"},
        {"# c\n[common]\nsecret_key=hu\x01sh\n", "line 3: must be"},
        {"[common]\nsecret_id=A\nsecret_key=hush\nsecret_key=hush2\n", "line 4: the key stands"},
        {std::string(70000, '#'), "must not be larger than 64 KB"},
    };
    for (const auto& [text, words] : rows)
        BOOST_TEST_CONTEXT(text.substr(0, 80))
        {
            const auto path = write("bad.conf", text);
            const auto result = ask(cosio::coscmd_credentials(path));
            check_unusable(result, words);
            check_unusable(result, path);
        }
    check_unusable(ask(cosio::coscmd_credentials(home.string())), "cannot be read: ");
    check_none(ask(cosio::coscmd_credentials(write("file", "") + "/below")), "no such file");
}

BOOST_AUTO_TEST_CASE(file_of_coscli, *boost::unit_test::enable_if<yaml_cpp_fits>())
{
    check_none(ask(cosio::coscli_credentials()), ".cos.yaml: there is no such file");
    const std::string begin = "cos:\n  base:\n    secretid: AKID\n    secretkey: hush\n";
    write(".cos.yaml", begin + "    sessiontoken: \"hush token\"\n    protocol: https\n"
                               "    mode: SecretKey\n    disableencryption: \"true\"\n"
                               "  buckets:\n  - name: b-1\n    alias: \"\"\n");
    BOOST_TEST(ask(cosio::coscli_credentials()).text() == "AKID hush hush token");
    const auto other = write("other", begin + "    disableencryption: true\n");
    BOOST_TEST(ask(cosio::coscli_credentials(other)).text() == "AKID hush ");
}

BOOST_AUTO_TEST_CASE(bad_yaml, *boost::unit_test::enable_if<yaml_cpp_fits>())
{
    const std::string keys = "    secretid: AKID\n    secretkey: hush\n";
    const std::string begin = "cos:\n  base:\n";
    const std::string plain = begin + "    disableencryption: true\n";
    const std::pair<std::string, std::string> rows[] = {
        {"", "has no cos.base"},
        {"hush", "has no cos.base"},
        {"- hush", "has no cos.base"},
        {"cos: hush", "has no cos.base"},
        {"cos:\n  base: hush\n", "has no cos.base"},
        {begin + keys, "obfuscated"},
        {begin + keys, "write the keys in plain"},
        {begin + keys + "    disableencryption: false\n", "obfuscated"},
        {begin + keys + "    disableencryption: [true]\n", "obfuscated"},
        {plain + keys + "    mode: CvmRole\n", "use cvm_role_credentials"},
        {plain + "    secretkey: hush\n", "has no cos.base.secretid"},
        {plain + "    secretid: A\n", "has no cos.base.secretkey"},
        {plain + "    secretid: A\n    secretkey: [hush]\n", "has no cos.base.secretkey"},
        {"cos:\n\tbase: hush", "line 2: must be YAML"},
        {"a: hush\nb: *hush\n", "line 2: must be YAML"},
        {"a: \"hush\n", "has no cos.base"}, // yaml-cpp ends the string where the file ends
        {"other: hush\n", "has no cos.base"},
        {"cos:\n  buckets: []\n", "has no cos.base"},
        {std::string(60000, '['), "must be YAML"},
        {std::string(70000, '#'), "must not be larger than 64 KB"},
    };
    for (const auto& [text, words] : rows)
        BOOST_TEST_CONTEXT(text.substr(0, 80))
        {
            const auto path = write("bad.yaml", text);
            const auto result = ask(cosio::coscli_credentials(path));
            check_unusable(result, words);
            check_unusable(result, path);
        }
}

/// Gives what it is told and counts how often.
struct told {
    cosio::error_code code;
    std::string words;
    std::shared_ptr<int> asked = std::make_shared<int>(0);

    cosio::error_code get(cosio::provided_credentials& out) const
    {
        ++*asked;
        out = {};
        if (code)
            out.detail = words;
        else
            out.who = std::make_shared<const cosio::credentials>(words, "hush");
        return code;
    }
};

BOOST_AUTO_TEST_CASE(a_chain_goes_on_where_there_are_none)
{
    const told none{errc::no_credentials, "nothing here"},
        bad{errc::unusable_credentials, "broken"}, good{{}, "AKID"};
    BOOST_TEST(ask(cosio::credentials_chain(none, good, bad)).text() == "AKID hush ");
    check_unusable(ask(cosio::credentials_chain(none, bad, good)), "broken");
    BOOST_TEST(ask(cosio::credentials_chain(none, bad, good)).detail() == "broken");
    const told other{errc::no_credentials, "nor there"};
    const auto result = ask(cosio::credentials_chain(none, other));
    BOOST_TEST((result.code == errc::no_credentials));
    BOOST_TEST(result.detail() == "nothing here; nor there");
    BOOST_TEST(*good.asked == 1);
    BOOST_TEST(ask(cosio::credentials_chain(cosio::environment_credentials(),
                                            cosio::static_credentials({"AKID", "hush"})))
                   .text() == "AKID hush ");
}

BOOST_AUTO_TEST_SUITE_END()
