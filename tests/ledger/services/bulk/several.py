"""A book with some lunches in it, chosen as they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ledger.domain.books import compose
from ledger.domain.books.entry import Entry, Verb
from ledger.domain.bulk.change import Change, Wanted
from ledger.kernel.money import Money
from ledger.services.books import bookkeeping, checking, opening
from ledger.store.books import entries
from ledger.store.books.entries import Kept
from tests.cast import NOW, TODAY, cny, lunch, named


def lunches(session, seat, count=3, **more) -> list[Kept]:
    """Lunches of 10, 20, 30 …, each on its own day, the latest today."""
    made = []
    for n in range(count):
        entry = replace(lunch(session, seat, str(10 * (n + 1)), TODAY - timedelta(days=n)), **more)
        made.append(bookkeeping.record(session, seat, entry, NOW).stands)
    return made


def dear(session, seat, on=TODAY, currency="USD") -> Kept:
    """A dinner in another currency, valued by the table of rates."""
    parts = [(named(session, seat, "dining"), Money(2_000, currency))]
    return bookkeeping.record(
        session, seat, Entry(on, Verb.EXPENSE, compose.spent(named(session, seat, "wechat"), parts)), NOW).stands


def split(session, seat) -> Kept:
    """A basket over two categories."""
    parts = [(named(session, seat, one), cny("30")) for one in ("dining", "groceries")]
    return bookkeeping.record(
        session, seat, Entry(TODAY, Verb.EXPENSE, compose.spent(named(session, seat, "wechat"), parts)), NOW).stands


def moved(session, seat) -> Kept:
    """Money from the bank into the wallet."""
    places = named(session, seat, "bank"), named(session, seat, "wechat")
    return bookkeeping.record(
        session, seat, Entry(TODAY, Verb.TRANSFER, compose.moved(*places, cny("500"))), NOW).stands


def seen(*kept: Kept) -> dict[int, int]:
    """Things as they were seen."""
    return {one.thing_id: one.version for one in kept}


def category(session, seat, key: str) -> Wanted:
    """Into this category."""
    return Wanted(Change.CATEGORY, named(session, seat, key))


def stands(session, seat, kept: Kept) -> Kept | None:
    """What a thing stands as now."""
    return entries.standing_of(session, seat.book_id, kept.thing_id)


def faults(session, seat) -> tuple:
    """What does not hold in the book."""
    return checking.verify(session, seat.book_id).faults


def locked(session, seat, until: date):
    """The seat once its book is closed up to a day."""
    book = seat.book
    closed = opening.change_settings(
        session, seat, book.version, NOW, name=book.name, zone=book.zone, home_currency=book.home_currency,
        pigment=book.pigment, locked_until=until, closed=False)
    return replace(seat, book=closed)
