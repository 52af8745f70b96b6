"""Checks on both engines: said, held against the books, put right, taken back; and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from ledger.domain.accounts.causes import Why
from ledger.domain.accounts.check import Check, DayAhead
from ledger.domain.books import compose
from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.books.compose import CurrencyNotHeld
from ledger.domain.books.entry import Entry, Status, Verb, Words
from ledger.domain.planning.due import Repeats, Scheduled
from ledger.kernel.errors import Missing
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.accounts import checks, mending
from ledger.services.books import bookkeeping, checking, erasing, opening
from ledger.services.books.bookkeeping import NotYours
from ledger.services.planning import scheduling
from ledger.store.books import log
from tests.cast import NOW, TODAY, book, cny, join, jpy, lunch, named

YESTERDAY = TODAY - timedelta(days=1)


def eats(session: Session, seat: Seat, amount: str = "32.00", on: date = TODAY, note: str = "lunch") -> int:
    """The thing of a lunch paid from WeChat."""
    done = bookkeeping.record(session, seat, lunch(session, seat, amount, on, note), NOW)
    assert done.stands is not None
    return done.stands.thing_id


def says(session: Session, seat: Seat, amount: str, on: date = TODAY, key: str = "wechat") -> Check:
    return checks.say(session, seat, named(session, seat, key).account_id, cny(amount), on, TODAY, NOW)


def held(session: Session, seat: Seat, check: Check):
    return checks.get(session, seat, check.account_id, check.check_id)


def could_be(session: Session, seat: Seat, check: Check, why: Why) -> mending.Explained:
    return next(one for one in mending.explained(session, seat, held(session, seat, check)) if one.cause.why is why)


def mended(session: Session, seat: Seat, check: Check, why: Why):
    key = could_be(session, seat, check, why).cause.key
    return mending.mend(session, seat, check.account_id, check.check_id, key, NOW)


def agrees(session: Session, seat: Seat, check: Check) -> bool:
    return held(session, seat, check).agrees


def test_what_agrees_is_remembered_without_an_entry(session: Session) -> None:
    seat = book(session)
    eats(session, seat)
    before = len(list(log.each(session, seat.book_id)))
    check = says(session, seat, "-32")

    (last,) = checks.latest(session, seat).values()
    assert last.check == check and last.agrees
    deeds = [deed for deed, _ in log.each(session, seat.book_id)][before:]
    assert [(one.deed, one.subject_kind, one.subjects) for one in deeds] == [("check", "check", (check.check_id,))]
    assert checking.verify(session, seat.book_id).faults == ()


def test_a_day_s_end_is_what_counts_and_later_entries_do_not(session: Session) -> None:
    seat = book(session)
    eats(session, seat, on=YESTERDAY)
    check = says(session, seat, "-32", YESTERDAY)
    eats(session, seat, on=TODAY)

    assert agrees(session, seat, check)
    eats(session, seat, "5.00", on=YESTERDAY)
    assert held(session, seat, check).gap == cny("5")


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


def test_a_debt_is_below_zero_and_more_owed_is_spent(session: Session) -> None:
    seat = book(session)
    check = says(session, seat, "-120", key="credit_card")
    other = named(session, seat, "other_spending")

    mending.record_difference(session, seat, check.account_id, check.check_id, other.account_id, "", NOW)

    assert agrees(session, seat, check)


def test_another_currency_is_held_against_itself(session: Session) -> None:
    seat = book(session)
    place = named(session, seat, "wechat")
    check = checks.say(session, seat, place.account_id, jpy("1000"), TODAY, TODAY, NOW)

    assert held(session, seat, check).gap == jpy("1000")
    bound = opening.amend_account(session, seat, replace(place, currency="CNY"), place.version, NOW)
    with pytest.raises(CurrencyNotHeld):
        checks.say(session, seat, bound.account_id, Money(1, "JPY"), TODAY, TODAY, NOW)


def test_a_check_taken_back_counts_no_more(session: Session) -> None:
    seat = book(session)
    first, second = says(session, seat, "10", YESTERDAY), says(session, seat, "20")

    checks.take_back(session, seat, second.account_id, second.check_id, NOW)

    assert [one.check for one in checks.latest(session, seat).values()] == [first]
    with pytest.raises(Missing):
        held(session, seat, second)
    with pytest.raises(Missing):
        checks.take_back(session, seat, second.account_id, second.check_id, NOW)
    assert checking.verify(session, seat.book_id).faults == ()


def test_only_what_happened_since_it_last_agreed_is_looked_through(session: Session) -> None:
    seat = book(session)
    eats(session, seat, on=YESTERDAY - timedelta(days=5))
    eats(session, seat, on=YESTERDAY - timedelta(days=5))
    says(session, seat, "-64", YESTERDAY)
    check = says(session, seat, "-32")
    assert mending.explained(session, seat, held(session, seat, check)) == []

    late = eats(session, seat, "32.00", YESTERDAY - timedelta(days=5), "back-dated")
    lower = says(session, seat, "-96")
    assert agrees(session, seat, lower) and late
    again = says(session, seat, "-64")
    assert mending.explained(session, seat, held(session, seat, again)) == []


def test_who_may_not_is_refused_and_who_is_not_there_finds_nothing(session: Session) -> None:
    seat = book(session)
    jun = join(session, seat, "Jun", "contributor")
    check = says(session, seat, "10")
    theirs = book(session, owner="Ola")

    with pytest.raises(NotYours):
        checks.take_back(session, jun, check.account_id, check.check_id, NOW)
    with pytest.raises(Missing):
        checks.get(session, theirs, check.account_id, check.check_id)
    with pytest.raises(Missing):
        checks.say(session, seat, named(session, seat, "dining").account_id, cny("1"), TODAY, TODAY, NOW)
    with pytest.raises(DayAhead):
        says(session, seat, "1", TODAY + timedelta(days=1))
    with pytest.raises(BookClosed):
        says(session, replace(seat, book=replace(seat.book, closed=True)), "1")


def test_a_private_entry_counts_for_its_recorder_alone(session: Session) -> None:
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    bookkeeping.record(session, seat, replace(lunch(session, seat), visibility="private"), NOW)
    check = says(session, seat, "-32")

    assert agrees(session, seat, check) and held(session, jun, check).gap == cny("-32")
    assert mending.explained(session, jun, held(session, jun, check)) == []


def test_a_pocket_of_ones_own_is_not_another_s_to_check(session: Session) -> None:
    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    wechat = named(session, seat, "wechat")
    check = says(session, seat, "1")
    opening.amend_account(
        session, seat, replace(wechat, visibility="private", owner=seat.member.member_id), wechat.version, NOW)

    assert checks.latest(session, jun) == {}
    with pytest.raises(Missing):
        checks.get(session, jun, check.account_id, check.check_id)


def test_rows_of_a_check_never_change_and_go_with_their_book(database) -> None:
    with database.transaction() as session:
        seat = book(session)
        says(session, seat, "10")
    for statement in ("UPDATE account_check SET minor = 1", "DELETE FROM account_check"):
        with pytest.raises(sa.exc.DBAPIError), database.transaction() as session:
            session.allow_books([seat.book_id])
            session.run(sa.text(statement))
    with database.transaction() as session:
        session.allow_books([seat.book_id])
        erasing.erase_book(session, seat, NOW)
        assert session.value(sa.text("SELECT count(*) FROM account_check")) == 0


def test_a_changed_check_is_found_by_verifying(sqlite_url: str) -> None:
    from ledger.plumbing.db import Database

    database = Database(sqlite_url)
    with database.transaction() as session:
        seat = book(session)
        check = says(session, seat, "10")
    with database.transaction() as session:
        session.run(sa.text("DROP TRIGGER account_check_stays"))
        session.run(sa.text("UPDATE account_check SET minor = minor + 1"))
        faults = checking.verify(session, seat.book_id).faults
    database.dispose()

    assert [one.what for one in faults] == [f"a check differs from the digest of deed {check.seq}"]


def test_a_check_is_found_under_its_own_account_alone(session: Session) -> None:
    seat = book(session)
    check = says(session, seat, "10")

    with pytest.raises(Missing):
        checks.get(session, seat, named(session, seat, "bank").account_id, check.check_id)
