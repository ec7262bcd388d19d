// Copyright (c) 2026 The cosio authors
// Distributed under the Boost Software License, Version 1.0. (See accompanying file LICENSE)

// Temporary keys: when they are fetched, who waits for that, and what becomes of those who do.

#include <cosio/credentials/credentials_chain.hpp>
#include <cosio/credentials/refreshing_credentials.hpp>
#include <cosio/testing/manual_clock.hpp>

#include <boost/asio/bind_allocator.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <support/counting_allocator.hpp>
#include <support/hand_source.hpp>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using cosio::errc;
using cosio::testing::manual_clock;
using provider_type = cosio::refreshing_credentials<support::hand_source, manual_clock>;

namespace {

using support::counting_allocator;
using support::tally;

constexpr std::chrono::sys_seconds start(1585130821s);

struct outcome {
    cosio::error_code code;
    cosio::provided_credentials found;

    std::string id() const { return found.who ? found.who->secret_id() : "-"; }
};

struct fixture {
    asio::io_context io;
    manual_clock clock{start};
    support::hand_source source{io.get_executor()};
    provider_type provider{source, {}, clock};

    ~fixture() { source.drop(); } // its handlers refer to it

    /// Lets everything run that can.
    void poll()
    {
        io.restart();
        io.poll();
    }

    template <class Provider>
    std::shared_ptr<std::optional<outcome>> begin(const Provider& from)
    {
        auto result = std::make_shared<std::optional<outcome>>();
        from.async_get([result](cosio::error_code code, cosio::provided_credentials found) {
            BOOST_TEST(!*result);
            BOOST_TEST(!code == (found.who != nullptr));
            *result = {code, std::move(found)};
        });
        BOOST_TEST(!*result); // never inline
        return result;
    }

    std::shared_ptr<std::optional<outcome>> begin() { return begin(provider); }

    /// What is there without waiting.
    outcome at_once()
    {
        const auto result = begin();
        poll();
        BOOST_REQUIRE(*result);
        return **result;
    }

    /// The first keys, which hold for `life`.
    void arrive(std::chrono::seconds life)
    {
        const auto first = begin();
        poll();
        source.give("first", start + life);
        poll();
        BOOST_REQUIRE(*first);
        BOOST_TEST((*first)->id() == "first");
    }

    void at(std::chrono::seconds since_start) { clock.set(start + since_start); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(refreshing, fixture)

BOOST_AUTO_TEST_CASE(one_fetch_for_a_hundred_callers)
{
    static_assert(cosio::check_provider<provider_type>());
    BOOST_TEST(source.fetches() == 0); // nobody asked
    std::vector<std::shared_ptr<std::optional<outcome>>> all;
    const auto copy = provider;
    for (int i = 0; i < 100; ++i)
        all.push_back(begin(i % 2 ? provider : copy));
    BOOST_TEST(source.fetches() == 0); // not inside the call either
    poll();
    BOOST_TEST(source.fetches() == 1);
    for (const auto& one : all)
        BOOST_TEST(!*one);
    source.give("first", start + 2h);
    for (const auto& one : all)
        BOOST_TEST(!*one); // never from inside the source's call
    poll();
    for (const auto& one : all) {
        BOOST_REQUIRE(*one);
        BOOST_TEST((*one)->id() == "first");
        BOOST_TEST(((*one)->found.who == (*all[0])->found.who));
    }
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 1);
}

BOOST_AUTO_TEST_CASE(keys_are_renewed_ahead_of_their_end_and_nobody_waits)
{
    arrive(2h); // a tenth is 720 s, more than 600 s
    at(2h - 601s);
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 1);
    at(2h - 600s);
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 2); // one, under way
    const auto old = at_once();
    source.give("second", start + 4h);
    BOOST_TEST(at_once().id() == "second");
    BOOST_TEST(old.id() == "first"); // a snapshot stays
    at(4h - 601s);
    BOOST_TEST(at_once().id() == "second");
    BOOST_TEST(source.fetches() == 2);
}

BOOST_AUTO_TEST_CASE(short_lives_are_renewed_at_their_last_tenth)
{
    arrive(1000s);
    at(899s);
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 1);
    at(900s);
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 2);
}

BOOST_AUTO_TEST_CASE(the_time_ahead_and_the_pause_can_be_set)
{
    cosio::refresh_policy when;
    when.ahead = 3h; // longer than the keys hold: always due, but for the pause
    when.pause = 100s;
    provider = provider_type(source, when, clock);
    arrive(2h);
    at(99s);
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 1);
    at(100s);
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 2);
}

BOOST_AUTO_TEST_CASE(keys_without_an_end)
{
    const auto first = begin();
    poll();
    source.give("for ever", std::chrono::sys_seconds::max());
    poll();
    at(1000000h);
    BOOST_TEST(at_once().id() == "for ever");
    BOOST_TEST(source.fetches() == 1);
}

BOOST_AUTO_TEST_CASE(old_keys_serve_while_renewing_fails)
{
    arrive(1000s);
    at(900s);
    BOOST_TEST(at_once().id() == "first");
    source.fail(errc::unusable_credentials, "no answer");
    poll();
    at(914s); // 15 s after the failure it is tried again
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 2);
    at(915s);
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 3);
    source.fail(errc::unusable_credentials, "no answer again");
    poll();
    at(999s);
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 4);
    source.fail(errc::unusable_credentials, "still no answer");
    poll();
    at(1000s); // now they have ended, and somebody must wait
    const auto waits = begin();
    poll();
    BOOST_TEST(!*waits);
    BOOST_TEST(source.fetches() == 5);
    source.give("second", start + 3000s);
    poll();
    BOOST_REQUIRE(*waits);
    BOOST_TEST((*waits)->id() == "second");
}

BOOST_AUTO_TEST_CASE(keys_that_end_during_a_fetch_make_callers_join_it)
{
    arrive(1000s);
    at(950s);
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 2);
    at(1000s);
    const auto waits = begin();
    poll();
    BOOST_TEST(!*waits);
    BOOST_TEST(source.fetches() == 2);
    source.give("second", start + 3000s);
    poll();
    BOOST_REQUIRE(*waits);
    BOOST_TEST((*waits)->id() == "second");
}

BOOST_AUTO_TEST_CASE(without_keys_a_failure_goes_to_all_and_stands_for_a_second)
{
    const auto one = begin(), other = begin();
    poll();
    source.fail(errc::no_credentials, "no such machine");
    poll();
    for (const auto& result : {one, other}) {
        BOOST_REQUIRE(*result);
        BOOST_TEST(((*result)->code == errc::no_credentials));
        BOOST_TEST((*result)->found.detail == "no such machine");
    }
    const auto remembered = at_once();
    BOOST_TEST((remembered.code == errc::no_credentials));
    BOOST_TEST(remembered.found.detail == "no such machine");
    BOOST_TEST(source.fetches() == 1);
    at(1s);
    const auto later = begin();
    poll();
    BOOST_TEST(source.fetches() == 2);
    source.give("first", start + 2h);
    poll();
    BOOST_REQUIRE(*later);
    BOOST_TEST((*later)->id() == "first");
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_does_not_keep_a_failure)
{
    const auto one = begin();
    poll();
    source.fail(errc::no_credentials, "no such machine");
    poll();
    at(-1h);
    const auto later = begin();
    poll();
    BOOST_TEST(source.fetches() == 2);
    source.drop();
}

BOOST_AUTO_TEST_CASE(answers_that_cannot_be)
{
    const auto none = begin();
    poll();
    source.answer({}, {});
    poll();
    BOOST_REQUIRE(*none);
    BOOST_TEST(((*none)->code == errc::unusable_credentials));
    BOOST_TEST((*none)->found.detail.find("no keys") != std::string::npos);
    at(10s);
    const auto expired = begin();
    poll();
    source.give("first", start + 10s);
    poll();
    BOOST_REQUIRE(*expired);
    BOOST_TEST(((*expired)->code == errc::unusable_credentials));
    BOOST_TEST((*expired)->found.detail.find("clock") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_cancelled_caller_leaves_the_others)
{
    for (const auto type : {asio::cancellation_type::terminal, asio::cancellation_type::partial,
                            asio::cancellation_type::total}) {
        provider = provider_type(source, {}, clock);
        asio::cancellation_signal signal;
        std::optional<cosio::error_code> gone;
        const auto stays = begin();
        provider.async_get(asio::bind_cancellation_slot(
            signal.slot(), [&](cosio::error_code code, cosio::provided_credentials found) {
                BOOST_TEST(!found.who);
                gone = code;
            }));
        poll();
        signal.emit(type);
        BOOST_TEST(!gone); // not inline
        poll();
        BOOST_REQUIRE(gone);
        BOOST_TEST((*gone == asio::error::operation_aborted));
        signal.emit(type); // to nobody
        BOOST_TEST(!*stays);
        BOOST_TEST(source.open() == 1u);
        source.give("first", start + 2h);
        poll();
        BOOST_REQUIRE(*stays);
        BOOST_TEST((*stays)->id() == "first");
    }
}

BOOST_AUTO_TEST_CASE(a_fetch_that_nobody_waits_for_still_serves)
{
    asio::cancellation_signal signal;
    bool gone = false;
    provider.async_get(asio::bind_cancellation_slot(
        signal.slot(), [&](cosio::error_code, cosio::provided_credentials) { gone = true; }));
    poll();
    signal.emit(asio::cancellation_type::terminal);
    poll();
    BOOST_TEST(gone);
    source.give("first", start + 2h);
    BOOST_TEST(at_once().id() == "first");
    BOOST_TEST(source.fetches() == 1);
}

BOOST_AUTO_TEST_CASE(a_signal_after_the_end_does_nothing)
{
    asio::cancellation_signal signal;
    int calls = 0;
    for (int i = 0; i < 2; ++i) { // one that waits, and one that does not
        provider.async_get(asio::bind_cancellation_slot(
            signal.slot(), [&](cosio::error_code code, cosio::provided_credentials) {
                BOOST_TEST(!code);
                ++calls;
            }));
        poll();
        if (source.open() != 0)
            source.give("first", start + 2h);
        signal.emit(i == 0 ? asio::cancellation_type::none : asio::cancellation_type::all);
        poll();
        signal.emit(asio::cancellation_type::all);
        poll();
        BOOST_TEST(calls == i + 1);
    }
}

BOOST_AUTO_TEST_CASE(each_caller_is_called_on_its_own_executor)
{
    asio::io_context other;
    const auto strand = asio::make_strand(other);
    bool waited = false, at_hand = false;
    provider.async_get(
        asio::bind_executor(strand, [&](cosio::error_code, cosio::provided_credentials) {
            waited = strand.running_in_this_thread();
        }));
    poll();
    BOOST_TEST(other.poll() == 0u);
    BOOST_TEST(!other.stopped()); // it has work: the caller
    source.give("first", start + 2h);
    poll();
    BOOST_TEST(!waited);
    other.poll();
    BOOST_TEST(waited);
    provider.async_get(
        asio::bind_executor(strand, [&](cosio::error_code, cosio::provided_credentials) {
            at_hand = strand.running_in_this_thread();
        }));
    poll();
    BOOST_TEST(!at_hand);
    other.restart();
    other.poll();
    BOOST_TEST(at_hand);
    BOOST_TEST(other.stopped());
}

BOOST_AUTO_TEST_CASE(memory_of_the_handlers_allocator_is_back_before_the_call)
{
    tally counts;
    for (const bool waits : {true, false}) {
        std::optional<std::size_t> alive;
        provider.async_get(asio::bind_allocator(
            counting_allocator<char>(counts),
            [&](cosio::error_code, cosio::provided_credentials) { alive = counts.alive; }));
        BOOST_TEST(counts.alive > 0u);
        poll();
        if (waits)
            source.give("first", start + 2h);
        poll();
        BOOST_REQUIRE(alive);
        BOOST_TEST(*alive == 0u);
    }
}

BOOST_AUTO_TEST_CASE(tokens)
{
    auto later = provider.async_get(asio::use_future);
    std::string id;
    asio::co_spawn(
        io,
        [&]() -> asio::awaitable<void> {
            id = (co_await provider.async_get(asio::deferred)).who->secret_id();
        },
        asio::detached);
    poll();
    source.give("first", start + 2h);
    poll();
    BOOST_TEST(later.get().who->secret_id() == "first");
    BOOST_TEST(id == "first");
}

BOOST_AUTO_TEST_CASE(callers_outlive_the_provider)
{
    auto doomed = std::make_unique<provider_type>(source, cosio::refresh_policy(), clock);
    const auto result = begin(*doomed);
    doomed.reset();
    poll();
    source.give("first", start + 2h);
    poll();
    BOOST_REQUIRE(*result);
    BOOST_TEST((*result)->id() == "first");
}

BOOST_AUTO_TEST_CASE(a_source_that_drops_its_handler_leaks_nobody)
{
    const auto token = std::make_shared<int>(1);
    provider.async_get([token](cosio::error_code, cosio::provided_credentials) {
        BOOST_ERROR("the source has forgotten this one");
    });
    poll();
    BOOST_TEST(token.use_count() == 2);
    source.drop();
    BOOST_TEST(token.use_count() == 1);
    const auto next = begin();
    poll();
    BOOST_TEST(source.fetches() == 2);
    source.give("first", start + 2h);
    poll();
    BOOST_REQUIRE(*next);
    BOOST_TEST((*next)->id() == "first");
}

/// Asks nobody and never answers; the handler belongs to the event loop.
struct silent_source {
    using executor_type = asio::io_context::executor_type;
    executor_type where;
    executor_type get_executor() const { return where; }

    void async_fetch(cosio::source_handler handler)
    {
        auto timer =
            std::make_shared<asio::steady_timer>(where, asio::steady_timer::time_point::max());
        timer->async_wait([timer, kept = std::move(handler)](cosio::error_code) mutable {
            std::move(kept)(cosio::error_code(errc::no_credentials),
                            cosio::temporary_credentials());
        });
    }
};

BOOST_AUTO_TEST_CASE(an_event_loop_may_die_with_callers_waiting)
{
    const auto token = std::make_shared<int>(1);
    for (const bool begun : {true, false}) {
        auto short_lived = std::make_unique<asio::io_context>();
        cosio::refreshing_credentials<silent_source> outlives(
            silent_source{short_lived->get_executor()});
        outlives.async_get([token, outlives](cosio::error_code, cosio::provided_credentials) {
            BOOST_ERROR("nobody is left to call this");
        });
        if (begun)
            short_lived->poll();
        BOOST_TEST(token.use_count() == 2);
        short_lived.reset();
        BOOST_TEST(token.use_count() == 1);
    }
}

struct throwing_source {
    using executor_type = asio::io_context::executor_type;
    executor_type where;
    executor_type get_executor() const { return where; }
    void async_fetch(cosio::source_handler) { throw std::runtime_error("no key today"); }
};

BOOST_AUTO_TEST_CASE(what_a_source_throws_comes_out_of_run_and_nobody_is_lost)
{
    const cosio::refreshing_credentials<throwing_source> from(throwing_source{io.get_executor()});
    const auto result = begin(from);
    BOOST_CHECK_THROW(io.run(), std::runtime_error);
    poll();
    BOOST_REQUIRE(*result);
    BOOST_TEST(((*result)->code == errc::unusable_credentials));
}

/// Gives what it is told, at once.
struct told {
    cosio::error_code code;
    std::string words;

    cosio::error_code get(cosio::provided_credentials& out) const
    {
        out = {};
        if (code)
            out.detail = words;
        else
            out.who = std::make_shared<const cosio::credentials>(words, "key");
        return code;
    }
};

BOOST_AUTO_TEST_CASE(a_chain_that_must_wait)
{
    const told none{errc::no_credentials, "nothing here"}, good{{}, "AKID"};
    const cosio::credentials_chain chain(none, provider, good);
    static_assert(cosio::check_provider<std::remove_const_t<decltype(chain)>>());
    const auto first = begin(chain);
    poll();
    source.give("first", start + 2h);
    poll();
    BOOST_REQUIRE(*first);
    BOOST_TEST((*first)->id() == "first");

    // The first that answered is asked from now on, also where it has nothing.
    at(2h);
    const auto copy = chain;
    const auto second = begin(copy);
    poll();
    source.fail(errc::no_credentials, "gone");
    poll();
    BOOST_REQUIRE(*second);
    BOOST_TEST(((*second)->code == errc::no_credentials));
    BOOST_TEST((*second)->found.detail == "gone");
}

BOOST_AUTO_TEST_CASE(a_chain_passes_those_that_have_none)
{
    const told none{errc::no_credentials, "nothing here"}, good{{}, "AKID"};
    const auto through = begin(cosio::credentials_chain(none, provider, good));
    const auto in_vain = begin(cosio::credentials_chain(none, provider));
    const auto at_once_too = begin(cosio::credentials_chain(good, provider));
    poll();
    BOOST_REQUIRE(*at_once_too);
    BOOST_TEST((*at_once_too)->id() == "AKID");
    source.fail(errc::no_credentials, "no such machine");
    poll();
    BOOST_REQUIRE(*through);
    BOOST_TEST((*through)->id() == "AKID");
    BOOST_REQUIRE(*in_vain);
    BOOST_TEST(((*in_vain)->code == errc::no_credentials));
    BOOST_TEST((*in_vain)->found.detail == "nothing here; no such machine");

    at(1s);
    const auto refused = begin(cosio::credentials_chain(none, provider, good));
    poll();
    source.fail(errc::unusable_credentials, "broken");
    poll();
    BOOST_REQUIRE(*refused);
    BOOST_TEST(((*refused)->code == errc::unusable_credentials));
    BOOST_TEST((*refused)->found.detail == "broken");
}

BOOST_AUTO_TEST_CASE(a_chain_is_cancelled_and_called_where_its_caller_is)
{
    asio::io_context other;
    const auto strand = asio::make_strand(other);
    const told none{errc::no_credentials, "nothing here"}, good{{}, "AKID"};
    const cosio::credentials_chain waits(none, provider);
    const cosio::credentials_chain chain(none, provider, good);
    asio::cancellation_signal signal;
    std::optional<cosio::error_code> gone;
    bool on_strand = false;
    waits.async_get(asio::bind_cancellation_slot(
        signal.slot(),
        asio::bind_executor(strand, [&](cosio::error_code code, cosio::provided_credentials) {
            BOOST_TEST(strand.running_in_this_thread());
            gone = code;
        })));
    chain.async_get(
        asio::bind_executor(strand, [&](cosio::error_code code, cosio::provided_credentials) {
            BOOST_TEST(!code);
            on_strand = strand.running_in_this_thread();
        }));
    poll();
    signal.emit(asio::cancellation_type::terminal);
    poll();
    other.poll();
    BOOST_REQUIRE(gone);
    BOOST_TEST((*gone == asio::error::operation_aborted));
    source.fail(errc::no_credentials, "no such machine");
    for (int i = 0; i < 3; ++i) { // to and fro between the loops
        poll();
        other.restart();
        other.poll();
    }
    BOOST_TEST(on_strand);
}

BOOST_AUTO_TEST_SUITE_END()
