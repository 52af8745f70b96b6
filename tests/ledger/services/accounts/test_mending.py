"""What could explain a difference is put right with one tap, on both engines, and the tap undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ledger.domain.accounts.causes import Why
from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Status, Verb, Words
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.plumbing.db import Session
from ledger.services.accounts import checks, mending
from ledger.services.books import bookkeeping, checking
from ledger.services.planning import scheduling
from tests.cast import NOW, TODAY, book, cny, lunch, named
from tests.ledger.services.accounts.said import YESTERDAY, agrees, could_be, eats, held, mended, says


def test_a_double_is_taken_back_with_one_tap_and_the_tap_undone(session: Session) -> None:
    seat = book(session)
    eats(session, seat)
    twice = eats(session, seat)
    check = says(session, seat, "-32")

    found = could_be(session, seat, check, Why.TWICE)
    fix = mended(session, seat, check, Why.TWICE)

    assert (found.cause.subject, found.is_mendable) == (twice, True) and agrees(session, seat, check)
    (done,) = mending.fixed(session, seat, check.check_id)
    assert (done.seq, done.deed, done.is_last) == (fix.seq, "take_back", True)
    mending.undo(session, seat, check.account_id, check.check_id, fix.seq, NOW)
    assert held(session, seat, check).gap == cny("32")
    assert [one.is_last for one in mending.fixed(session, seat, check.check_id)] == [False]
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_direction_digits_and_a_place_are_put_right(session: Session) -> None:
    seat = book(session)
    place, other = named(session, seat, "wechat"), named(session, seat, "alipay")
    dining = named(session, seat, "dining")
    wrong_way = Entry(TODAY, Verb.REFUND, compose.refunded(place, [(dining, cny("20"))]))
    elsewhere = Entry(TODAY, Verb.EXPENSE, compose.spent(other, [(dining, cny("7"))]), Words("Old Street", ""))
    for why, entry, truth in (
        (Why.TURNED, wrong_way, "-20"), (Why.SWAPPED, lunch(session, seat, "45.00"), "-74"),
        (Why.ELSEWHERE, elsewhere, "-81"),
    ):  # fmt: skip
        bookkeeping.record(session, seat, entry, NOW)
        check = says(session, seat, truth)
        assert not agrees(session, seat, check)
        mended(session, seat, check, why)
        assert agrees(session, seat, check), why
    assert [one.agrees for one in checks.of_account(session, seat, place.account_id)] == [True, False, False]
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_planned_item_is_recorded_and_waits_again_when_that_is_undone(session: Session) -> None:
    seat = book(session)
    item = scheduling.add(session, seat, Scheduled(
        0, "Rent", "expense", named(session, seat, "wechat").account_id, named(session, seat, "rent").account_id,
        cny("4200"), YESTERDAY, Repeats.MONTHLY, YESTERDAY.day), NOW)
    check = says(session, seat, "-4200")

    fix = mended(session, seat, check, Why.DUE)

    assert agrees(session, seat, check)
    assert scheduling.get(session, seat, item.item_id).item.next_day == date(2026, 12, 20)
    mending.undo(session, seat, check.account_id, check.check_id, fix.seq, NOW)
    assert scheduling.get(session, seat, item.item_id).item.next_day == YESTERDAY
    assert held(session, seat, check).gap == cny("-4200")


def test_what_waits_is_shown_and_has_no_tap(session: Session) -> None:
    seat = book(session)
    bookkeeping.record(session, seat, replace(lunch(session, seat), status=Status.PENDING), NOW)
    check = says(session, seat, "-32")

    found = could_be(session, seat, check, Why.WAITING)

    assert not found.is_mendable
    with pytest.raises(mending.NoLongerSo):
        mending.mend(session, seat, check.account_id, check.check_id, found.cause.key, NOW)


def test_a_transfer_between_the_two_is_not_moved_onto_itself(session: Session) -> None:
    seat = book(session)
    postings = compose.moved(named(session, seat, "wechat"), named(session, seat, "alipay"), cny("50"))
    bookkeeping.record(session, seat, Entry(TODAY, Verb.TRANSFER, postings), NOW)
    check = says(session, seat, "0")

    assert mending.explained(session, seat, held(session, seat, check)) == []


def test_the_difference_is_an_entry_linked_to_the_check(session: Session) -> None:
    seat = book(session, scene="small_business")
    till = named(session, seat, "till")
    for amount, key in (("-5.50", "till_short"), ("3.00", "till_over")):
        check = checks.say(session, seat, till.account_id, cny(amount), TODAY, TODAY, NOW)
        category = named(session, seat, key)
        mending.record_difference(
            session, seat, till.account_id, check.check_id, category.account_id, "counted", NOW)
        assert agrees(session, seat, check)
        (done,) = mending.fixed(session, seat, check.check_id)
        assert (done.deed, [one.pack_key for one in done.shown.line.what]) == ("record", [key])
    with pytest.raises(mending.NothingToFix):
        mending.record_difference(session, seat, till.account_id, check.check_id, category.account_id, "", NOW)


def test_takings_of_several_channels_are_not_turned(session: Session) -> None:
    seat = book(session, scene="small_business")
    till, wechat = named(session, seat, "till"), named(session, seat, "wechat")
    income = named(session, seat, "sales")
    taken = compose.taken_in([(till, cny("50")), (wechat, cny("80"))], income)
    bookkeeping.record(session, seat, Entry(TODAY, Verb.TAKINGS, taken), NOW)
    check = checks.say(session, seat, till.account_id, cny("-50"), TODAY, TODAY, NOW)

    assert mending.explained(session, seat, held(session, seat, check)) == []
