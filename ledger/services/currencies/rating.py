"""The rates an entry is locked at, and the one that would be: of the tables, typed, or as it was before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry
from ledger.domain.currencies.price import Price, Source
from ledger.domain.currencies.worth import DayRate, Locked, locked
from ledger.kernel.currency import UnknownCurrency, is_commodity, shown_code
from ledger.plumbing.db import Session
from ledger.store.books import rates
from ledger.store.currencies import commodities, prices


class From(StrEnum):
    """Where a rate is from: the table shipped with the product, the book's own, or given with the entry."""

    SHIPPED = "shipped"
    OWN = "own"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Rated:
    """A rate, the day it is of, and where it is from."""

    rate: Decimal
    day: date
    source: From


def locked_for(session: Session, seat: Seat, entry: Entry, typed: Decimal | None, was: Entry | None) -> Locked:
    """The rates an entry is to be locked at; one that no table has is kept in the book's own.

    Raises: UnknownCurrency for a commodity the book does not have.
    """
    home, known = seat.book.home_currency, dict[str, DayRate | None]()
    check_known(session, seat.book_id, {p.currency for p in entry.postings})

    def table(currency: str) -> DayRate | None:
        if currency not in known:
            known[currency] = rates.rate_on(session, seat.book_id, currency, home, entry.on)
        return known[currency]

    found = locked(entry, home, table, typed, was)
    prices.put(session, seat.book_id, [
        Price(currency, entry.on, rate, None, Source.TYPED if is_typed else Source.ENTRY)
        for currency, rate, is_typed in found.to_keep])
    return found


def check_known(session: Session, book_id: int, codes: Iterable[str]) -> None:
    """Raises: UnknownCurrency for a commodity the book does not have."""
    asked = {code for code in codes if is_commodity(code)}
    if asked:
        have = {one.unit for one in commodities.load(session, book_id).values()}
        for code in sorted(asked - have):
            raise UnknownCurrency(code=shown_code(code), field="currency")


def on_day(session: Session, seat: Seat, currency: str, day: date) -> Rated | None:
    """The rate an entry of that day would be locked at, None where nobody knows one."""
    home = seat.book.home_currency
    known = rates.rate_on(session, seat.book_id, currency, home, day)
    return None if known is None else Rated(known.rate, known.day, _source(session, seat, currency, known))


def of_entry(session: Session, seat: Seat, entry: Entry) -> Rated | None:
    """The rate an entry is locked at; None where it has none, or more than one."""
    foreign = {p.currency for p in entry.postings} - {seat.book.home_currency}
    if entry.rate is None or entry.rate_day is None or len(foreign) != 1:
        return None
    known = DayRate(Decimal(entry.rate), entry.rate_day)
    return Rated(known.rate, known.day, _source(session, seat, foreign.pop(), known))


def _source(session: Session, seat: Seat, currency: str, known: DayRate) -> From:
    """The table that has this rate on its day; where none has, it was given with the entry."""
    home = seat.book.home_currency
    shipped = rates.shipped_rate(currency, home, known.day)
    if shipped is not None and shipped.rate == known.rate:
        return From.SHIPPED
    own = rates.rate_on(session, seat.book_id, currency, home, known.day)
    return From.OWN if own is not None and own.rate == known.rate else From.ENTRY
