"""The book's own table of rates and prices as rows: read by page, written one by one or a file at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from ledger.domain.currencies.price import Price, Source
from ledger.kernel.rate import canonical_rate
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.tables.currencies import BookRateRow

_rate = table(BookRateRow)
_AT_ONCE = 500
"""Rows named in one statement."""


def page(
    session: Session, book_id: int, codes: Sequence[str] | None, after: tuple[date, str] | None, limit: int
) -> list[Price]:
    """Prices, the latest first, of some currencies or of all; `after` is the day and currency of the last one read."""
    asked = [_rate.c.book_id == book_id]
    if codes is not None:
        asked.append(_rate.c.currency.in_(codes))
    if after is not None:
        on, currency = after
        asked.append(sa.or_(_rate.c.on_day < on, sa.and_(_rate.c.on_day == on, _rate.c.currency > currency)))
    rows = session.rows(sa.select(_rate).where(*asked).order_by(_rate.c.on_day.desc(), _rate.c.currency).limit(limit))
    return [_read(row) for row in rows]


def currencies(session: Session, book_id: int) -> list[str]:
    """What the table has prices of."""
    rows = session.rows(sa.select(_rate.c.currency).where(_rate.c.book_id == book_id).distinct())
    return sorted(row.currency for row in rows)


def some(session: Session, book_id: int, keys: Iterable[tuple[str, date]]) -> dict[tuple[str, date], Price]:
    """The prices that stand for these currencies and days."""
    wanted, found = set(keys), dict[tuple[str, date], Price]()
    days = sorted({on for _currency, on in wanted})
    for at in range(0, len(days), _AT_ONCE):
        rows = session.rows(sa.select(_rate).where(
            _rate.c.book_id == book_id, _rate.c.on_day.in_(days[at : at + _AT_ONCE])))
        found |= {(row.currency, row.on_day): _read(row) for row in rows if (row.currency, row.on_day) in wanted}
    return found


def put(session: Session, book_id: int, prices: Sequence[Price], seq: int | None = None) -> None:
    """Write prices, each in place of what stood for its currency and day, as the deed with a sequence does.

    Raises: RateNotPositive.
    """
    if not prices:
        return
    values = [{"book_id": book_id, "currency": one.currency, "on_day": one.on, "rate": canonical_rate(one.rate),
               "unit": one.unit, "source": one.source.value, "seq": seq} for one in prices]
    statement = insert(session, _rate)
    session.run(statement.on_conflict_do_update(
        index_elements=["book_id", "currency", "on_day"],
        set_={name: statement.excluded[name] for name in ("rate", "unit", "source", "seq")}), values)


def drop(session: Session, book_id: int, prices: Iterable[Price]) -> int:
    """Take prices out of the table where they still stand as given; how many did."""
    return sum(session.run(sa.delete(_rate).where(
        _rate.c.book_id == book_id, _rate.c.currency == one.currency, _rate.c.on_day == one.on,
        _rate.c.rate == canonical_rate(one.rate))).rowcount for one in prices)


def drop_of(session: Session, book_id: int, seq: int) -> int:
    """Take out what one deed brought from a file and nobody replaced since; how many prices."""
    return session.run(sa.delete(_rate).where(
        _rate.c.book_id == book_id, _rate.c.seq == seq, _rate.c.source == Source.FILE.value)).rowcount


def _read(row: Any) -> Price:
    return Price(row.currency, row.on_day, Decimal(row.rate), row.unit, Source(row.source or Source.TYPED))
