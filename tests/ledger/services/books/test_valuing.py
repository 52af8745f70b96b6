"""What waits for a rate is completed when one arrives, once, with its sums, and nothing is left to rebuild."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books.book import BookClosed
from ledger.domain.books.entry import Entry, Posting, Verb, completed, with_home_values
from ledger.domain.books.sums import SumKey, Tally, difference
from ledger.kernel.rate import RateNotPositive
from ledger.plumbing import work
from ledger.services.books import bookkeeping, valuing
from ledger.services.reports.month import month_page
from ledger.store.books import entries, log, standing
from ledger.store.books.waiting import Waiting
from tests.cast import NOW, TODAY, join, named
from tests.ledger.domain.files.bills_made import app
from tests.ledger.services.files import bills

MARCH = date(2026, 3, 5)


def waiting_book(database, *changes):
    """A ledger kept in tenge, which nobody quotes, with a bill in yuan."""
    seat = bills.opened(database, currency="KZT")
    bills.imported(database, seat, app(*(changes or ({},))))
    return seat


def in_book(database, seat, do, kind="person"):
    """Something done in the book, in a transaction of its own, as the book stands now."""
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        return do(session, bills.seated(seat, kind)(session))


def give(database, seat, rate="75", day=MARCH, currency="CNY"):
    in_book(database, seat, lambda s, me: valuing.give_rate(s, me, currency, day, Decimal(rate), NOW))


def waits(database, seat):
    return in_book(database, seat, valuing.waiting_days)


def month(database, seat):
    return in_book(database, seat, lambda s, me: month_page(s, me, MARCH.replace(day=1), TODAY))


def homes(database, seat):
    kept = in_book(database, seat, lambda s, me: entries.after(s, me.book_id, 0, 99))
    return [[p.home_minor for p in one.entry.postings] for one in kept]


def test_a_given_rate_completes_what_waited_and_the_month_counts_it(database):
    seat = waiting_book(database)
    before = month(database, seat)
    assert waits(database, seat) == [Waiting("CNY", MARCH, 1)]

    give(database, seat)

    after, checked = month(database, seat), bills.checked(database, seat)
    assert (before.unvalued, before.went_out) == (2, 0)
    assert (after.unvalued, after.went_out) == (0, 38_50 * 75)
    assert homes(database, seat) == [[38_50 * 75, -38_50 * 75]]
    assert waits(database, seat) == [] and checked.faults == ()


def test_the_log_says_who_gave_the_rate_and_which_entries_it_completed(database):
    seat = waiting_book(database)

    give(database, seat)

    (entry,) = in_book(database, seat, lambda s, me: entries.after(s, me.book_id, 0, 9))
    valued, given_ = in_book(database, seat, lambda s, me: log.latest(s, me.book_id, 2))
    assert (given_.deed, given_.actor) == ("give_rate", seat.member.member_id)
    assert (valued.deed, valued.subjects) == ("value", (entry.entry_id,))


def test_a_rate_holds_for_the_month_after_its_day_and_not_before(database):
    seat = waiting_book(database, {}, {"交易时间": "2026-03-20 08:00:00", "交易订单号": "A2"},
                        {"交易时间": "2026-03-01 08:00:00", "交易订单号": "A3"},
                        {"交易时间": "2026-05-20 08:00:00", "交易订单号": "A4"})

    give(database, seat)

    assert [one.on for one in waits(database, seat)] == [date(2026, 3, 1), date(2026, 5, 20)]
    assert bills.checked(database, seat).faults == ()


def test_what_was_taken_back_meanwhile_still_comes_to_nothing(database):
    seat = waiting_book(database, {}, {"金额": "7.00", "交易订单号": "A2"})
    first = in_book(database, seat, lambda s, me: entries.after(s, me.book_id, 0, 1))[0]
    in_book(database, seat, lambda s, me: bookkeeping.take_back(s, me, first.thing_id, 1, NOW))

    give(database, seat)

    assert month(database, seat).went_out == 7_00 * 75
    assert sum(value for entry in homes(database, seat) for value in entry) == 0
    assert bills.checked(database, seat).faults == ()


def test_of_two_people_the_second_is_told_that_nothing_waits_any_more(database):
    seat = waiting_book(database)
    give(database, seat)

    with pytest.raises(valuing.NothingWaits):
        give(database, seat, "80")

    assert homes(database, seat) == [[38_50 * 75, -38_50 * 75]]


@pytest.mark.parametrize("rate", ["0", "-7", "NaN"])
def test_a_rate_is_a_number_above_zero(database, rate):
    seat = waiting_book(database)

    with pytest.raises(RateNotPositive):
        give(database, seat, rate)


def test_a_rate_typed_with_a_single_entry_completes_the_others_of_its_day_afterwards(database):
    seat = waiting_book(database)

    def buy(session, me):
        places = named(session, me, "dining"), named(session, me, "wechat")
        spent = Entry(MARCH, Verb.EXPENSE, tuple(
            Posting(one.account_id, sign * 1000, "CNY") for one, sign in zip(places, (1, -1), strict=True)))
        return bookkeeping.record(session, me, spent, NOW, rate=Decimal(75))

    in_book(database, seat, buy)
    assert len(waits(database, seat)) == 1
    work.work_off(database)

    assert waits(database, seat) == []
    assert month(database, seat).went_out == (38_50 + 10_00) * 75
    assert bills.checked(database, seat).faults == ()


def test_more_than_one_transaction_takes_is_finished_by_the_work_list(database, monkeypatch):
    monkeypatch.setattr(valuing.complete_next, "__defaults__", (2,))
    seat = waiting_book(database, *({"交易订单号": f"A{n}"} for n in range(5)))

    give(database, seat)
    left = sum(one.entries for one in waits(database, seat))
    work.work_off(database)

    assert left == 3 and waits(database, seat) == []
    assert month(database, seat).went_out == 5 * 38_50 * 75
    assert bills.checked(database, seat).faults == ()


def test_a_closed_month_stays_as_it_was(database):
    seat = waiting_book(database, {}, {"交易时间": "2026-04-02 08:00:00", "交易订单号": "A2"})
    bills.locked(seat, database, date(2026, 3, 31))

    give(database, seat)
    (asked,) = in_book(database, seat, valuing.asked)

    assert [one.on for one in asked.days] == [MARCH] and asked.since is None
    assert month(database, seat).went_out == 0


def test_what_became_known_meanwhile_is_offered(database):
    seat = waiting_book(database)
    bills.locked(seat, database, date(2026, 3, 31))
    give(database, seat, "75.5")
    bills.locked(seat, database, date(2026, 2, 28))

    (asked,) = in_book(database, seat, valuing.asked)

    assert (asked.since, asked.rate) == (MARCH, "75.5")


def test_a_ledger_that_was_put_away_takes_no_rate(database):
    seat = waiting_book(database)
    bills.closed(seat, database)

    with pytest.raises(BookClosed):
        give(database, seat)


def test_another_members_private_entry_is_completed_and_not_counted_for_me(database):
    seat = waiting_book(database)
    jun = in_book(database, seat, lambda s, me: join(s, me, "Jun", "partner"))
    theirs = in_book(database, seat, lambda s, me: valuing.waiting_days(s, jun))
    in_book(database, seat, lambda s, me: give_hidden(s, jun))

    shown = waits(database, seat)
    give(database, seat)

    assert [one.entries for one in theirs] == [one.entries for one in shown] == [1]
    assert None not in [value for entry in homes(database, seat) for value in entry]


def give_hidden(session, seat):
    """A private entry of one's own, restored from before its rate was known: it waits too."""
    from dataclasses import replace

    first = entries.after(session, seat.book_id, 0, 1)[0]
    hidden = replace(first.entry, visibility="private")
    head = log.lock(session, seat.book_id)
    kept = bookkeeping._fresh(session, seat, hidden, head.seq + 1, NOW)
    bookkeeping._post(session, seat, stands=[kept])
    bookkeeping._log(session, seat, head, "record", [kept], NOW)
    assert standing.wrong(session, seat.book_id) == []


MINORS = st.integers(1, 10**9)


@given(st.lists(MINORS, min_size=1, max_size=6), st.decimals("0.0001", "9999", places=4))
def test_completing_later_gives_what_recording_with_the_rate_had_given(parts, rate):
    postings = (*(Posting(n, minor, "CNY") for n, minor in enumerate(parts)), Posting(99, -sum(parts), "CNY"))

    later = completed(Entry(TODAY, Verb.EXPENSE, postings), "KZT", lambda _currency: rate)

    assert later.postings == with_home_values(postings, "KZT", lambda _currency: rate)
    mirror = completed(Entry(TODAY, Verb.EXPENSE, postings).reversed(1), "KZT", lambda _currency: rate)
    assert [p.home_minor for p in mirror.postings] == [-(p.home_minor or 0) for p in later.postings]


def test_what_has_a_value_keeps_it():
    valued = Entry(TODAY, Verb.EXPENSE, (Posting(1, 100, "CNY", 7500), Posting(2, -100, "CNY", -7500)))

    assert completed(valued, "KZT", lambda _currency: Decimal(80)) == valued


@given(st.integers(-99, 99), st.integers(-99, 99))
def test_a_difference_added_to_the_sums_before_gives_the_sums_after(one, other):
    key, only = SumKey("d", TODAY, 1, "CNY", "other", "posted"), SumKey("m", TODAY, 1, "CNY", "other", "posted")
    before, after = {key: Tally(in_minor=one, unvalued=2)}, {key: Tally(in_minor=other), only: Tally(moves=1)}

    change = difference(after, before)

    assert before[key].in_minor + change[key].in_minor == other and len(change) == 2
    assert (change[key].unvalued, change[only].moves) == (-2, 1)
