"""Rates of the day: what a person gave for this book, else the table shipped with the product.

The shipped table holds the European Central Bank's reference rates of each working day. A day without one takes the
nearest earlier day's, at most a month back, and says which day it was.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal, localcontext
from functools import lru_cache
from importlib import resources

import sqlalchemy as sa

from ledger.domain.currencies.worth import DayRate
from ledger.kernel.currency import is_commodity
from ledger.kernel.rate import RateNotPositive, canonical_rate
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.currencies import BookRateRow

REACH_DAYS = 31
"""How far back a missing day may borrow its rate."""

_SIGNIFICANT = 10
_rate = table(BookRateRow)


def rate_on(session: Session, book_id: int, currency: str, home: str, day: date) -> DayRate | None:
    """The rate to value a currency with on a day, or None where nobody knows one.

    A price in another currency than home is worth what that one was on the same day.
    """
    given, shipped = _given(session, book_id, currency, day), shipped_rate(currency, home, day)
    if given is None or (shipped is not None and given[0].day < shipped.day):
        return shipped
    own, unit = given
    if unit is None or unit == home:
        return own
    through = _through(session, book_id, unit, home, own.day)
    if through is None:
        return shipped
    with localcontext(prec=_SIGNIFICANT), suppress(RateNotPositive):
        return DayRate(Decimal(canonical_rate(own.rate * through.rate)), own.day)
    return shipped


def _given(session: Session, book_id: int, currency: str, day: date) -> tuple[DayRate, str | None] | None:
    """The latest price of the book's own table and the currency it is in, at most a month back."""
    row = session.first(
        sa.select(_rate.c.rate, _rate.c.on_day, _rate.c.unit).where(
            _rate.c.book_id == book_id, _rate.c.currency == currency, _rate.c.on_day <= day,
            _rate.c.on_day > day - timedelta(days=REACH_DAYS)).order_by(_rate.c.on_day.desc()).limit(1)
    )
    return None if row is None else (DayRate(Decimal(row.rate), row.on_day), row.unit)


def _through(session: Session, book_id: int, currency: str, home: str, day: date) -> DayRate | None:
    """The rate of a currency that a price is in; one that is itself in a third currency is none."""
    given, shipped = _given(session, book_id, currency, day), shipped_rate(currency, home, day)
    is_ours = given is not None and given[1] in (None, home) and (shipped is None or given[0].day >= shipped.day)
    return given[0] if given is not None and is_ours else shipped


def shipped_rate(currency: str, home: str, day: date) -> DayRate | None:
    """The shipped table's rate, or None where it has neither the day nor one shortly before; of no commodity."""
    if is_commodity(currency):
        return None
    for back in range(REACH_DAYS):
        at = day - timedelta(days=back)
        per_euro = _year(at.year).get(at)
        if per_euro is None:
            continue
        ours, theirs = _euro(per_euro, home), _euro(per_euro, currency)
        if ours is None or theirs is None:
            return None
        with localcontext(prec=_SIGNIFICANT):
            return DayRate(Decimal(canonical_rate(ours / theirs)), at)
    return None


def _euro(per_euro: dict[str, str], currency: str) -> Decimal | None:
    if currency == "EUR":
        return Decimal(1)
    text = per_euro.get(currency)
    return Decimal(text) if text else None


@lru_cache(maxsize=4)
def _year(year: int) -> dict[date, dict[str, str]]:
    source = resources.files("ledger") / "data" / "rates" / f"{year}.csv"
    if not source.is_file():
        return {}
    return dict(_days(source.read_text().splitlines()))


def _days(lines: Iterable[str]) -> Iterable[tuple[date, dict[str, str]]]:
    for row in csv.DictReader(lines):
        yield date.fromisoformat(row.pop("day")), row
