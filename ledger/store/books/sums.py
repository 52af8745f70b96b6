"""Kept sums as rows: changed in the transaction that posts, read instead of searching postings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from ledger.domain.books.sums import DAY, MONTH, SumKey, Tally
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert_for
from ledger.store.tables.books import KeptSumRow

_sum = table(KeptSumRow)
_KEY = ("book_id", "grain", "starts", "account_id", "currency", "flow", "mark")
_MEASURES = ("in_minor", "out_minor", "in_home", "out_home", "moves", "unvalued")
_SIZE = tuple(_sum.c[name] for name in _MEASURES)


def _total(measure: sa.ColumnElement[int], name: str) -> sa.ColumnElement[int]:
    return sa.cast(sa.func.sum(measure), sa.BigInteger).label(name)


_MARKED = (_sum.c.book_id == sa.bindparam("book"), _sum.c.mark.in_(sa.bindparam("marks", expanding=True)))
_PERIOD = (*_MARKED, _sum.c.grain == sa.bindparam("grain"), _sum.c.starts >= sa.bindparam("start"),
           _sum.c.starts < sa.bindparam("end"))
_PLACE = (_sum.c.account_id, _sum.c.currency)
_BY_START = Prepared(sa.select(_sum.c.starts, *_PLACE, _sum.c.flow, *_SIZE).where(*_PERIOD).order_by(_sum.c.starts))
_OVER = Prepared(sa.select(*_PLACE, _sum.c.flow, *(_total(_sum.c[name], name) for name in _MEASURES)).where(
    *_PERIOD).group_by(*_PLACE, _sum.c.flow))
_HELD = sa.select(
    *_PLACE, _total(_sum.c.in_minor - _sum.c.out_minor, "minor"), _total(_sum.c.in_home - _sum.c.out_home, "home"),
).where(*_MARKED).group_by(*_PLACE)
_MONTHS = (_sum.c.grain == MONTH, _sum.c.starts < sa.bindparam("first"))
_DAYS = (_sum.c.grain == DAY, _sum.c.starts >= sa.bindparam("first"), _sum.c.starts <= sa.bindparam("day"))
_THEIRS = _sum.c.account_id.in_(sa.bindparam("accounts", expanding=True))
_BEFORE, _WITHIN = Prepared(_HELD.where(*_MONTHS)), Prepared(_HELD.where(*_DAYS))
_THEIRS_BEFORE, _THEIRS_WITHIN = Prepared(_HELD.where(*_MONTHS, _THEIRS)), Prepared(_HELD.where(*_DAYS, _THEIRS))
_NET_BY_START = Prepared(sa.select(_sum.c.starts, _total(_sum.c.in_home - _sum.c.out_home, "net")).where(
    *_PERIOD, _THEIRS).group_by(_sum.c.starts))


class AccountSum(NamedTuple):
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
        session.run(_ADD, values)


def _adding(is_sqlite: bool) -> Any:
    statement = insert_for(is_sqlite, _sum)
    return statement.on_conflict_do_update(
        index_elements=list(_KEY), set_={name: _sum.c[name] + statement.excluded[name] for name in _MEASURES})


_ADD = Prepared(_adding)


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
    rows = session.rows(_OVER, {
        "book": book_id, "grain": grain, "start": period.start, "end": period.end, "marks": marks})
    return [AccountSum(*row) for row in rows]


def by_start(session: Session, book_id: int, period: Period, grain: str,
             marks: Sequence[str] = ("posted", "private")) -> list[tuple[date, AccountSum]]:
    """The kept sums themselves, each with the day or month it is of."""
    rows = session.rows(_BY_START, {
        "book": book_id, "grain": grain, "start": period.start, "end": period.end, "marks": marks})
    return [(row[0], AccountSum(*row[1:])) for row in rows]


def net_by_start(session: Session, book_id: int, period: Period, grain: str, accounts: Collection[int],
                 marks: Sequence[str] = ("posted", "private")) -> dict[date, int]:
    """What went into some accounts less what came out, in home minor units, by the day or month it is of."""
    rows = session.rows(_NET_BY_START, {
        "book": book_id, "grain": grain, "start": period.start, "end": period.end, "marks": marks,
        "accounts": accounts})
    return {starts: net for starts, net in rows}


def balances(session: Session, book_id: int, day: date, marks: Sequence[str] = ("posted", "private"), *,
             accounts: Collection[int] | None = None) -> dict[tuple[int, str], tuple[int, int]]:
    """What each account holds at the end of a day, as (minor units, home minor units) by account and currency.

    With `accounts` only those: of a long history most sums are of categories, and they are not even read. Whole
    months before the day's month come from month sums, the rest from day sums.
    """
    first = day.replace(day=1)
    asked = {"book": book_id, "marks": marks, "first": first, "day": day, "accounts": accounts}
    before, within = (_BEFORE, _WITHIN) if accounts is None else (_THEIRS_BEFORE, _THEIRS_WITHIN)
    held: dict[tuple[int, str], tuple[int, int]] = {}
    for account_id, currency, minor, home in [*session.rows(before, asked), *session.rows(within, asked)]:
        so_far = held.get((account_id, currency), (0, 0))
        held[account_id, currency] = (so_far[0] + minor, so_far[1] + home)
    return held


def _is_whole_months(period: Period) -> bool:
    return period.start.day == 1 and period.end.day == 1
