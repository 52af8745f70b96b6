"""What is gathered under names, as one member sees it: how often, from when to when, and how much in which category.

Read by the index each sort has of its own. A merged name counts under the one it goes into, and an entry with two
tags that are one counts once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from ledger.domain.books.entry import Status
from ledger.domain.names.name import Sort
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, PostingRow, StandingRow
from ledger.store.tables.names import EntryTagRow

_entry, _posting, _standing, _tag = table(EntryRow), table(PostingRow), table(StandingRow), table(EntryTagRow)


class Used(NamedTuple):
    """How often a name was used by entries that stand, and on which days first and last."""

    name_id: int
    times: int
    first: date
    last: date


class Came(NamedTuple):
    """What a name came to in one account on one day, or in all: home minor units into it, movements without a rate."""

    name_id: int
    account_id: int
    on: date | None
    minor: int
    unvalued: int


class Asked(NamedTuple):
    """Whose names, for whom: `ends` are the merged ones with what they go into, `only` those asked about, if not all;
    `since` the first day looked at, if not all."""

    book_id: int
    viewer: int
    sort: Sort
    ends: Mapping[int, int]
    only: Collection[int] = ()
    since: date | None = None


def used(session: Session, asked: Asked) -> list[Used]:
    """How often each name was used."""
    lines = _lines(asked).subquery("lines")
    found = sa.select(
        lines.c.one, sa.func.count(lines.c.entry_id.distinct()).label("times"),
        sa.func.min(lines.c.on_day).label("first"), sa.func.max(lines.c.on_day).label("last"),
    ).group_by(lines.c.one)
    with session.in_bulk():
        return [Used(row.one, row.times, row.first, row.last) for row in session.rows(found)]


def came(session: Session, asked: Asked, *, by_day: bool = False) -> list[Came]:
    """What each name came to by account, and by day where that is asked."""
    lines = _lines(asked).subquery("lines")
    day = [lines.c.on_day] if by_day else []
    found = sa.select(
        lines.c.one, lines.c.account_id,
        sa.cast(sa.func.coalesce(sa.func.sum(lines.c.home_minor), 0), sa.BigInteger).label("minor"),
        sa.func.sum(sa.case((lines.c.home_minor.is_(None), 1), else_=0)).label("unvalued"), *day,
    ).group_by(lines.c.one, lines.c.account_id, *day)
    with session.in_bulk():
        rows = session.rows(found)
    return [Came(row.one, row.account_id, row.on_day if by_day else None, row.minor, int(row.unvalued))
            for row in rows]


def in_use(session: Session, book_id: int, sort: Sort, among: Collection[int]) -> set[int]:
    """Those of some names that any entry bears, whoever may see it, taken back ones too."""
    number = _NUMBER[sort]
    found = sa.select(number.label("one")).where(
        number.table.c.book_id == book_id, number.is_not(None), number.in_(list(among))).distinct()
    return {row.one for row in session.rows(found)} if among else set()


def _lines(asked: Asked) -> sa.Select[Any]:
    """The lines of entries that stand, each with the name it counts under: of a project those it is said of."""
    number = _NUMBER[asked.sort]
    rows, one = number.table, _end(number, asked.ends)
    bears = [rows.c.book_id == asked.book_id, number.is_not(None)]
    bears += [number.in_(sorted(asked.only))] if asked.only else []
    bears += [rows.c.on_day >= asked.since] if asked.since else []
    said: list[sa.ColumnElement[Any]] = [_posting.c.entry_id, _posting.c.on_day, _posting.c.account_id,
                                         _posting.c.home_minor]
    seen = (_standing.c.book_id == asked.book_id, _standing.c.status == Status.POSTED.value,
            sa.or_(_standing.c.visibility == "book", _standing.c.recorder == asked.viewer))
    if rows is _posting:
        return sa.select(one, *said).select_from(rows.join(_standing, _same(_standing, rows))).where(*bears, *seen)
    borne = sa.select(one, rows.c.book_id, rows.c.entry_id, rows.c.on_day).where(*bears).distinct().subquery("borne")
    joined = borne.join(_standing, _same(_standing, borne)).join(_posting, _same(_posting, borne))
    return sa.select(borne.c.one, *said).select_from(joined).where(*seen, _posting.c.book_id == asked.book_id)


def _end(number: sa.Column[Any], ends: Mapping[int, int]) -> sa.ColumnElement[Any]:
    """The name one counts under: what it goes into where it is merged."""
    return (sa.case(dict(ends), value=number, else_=number) if ends else number).label("one")


def _same(rows: sa.FromClause, others: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether two rows are of one entry."""
    return sa.and_(*(rows.c[name] == others.c[name] for name in ("book_id", "on_day", "entry_id")))


_NUMBER: dict[Sort, sa.Column[Any]] = {
    Sort.TAG: _tag.c.tag_id, Sort.PROJECT: _posting.c.project_id, Sort.PAYEE: _entry.c.payee_id}
