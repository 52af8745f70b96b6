"""What was spent in some categories: from kept sums, and privately from what stands for one reader alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.tables.books import KeptSumRow, PostingRow, StandingRow

_sum, _posting, _standing = table(KeptSumRow), table(PostingRow), table(StandingRow)


class Spent(NamedTuple):
    """Home minor units spent less what came back, on a day or in a month; `unvalued` movements are not in them."""

    starts: date
    minor: int
    unvalued: int


class SpentOn(NamedTuple):
    """The same of one category over some days."""

    account_id: int
    minor: int
    unvalued: int


class Borne(NamedTuple):
    """What an entry that stands holds of a category for one reader: all of it, or a member's share; home minor units,
    None while no rate is known."""

    on: date
    entry_id: int
    account_id: int
    minor: int | None


def _total(measure: sa.ColumnElement[int], name: str) -> sa.ColumnElement[int]:
    return sa.cast(sa.func.sum(measure), sa.BigInteger).label(name)


_SUMMED = (
    _sum.c.book_id == sa.bindparam("book"), _sum.c.grain == sa.bindparam("grain"),
    _sum.c.starts >= sa.bindparam("start"), _sum.c.starts < sa.bindparam("end"),
    _sum.c.mark.in_(sa.bindparam("marks", expanding=True)),
    _sum.c.account_id.in_(sa.bindparam("accounts", expanding=True)),
)
_SIZES = (_total(_sum.c.in_home - _sum.c.out_home, "minor"), _total(_sum.c.unvalued, "unvalued"))
_BY_START = Prepared(sa.select(_sum.c.starts, *_SIZES).where(*_SUMMED).group_by(_sum.c.starts))
_BY_CATEGORY = Prepared(sa.select(_sum.c.account_id, *_SIZES).where(*_SUMMED).group_by(_sum.c.account_id))
_STANDS = sa.and_(
    _standing.c.book_id == _posting.c.book_id, _standing.c.on_day == _posting.c.on_day,
    _standing.c.entry_id == _posting.c.entry_id, _standing.c.status == "posted",
)
_WITHIN = (
    _posting.c.book_id == sa.bindparam("book"), _posting.c.on_day >= sa.bindparam("start"),
    _posting.c.on_day < sa.bindparam("end"), _posting.c.account_id.in_(sa.bindparam("accounts", expanding=True)),
)
_KEY = (_posting.c.on_day, _posting.c.entry_id, _posting.c.n, _posting.c.account_id, _posting.c.home_minor)
_PRIVATE = Prepared(sa.select(*_KEY).select_from(_standing.join(_posting, _STANDS)).where(
    *_WITHIN, _standing.c.book_id == sa.bindparam("book"), _standing.c.on_day >= sa.bindparam("start"),
    _standing.c.on_day < sa.bindparam("end"), _standing.c.visibility != "book",
    _standing.c.recorder == sa.bindparam("viewer")))


def by_start(session: Session, book_id: int, grain: str, period: Period, accounts: Collection[int],
             marks: Collection[str]) -> list[Spent]:
    """What went into these categories less what came out, by day or month."""
    return [Spent(*row) for row in session.rows(_BY_START, _summed(book_id, grain, period, accounts, marks))]


def by_category(session: Session, book_id: int, grain: str, period: Period, accounts: Collection[int],
                marks: Collection[str]) -> list[SpentOn]:
    """The same over all the days, by category."""
    return [SpentOn(*row) for row in session.rows(_BY_CATEGORY, _summed(book_id, grain, period, accounts, marks))]


def privately(session: Session, book_id: int, period: Period, accounts: Collection[int], viewer: int) -> list[Borne]:
    """What the viewer's own private entries hold of these categories."""
    rows = session.rows(_PRIVATE, _asked(book_id, period, accounts, viewer))
    return [Borne(row.on_day, row.entry_id, row.account_id, row.home_minor) for row in rows]


def _summed(book_id: int, grain: str, period: Period, accounts: Collection[int],
            marks: Collection[str]) -> dict[str, object]:
    return {"book": book_id, "grain": grain, "start": period.start, "end": period.end, "marks": list(marks),
            "accounts": list(accounts)}


def _asked(book_id: int, period: Period, accounts: Collection[int], viewer: int) -> dict[str, object]:
    return {"book": book_id, "start": period.start, "end": period.end, "accounts": list(accounts), "viewer": viewer}
