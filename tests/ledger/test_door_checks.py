"""Through the door: the last word on what an account holds, by what it held at the start or by a check."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from ledger import door
from ledger.domain.accounts.check import Check
from ledger.domain.books.book import Seat
from ledger.domain.currencies.price import Price
from ledger.kernel.figures import Place
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.accounts import checks, mending
from ledger.services.books import arranging, bookkeeping
from ledger.store.books import log
from ledger.store.currencies import prices
from tests.cast import NOW, TODAY, book, cny, join, jpy, lunch, named

LONG_AGO = date(2019, 3, 1)
LATER = NOW + timedelta(days=1)


def wechat(session: Session, seat: Seat, on: date = TODAY, revision: int | None = None) -> Place:
    number = named(session, seat, "wechat").account_id
    figures = door.figures(session, seat.member.person_id or 0, seat.book_id, on, revision)
    return next(place for place in figures.places if place.number == number)


def opens(session: Session, seat: Seat, amount: str, on: date) -> None:
    arranging.open_with(session, seat, named(session, seat, "wechat"), cny(amount), on, NOW)


def says(session: Session, seat: Seat, amount: Money, on: date = TODAY) -> Check:
    return checks.say(session, seat, named(session, seat, "wechat").account_id, amount, on, TODAY, NOW)


def told(place: Place) -> tuple[date | None, int]:
    return place.stated_on, place.gap_minor


def test_a_check_that_agrees_is_the_last_word(session: Session) -> None:
    seat = book(session)
    opens(session, seat, "500", LONG_AGO)
    bookkeeping.record(session, seat, lunch(session, seat, on=LONG_AGO + timedelta(days=2)), NOW)
    assert told(wechat(session, seat)) == (LONG_AGO, 0)

    says(session, seat, cny("468"))

    assert told(wechat(session, seat)) == (TODAY, 0)


def test_a_difference_left_so_shows_until_an_entry_explains_it(session: Session) -> None:
    seat = book(session)
    opens(session, seat, "500", TODAY - timedelta(days=30))
    check = says(session, seat, cny("450"))
    assert told(wechat(session, seat)) == (TODAY, 5_000)

    other = named(session, seat, "other_spending").account_id
    mending.record_difference(session, seat, check.account_id, check.check_id, other, "", NOW)

    assert told(wechat(session, seat)) == (TODAY, 0)


def test_it_is_told_as_known_at_the_revision_and_on_the_day(session: Session) -> None:
    seat = book(session)
    opens(session, seat, "500", TODAY - timedelta(days=30))
    before = log.head(session, seat.book_id).seq
    check = says(session, seat, cny("450"))
    differed = log.head(session, seat.book_id).seq
    checks.take_back(session, seat, check.account_id, check.check_id, LATER)

    began = TODAY - timedelta(days=30)
    assert told(wechat(session, seat, revision=before)) == (began, 0)
    assert told(wechat(session, seat, revision=differed)) == (TODAY, 5_000)
    assert told(wechat(session, seat, TODAY - timedelta(days=1), differed)) == (began, 0)
    assert told(wechat(session, seat, TODAY + timedelta(days=1))) == (began, 0)


def test_the_later_of_start_and_check_counts(session: Session) -> None:
    seat = book(session)
    says(session, seat, cny("77"), TODAY - timedelta(days=9))
    assert told(wechat(session, seat)) == (TODAY - timedelta(days=9), 7_700)

    opens(session, seat, "500", TODAY - timedelta(days=2))

    assert told(wechat(session, seat)) == (TODAY - timedelta(days=2), 0)


def test_a_foreign_difference_is_told_in_home_money_where_its_rate_is_known(session: Session) -> None:
    seat = book(session)
    says(session, seat, cny("0"), TODAY - timedelta(days=3))
    says(session, seat, Money(10_000, "VND"))
    assert told(wechat(session, seat)) == (TODAY - timedelta(days=3), 0)

    prices.put(session, seat.book_id, [Price("JPY", TODAY, Decimal("0.05"))])
    says(session, seat, jpy("1000"))

    assert told(wechat(session, seat)) == (TODAY, 5_000)


def test_each_holder_is_told_what_they_see(session: Session) -> None:
    from dataclasses import replace

    seat = book(session)
    jun = join(session, seat, "Jun", "partner")
    bookkeeping.record(session, seat, replace(lunch(session, seat), visibility="private"), NOW)
    says(session, seat, cny("-32"))

    assert told(wechat(session, seat)) == (TODAY, 0)
    assert told(wechat(session, jun)) == (TODAY, 3_200)
