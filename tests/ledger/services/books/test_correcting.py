"""An entry of a closed month stays; what is put right is recorded on an open day, linked, and the sum comes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.books.book import MonthLocked
from ledger.domain.books.correcting import NothingToCorrect, difference, together
from ledger.domain.books.entry import Posting, Verb, residuals
from ledger.services.books import bookkeeping, checking, correcting, looking_back
from ledger.services.books.bookkeeping import AlreadyTakenBack, NotYours
from ledger.store.books import entries, log, sums
from tests.cast import NOW, TODAY, book, cny, join, lunch, named

OCTOBER = date(2026, 10, 9)


@pytest.fixture
def closed(session):
    """Mei's book with a lunch of 32.00 in October, which is closed; the seat and the lunch."""
    seat = book(session)
    kept = bookkeeping.record(session, seat, lunch(session, seat, on=OCTOBER), NOW).stands
    return replace(seat, book=replace(seat.book, locked_until=date(2026, 10, 31), has_entries=True)), kept


def said(session, seat, kept, **changed):
    found = correcting.find(session, seat, kept.thing_id)
    return replace(correcting.said_of(session, seat, found), on=TODAY, **changed)


def put_right(session, seat, kept, amount, **changed):
    wanted = said(session, seat, kept, amount=cny(amount), **changed)
    return correcting.correct(session, seat, kept.thing_id, wanted, NOW).stands


def held(session, seat, key, day=TODAY):
    account = named(session, seat, key).account_id
    return sums.balances(session, seat.book_id, day).get((account, "CNY"), (0, 0))[0]


def test_the_difference_is_recorded_today_and_the_closed_month_stays(session, closed):
    seat, kept = closed

    fresh = put_right(session, seat, kept, "38.00")

    assert (fresh.entry.on, fresh.entry.verb, fresh.entry.replaces) == (TODAY, Verb.EXPENSE, kept.entry_id)
    assert sorted(p.minor for p in fresh.entry.postings) == [-600, 600]
    assert held(session, seat, "dining", OCTOBER) == 3200 and held(session, seat, "dining") == 3800
    assert entries.standing_of(session, seat.book_id, kept.thing_id) == kept
    assert checking.verify(session, seat.book_id).faults == () and checking.rebuild(session, seat.book_id) == 0


def test_what_was_too_much_comes_back_as_a_refund(session, closed):
    seat, kept = closed

    assert put_right(session, seat, kept, "30.00").entry.verb is Verb.REFUND
    assert held(session, seat, "wechat") == -3000


def test_another_category_moves_the_whole_sum(session, closed):
    seat, kept = closed

    fresh = put_right(session, seat, kept, "32.00", category=named(session, seat, "daily").account_id)

    assert (held(session, seat, "dining"), held(session, seat, "daily")) == (0, 3200)
    assert fresh.entry.verb is Verb.JOURNAL and len(fresh.entry.postings) == 2


def test_a_second_correction_starts_from_the_first(session, closed):
    seat, kept = closed
    put_right(session, seat, kept, "38.00")
    assert said(session, seat, kept).amount == cny("38.00")

    put_right(session, seat, kept, "35.50")

    assert held(session, seat, "dining") == 3550


def test_a_correction_taken_back_counts_no_more(session, closed):
    seat, kept = closed
    fresh = put_right(session, seat, kept, "38.00")
    bookkeeping.take_back(session, seat, fresh.thing_id, 1, NOW)

    assert said(session, seat, kept).amount == cny("32.00")
    put_right(session, seat, kept, "31.00")

    assert held(session, seat, "dining") == 3100


def test_both_lead_to_each_other(session, closed):
    seat, kept = closed
    fresh = put_right(session, seat, kept, "38.00")
    bookkeeping.amend(session, seat, fresh.thing_id, 1, lunch(session, seat, "7.00"), NOW)

    old = looking_back.thing(session, seat, kept.thing_id)
    new = looking_back.thing(session, seat, fresh.thing_id)

    assert [one.kept.thing_id for one in old.corrections] == [fresh.thing_id] and old.corrects is None
    assert new.corrects is not None and new.corrects.kept.entry_id == kept.entry_id and new.corrections == ()


def test_cancelled_out_today_it_comes_to_nothing_and_can_be_said_anew(session, closed):
    seat, kept = closed

    correcting.cancel_out(session, seat, kept.thing_id, TODAY, NOW)

    assert (held(session, seat, "dining"), held(session, seat, "wechat")) == (0, 0)
    with pytest.raises(NothingToCorrect):
        correcting.cancel_out(session, seat, kept.thing_id, TODAY, NOW)
    put_right(session, seat, kept, "12.00")
    assert held(session, seat, "dining") == 1200


def test_the_same_sums_again_are_no_correction(session, closed):
    seat, kept = closed

    with pytest.raises(NothingToCorrect):
        put_right(session, seat, kept, "32.00")

    assert held(session, seat, "dining") == 3200


def test_the_day_of_a_correction_must_be_open(session, closed):
    seat, kept = closed
    wanted = replace(said(session, seat, kept, amount=cny("38")), on=OCTOBER + timedelta(days=1))

    with pytest.raises(MonthLocked):
        correcting.correct(session, seat, kept.thing_id, wanted, NOW)


def test_whoever_may_not_amend_it_may_not_correct_it(session, closed):
    seat, kept = closed

    for role in ("contributor", "viewer"):
        with pytest.raises(NotYours):
            correcting.find(session, join(session, seat, role.title(), role), kept.thing_id)


def test_what_was_taken_back_is_not_corrected(session):
    seat = book(session)
    kept = bookkeeping.record(session, seat, lunch(session, seat), NOW).stands
    bookkeeping.take_back(session, seat, kept.thing_id, 1, NOW)

    with pytest.raises(AlreadyTakenBack):
        correcting.find(session, seat, kept.thing_id)


def test_undoing_the_correction_is_one_tap(session, closed):
    seat, kept = closed
    put_right(session, seat, kept, "38.00")

    bookkeeping.undo(session, seat, log.head(session, seat.book_id).seq, NOW)

    assert held(session, seat, "dining") == 3200


ACCOUNTS, MINORS = st.integers(1, 4), st.integers(-10**6, 10**6)
BALANCED = st.lists(st.tuples(ACCOUNTS, MINORS), max_size=5).map(
    lambda parts: (*(Posting(account, minor, "CNY") for account, minor in parts),
                   Posting(9, -sum(minor for _account, minor in parts), "CNY")))


@given(BALANCED, BALANCED)
def test_what_was_with_the_difference_is_what_is_right(was, right):
    try:
        change = difference(right, was)
    except NothingToCorrect:
        change = ()

    assert not any(residuals(change).values())
    assert set(together((*was, *change))) == set(together(right))


def test_shares_and_pockets_are_told_apart():
    was = (Posting(1, 900, "CNY", shares=((7, 450), (8, 450))), Posting(2, -900, "CNY", payer=7))
    right = (Posting(1, 600, "CNY", shares=((7, 300), (8, 300))), Posting(2, -600, "CNY", payer=8))

    change = difference(right, was)

    assert set(change) == {
        Posting(1, -300, "CNY", shares=((7, -150), (8, -150))), Posting(2, 900, "CNY", payer=7),
        Posting(2, -600, "CNY", payer=8),
    }
