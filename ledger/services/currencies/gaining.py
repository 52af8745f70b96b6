"""Gain and loss on other currencies and commodities over some days, by currency and place, by weighted average cost.

What is held is valued at the rate of the day from the tables, as entries are; where none is known it stands at its
cost and says so. See `domain/currencies/gains.py` for the method and its sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ledger.domain.books.account import EXCHANGE_CODE, Account
from ledger.domain.books.book import Seat
from ledger.domain.currencies.gains import Held, Line, holdings, lines
from ledger.domain.currencies.worth import DayRate
from ledger.kernel.period import Period
from ledger.kernel.rate import convert
from ledger.plumbing.db import Session
from ledger.services.books.quick import accounts_in
from ledger.services.reports import seen
from ledger.store.books import rates
from ledger.store.currencies import moved


@dataclass(frozen=True, slots=True)
class Exchange:
    """The report: a line for each place and currency, in the order of currencies and places; the accounts they are of;
    and by currency the rate what is held was valued at (None where nobody knows one)."""

    on: date
    lines: tuple[Line, ...]
    known: Mapping[int, Account]
    priced: Mapping[str, DayRate | None]

    @property
    def exchanged(self) -> int:
        """What exchanging itself gained, against the rates of the day."""
        return sum(line.exchanged for line in self.lines)

    @property
    def realised(self) -> int:
        """What was gained by what left."""
        return sum(line.realised for line in self.lines)

    @property
    def unrealised(self) -> int:
        """What the prices of what is held changed."""
        return sum(line.unrealised for line in self.lines)

    @property
    def gain(self) -> int:
        """All of it."""
        return sum(line.gain for line in self.lines)

    @property
    def waiting(self) -> int:
        """Movements that are in nothing here, for want of a rate."""
        return sum(line.waiting for line in self.lines)

    @property
    def unpriced(self) -> list[str]:
        """What is held and has no price of the day."""
        return sorted({line.held.currency for line in self.lines if line.is_unpriced})


def exchange(session: Session, seat: Seat, period: Period, today: date) -> Exchange:
    """The gain and loss of a period, up to today while it runs; over what this member may see."""
    home, known = seat.book.home_currency, accounts_in(session, seat)
    last = period.end - timedelta(days=1)
    on, before = (today if today in period else last), period.start - timedelta(days=1)
    held = {one.account_id for one in seen.until(session, seat, on)
            if one.currency != home and one.account_id in known and known[one.account_id].is_place}
    between = next((one.account_id for one in known.values() if one.code == EXCHANGE_CODE), None)
    moves = moved.moves(session, seat.book_id, seat.member.member_id, home, held, between, on) if held else []
    at_end, at_start = holdings(moves, on), holdings(moves, before)
    priced = _priced(session, seat, {one.currency for one in at_end}, on)
    begun = _priced(session, seat, {one.currency for one in at_start}, before)
    found = lines(moves, period.start, _worth(at_start, begun, home), _worth(at_end, priced, home))
    order = {account_id: n for n, account_id in enumerate(known)}
    told = sorted(found, key=lambda line: (line.held.currency, order[line.held.account_id]))
    return Exchange(on, tuple(told), known, priced)


def _priced(session: Session, seat: Seat, currencies: set[str], day: date) -> dict[str, DayRate | None]:
    home = seat.book.home_currency
    return {one: rates.rate_on(session, seat.book_id, one, home, day) for one in sorted(currencies)}


def _worth(held: Mapping[Held, int], priced: Mapping[str, DayRate | None], home: str) -> dict[Held, int | None]:
    """What each holding is worth; nothing is worth nothing, price or none."""
    found: dict[Held, int | None] = {}
    for one, minor in held.items():
        rate = priced[one.currency]
        found[one] = 0 if not minor else None if rate is None else convert(minor, one.currency, home, rate.rate)
    return found
