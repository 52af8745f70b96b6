"""Kept sums as rows: changed in the transaction that posts, read instead of searching postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.sums import DAY, MONTH, SumKey, Tally
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert_for
from ledger.store.tables.books import KeptSumRow

_sum = table(KeptSumRow)
_KEY = ("book_id", "grain", "starts", "account_id", "currency", "flow", "mark")
_MEASURES = ("in_minor", "out_minor", "in_home", "out_home", "moves", "unvalued")


@dataclass(frozen=True, slots=True)
class AccountSum:
    """Money in and out of one account in one currency over a period, posted and private together.

    Minor units; `home` values are in the book's home currency; `unvalued` movements are not in them.
    """

    account_id: int
    currency: str
    flow: str
    in_minor: int
    out_minor: int
    in_home: int
    out_home: int
    moves: int
    unvalued: int


def change(session: Session, book_id: int, changes: Mapping[SumKey, Tally]) -> None:
    """Add changes to the kept sums."""
    values = [_values(book_id, key, tally) for key, tally in changes.items() if tally]
    if values:
        session.run(_adding(session.is_sqlite), values)


@cache
def _adding(is_sqlite: bool) -> Any:
    statement = insert_for(is_sqlite, _sum)
    return statement.on_conflict_do_update(
        index_elements=list(_KEY), set_={name: _sum.c[name] + statement.excluded[name] for name in _MEASURES})


def _values(book_id: int, key: SumKey, tally: Tally) -> dict[str, Any]:
    return {
        "book_id": book_id, "grain": key.grain, "starts": key.starts, "account_id": key.account_id,
        "currency": key.currency, "flow": key.flow, "mark": key.mark, "in_minor": tally.in_minor,
        "out_minor": tally.out_minor, "in_home": tally.in_home, "out_home": tally.out_home, "moves": tally.moves,
        "unvalued": tally.unvalued,
    }


def all_sums(session: Session, book_id: int) -> dict[SumKey, Tally]:
    """Every kept sum of a book."""
    rows = session.rows(sa.select(_sum).where(_sum.c.book_id == book_id))
    return {
        SumKey(row.grain, row.starts, row.account_id, row.currency, row.flow, row.mark):
        Tally(row.in_minor, row.out_minor, row.in_home, row.out_home, row.moves, row.unvalued)
        for row in rows
    }


def replace(session: Session, book_id: int, keys: Iterable[SumKey], right: Mapping[SumKey, Tally]) -> None:
    """Put right the sums with these keys."""
    for key in keys:
        session.run(sa.delete(_sum).where(_sum.c.book_id == book_id,
                                          *(_sum.c[name] == value for name, value in asdict(key).items())))
    change(session, book_id, {key: right[key] for key in keys if key in right})


def over(
    session: Session, book_id: int, period: Period, marks: Sequence[str] = ("posted", "private")
) -> list[AccountSum]:
    """Sums by account, currency and flow over whole months or, where the period asks, over days."""
    grain = MONTH if _is_whole_months(period) else DAY
    return _grouped(session, book_id, marks, _sum.c.grain == grain, _sum.c.starts >= period.start,
                    _sum.c.starts < period.end)


def by_start(session: Session, book_id: int, period: Period, grain: str,
             marks: Sequence[str] = ("posted", "private")) -> list[tuple[date, AccountSum]]:
    """The kept sums themselves, each with the day or month it is of."""
    rows = session.rows(sa.select(_sum).where(
        _sum.c.book_id == book_id, _sum.c.grain == grain, _sum.c.starts >= period.start,
        _sum.c.starts < period.end, _sum.c.mark.in_(marks)).order_by(_sum.c.starts))
    return [(row.starts, AccountSum(row.account_id, row.currency, row.flow, row.in_minor, row.out_minor, row.in_home,
                                    row.out_home, row.moves, row.unvalued)) for row in rows]


def balances(session: Session, book_id: int, day: date,
             marks: Sequence[str] = ("posted", "private")) -> dict[tuple[int, str], tuple[int, int]]:
    """What each account holds at the end of a day, as (minor units, home minor units) by account and currency.

    Whole months before the day's month come from month sums, the rest from day sums.
    """
    first = day.replace(day=1)
    before = sa.and_(_sum.c.grain == MONTH, _sum.c.starts < first)
    within = sa.and_(_sum.c.grain == DAY, _sum.c.starts >= first, _sum.c.starts <= day)
    held: dict[tuple[int, str], tuple[int, int]] = {}
    for found in _grouped(session, book_id, marks, sa.or_(before, within)):
        minor, home = held.get((found.account_id, found.currency), (0, 0))
        held[found.account_id, found.currency] = (minor + found.in_minor - found.out_minor,
                                                  home + found.in_home - found.out_home)
    return held


def _grouped(session: Session, book_id: int, marks: Sequence[str], *chosen: sa.ColumnElement[bool]) -> list[AccountSum]:
    totals = [sa.cast(sa.func.sum(_sum.c[name]), sa.BigInteger).label(name) for name in _MEASURES]
    rows = session.rows(
        sa.select(_sum.c.account_id, _sum.c.currency, _sum.c.flow, *totals)
        .where(_sum.c.book_id == book_id, _sum.c.mark.in_(marks), *chosen)
        .group_by(_sum.c.account_id, _sum.c.currency, _sum.c.flow))
    return [AccountSum(row.account_id, row.currency, row.flow, row.in_minor, row.out_minor, row.in_home, row.out_home,
                       row.moves, row.unvalued) for row in rows]


def _is_whole_months(period: Period) -> bool:
    return period.start.day == 1 and period.end.day == 1
