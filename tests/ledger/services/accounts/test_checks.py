"""Checks on both engines: said, held against the books, taken back; and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ledger.domain.accounts.check import DayAhead
from ledger.domain.books.book import BookClosed
from ledger.domain.books.compose import CurrencyNotHeld
from ledger.kernel.errors import Missing
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.accounts import checks, mending
from ledger.services.books import bookkeeping, checking, erasing, opening
from ledger.services.books.bookkeeping import NotYours
from ledger.store.books import log
from tests.cast import NOW, TODAY, book, cny, join, jpy, lunch, named
from tests.ledger.services.accounts.said import YESTERDAY, agrees, eats, held, says


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
