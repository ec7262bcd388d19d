// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

#include <cosio/field_list.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

using lines = std::vector<std::pair<std::string, std::string>>;

lines all(const cosio::field_list& fields)
{
    lines result;
    for (std::size_t i = 0; i < fields.size(); ++i)
        result.emplace_back(fields[i].name, fields[i].value);
    return result;
}

void check(const cosio::field_list& fields, const lines& wanted)
{
    BOOST_TEST((all(fields) == wanted));
    BOOST_TEST(fields.size() == wanted.size());
    BOOST_TEST(fields.empty() == wanted.empty());
}

} // namespace

BOOST_AUTO_TEST_SUITE(field_list)

BOOST_AUTO_TEST_CASE(begins_empty)
{
    const cosio::field_list fields;
    check(fields, {});
    BOOST_TEST(!fields.contains("a"));
    BOOST_TEST(!fields.find("").has_value());
}

BOOST_AUTO_TEST_CASE(keeps_the_order_and_the_spelling)
{
    cosio::field_list fields;
    fields.set("B", "1").set("a", "2").set("C", "");
    check(fields, {{"B", "1"}, {"a", "2"}, {"C", ""}});
}

BOOST_AUTO_TEST_CASE(names_are_found_without_case)
{
    cosio::field_list fields;
    fields.set("Content-Type", "a/b").set("empty", "");
    for (const char* name : {"Content-Type", "content-type", "CONTENT-TYPE"}) {
        BOOST_TEST(fields.contains(name));
        BOOST_TEST(fields.find(name).value() == "a/b");
    }
    for (const char* name : {"Content-Typ", "Content-Type ", "Content_Type", ""})
        BOOST_TEST(!fields.contains(name));
    BOOST_TEST(fields.find("EMPTY").value() == "");
    // Only letters have a case.
    fields.set("@", "at");
    BOOST_TEST(!fields.contains("`"));
}

BOOST_AUTO_TEST_CASE(set_replaces_in_place_and_keeps_the_first_spelling)
{
    cosio::field_list fields;
    fields.set("A", "1").set("B", "2").set("a", "longer than before").set("b", "");
    check(fields, {{"A", "longer than before"}, {"B", ""}});
}

BOOST_AUTO_TEST_CASE(insert_puts_before)
{
    cosio::field_list fields;
    fields.insert(0, "b", "2").insert(0, "a", "1").insert(2, "d", "4").insert(2, "c", "3");
    check(fields, {{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}});
}

BOOST_AUTO_TEST_CASE(erase_prefix_removes_without_case)
{
    cosio::field_list fields;
    fields.set("x-a-1", "1").set("b", "2").set("X-A-2", "3").set("x-b", "4").set("x-a", "5");
    fields.erase_prefix("X-a-");
    check(fields, {{"b", "2"}, {"x-b", "4"}, {"x-a", "5"}});
    fields.erase_prefix("none");
    check(fields, {{"b", "2"}, {"x-b", "4"}, {"x-a", "5"}});
    fields.erase_prefix("");
    check(fields, {});
    fields.set("c", "6");
    check(fields, {{"c", "6"}});
}

BOOST_AUTO_TEST_CASE(contains_prefix_compares_without_case)
{
    cosio::field_list fields;
    BOOST_TEST(!fields.contains_prefix("x"));
    fields.set("Date", "x-a").set("X-A-1", "1");
    BOOST_TEST(fields.contains_prefix("x-a-"));
    BOOST_TEST(fields.contains_prefix("x-a-1"));
    BOOST_TEST(fields.contains_prefix(""));
    BOOST_TEST(!fields.contains_prefix("x-a-11"));
    BOOST_TEST(!fields.contains_prefix("a-"));
}

BOOST_AUTO_TEST_CASE(clear_and_reserve)
{
    cosio::field_list fields;
    fields.reserve(1000);
    fields.set("a", "1");
    fields.clear();
    check(fields, {});
    fields.set("a", "2");
    check(fields, {{"a", "2"}});
}

BOOST_AUTO_TEST_CASE(copies_are_independent)
{
    cosio::field_list fields;
    fields.set("a", "1");
    cosio::field_list copy = fields;
    copy.set("a", "2").set("b", "3");
    check(fields, {{"a", "1"}});
    check(copy, {{"a", "2"}, {"b", "3"}});
    fields = std::move(copy);
    check(fields, {{"a", "2"}, {"b", "3"}});
}

BOOST_AUTO_TEST_CASE(many_fields_of_any_bytes)
{
    cosio::field_list fields;
    lines wanted;
    for (int i = 0; i < 1000; ++i) {
        const auto name = "name-" + std::to_string(i);
        const std::string value(static_cast<std::size_t>(i), static_cast<char>(i % 256));
        fields.set(name, value);
        wanted.emplace_back(name, value);
    }
    check(fields, wanted);
    BOOST_TEST(fields.find("NAME-999").value().size() == 999u);
}

BOOST_AUTO_TEST_SUITE_END()
