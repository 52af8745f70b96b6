"""Rates of the day: what a person gave for this book, else the table shipped with the product.

The shipped table holds the European Central Bank's reference rates of each working day. A day without one takes the
nearest earlier day's, at most a month back, and says which day it was.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, localcontext
from functools import lru_cache
from importlib import resources

import sqlalchemy as sa

from ledger.kernel.rate import canonical_rate
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.tables.books import BookRateRow

REACH_DAYS = 31
"""How far back a missing day may borrow its rate."""

_SIGNIFICANT = 10
_rate = table(BookRateRow)


@dataclass(frozen=True, slots=True)
class DayRate:
    """Home units for one unit of a currency, and the day the rate is of."""

    rate: Decimal
    day: date


def rate_on(session: Session, book_id: int, currency: str, home: str, day: date) -> DayRate | None:
    """The rate to value a currency with on a day, or None where nobody knows one."""
    given = session.first(
        sa.select(_rate.c.rate, _rate.c.on_day).where(
            _rate.c.book_id == book_id, _rate.c.currency == currency, _rate.c.on_day <= day,
            _rate.c.on_day > day - timedelta(days=REACH_DAYS)).order_by(_rate.c.on_day.desc())
    )
    shipped = shipped_rate(currency, home, day)
    if given is not None and (shipped is None or given.on_day >= shipped.day):
        return DayRate(Decimal(given.rate), given.on_day)
    return shipped


def give(session: Session, book_id: int, currency: str, day: date, rate: Decimal) -> None:
    """Keep a rate a person gave for a day. Raises: RateNotPositive."""
    values = {"book_id": book_id, "currency": currency, "on_day": day, "rate": canonical_rate(rate)}
    statement = insert(session, _rate).values(values)
    session.run(statement.on_conflict_do_update(
        index_elements=["book_id", "currency", "on_day"], set_={"rate": statement.excluded.rate}))


def shipped_rate(currency: str, home: str, day: date) -> DayRate | None:
    """The shipped table's rate, or None where it has neither the day nor one shortly before."""
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
