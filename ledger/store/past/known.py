"""What counted at a sequence of a book's log, as rows: entries recorded by then, reversals after it not counted.

Every question reads the book's entries once, by their key, so it costs what the whole book holds and no more. What
others kept private is left out; of the viewer's own private entries those that stood then are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from ledger.domain.books.flow import Line
from ledger.kernel.period import Period
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, LogRow, PostingRow

PIECE = 500
"""Entries asked for by id at once."""

_entry, _posting, _log = table(EntryRow), table(PostingRow), table(LogRow)
_reversal, _third = _entry.alias("reversal"), _posting.alias("third")


def _was_reversed(revision: Any) -> sa.ColumnElement[bool]:
    return sa.exists().where(_reversal.c.book_id == _entry.c.book_id, _reversal.c.reverses == _entry.c.entry_id,
                             _reversal.c.seq <= revision)


def _same(rows: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(rows.c.book_id == _entry.c.book_id, rows.c.entry_id == _entry.c.entry_id)


def _whole(measure: Any) -> sa.ColumnElement[int]:
    return sa.cast(sa.func.sum(measure), sa.BigInteger)


_REVISION: sa.BindParameter[int] = sa.bindparam("revision")
_VIEWER: sa.BindParameter[int] = sa.bindparam("viewer")
_OWN = sa.and_(_entry.c.recorder == _VIEWER, _entry.c.reverses.is_(None), ~_was_reversed(_REVISION))
_COUNTS = (_entry.c.book_id == sa.bindparam("book"), _entry.c.seq <= _REVISION, _entry.c.status == "posted",
           sa.or_(_entry.c.visibility == "book", _OWN))
# An entry with a third line: then a line may be several movements, each with a meaning of its own.
_IS_DIVIDED = sa.exists().where(_third.c.book_id == _entry.c.book_id, _third.c.entry_id == _entry.c.entry_id,
                                _third.c.n == 2)
_LINES = sa.select(
    _entry.c.entry_id, _entry.c.on_day, _entry.c.reverses, _posting.c.account_id, _posting.c.minor,
    _posting.c.currency, _posting.c.home_minor,
).select_from(_entry.join(_posting, _same(_posting))).where(*_COUNTS).order_by(_entry.c.entry_id, _posting.c.n)
_EACH = _LINES.where(_entry.c.on_day >= sa.bindparam("start"), _entry.c.on_day < sa.bindparam("end"))
_DIVIDED = _EACH.where(_IS_DIVIDED)
_SOME = _LINES.where(_entry.c.entry_id.in_(sa.bindparam("ids", expanding=True)), ~_IS_DIVIDED)
_sign = sa.case((_entry.c.reverses.is_(None), 1), else_=-1)
_is_in, _home = _sign * _posting.c.minor > 0, sa.func.coalesce(_posting.c.home_minor, 0)
_HELD = sa.select(
    _posting.c.account_id, _posting.c.currency,
    _whole(sa.case((_is_in, _posting.c.minor), else_=0)), -_whole(sa.case((_is_in, 0), else_=_posting.c.minor)),
    _whole(sa.case((_is_in, _home), else_=0)), -_whole(sa.case((_is_in, 0), else_=_home)),
    _whole(_sign), _whole(sa.case((_posting.c.home_minor.is_(None), _sign), else_=0)),
).select_from(_entry.join(_posting, _same(_posting))).where(
    *_COUNTS, _entry.c.on_day <= sa.bindparam("until"), ~_IS_DIVIDED,
).group_by(_posting.c.account_id, _posting.c.currency)


@dataclass(frozen=True, slots=True)
class Then:
    """A book as one member knew it: at a sequence of its log. `late` are entries whose home value came after it."""

    book_id: int
    revision: int
    viewer: int
    late: frozenset[int] = frozenset()


class Counted(NamedTuple):
    """The lines of one entry that counts then, on its day; a reversal takes away."""

    entry_id: int
    on: date
    is_reversal: bool
    lines: list[Line]


class Held(NamedTuple):
    """What went into and out of an account in a currency, minor units and home minor units."""

    account_id: int
    currency: str
    in_minor: int
    out_minor: int
    in_home: int
    out_home: int
    moves: int
    unvalued: int


def stood(then: Then) -> tuple[sa.ColumnElement[bool], ...]:
    """What holds of an entry that stood then and is the viewer's to see, whether it counts or waits."""
    return (
        _entry.c.book_id == then.book_id, _entry.c.seq <= then.revision, _entry.c.reverses.is_(None),
        sa.or_(_entry.c.visibility == "book", _entry.c.recorder == then.viewer), ~_was_reversed(then.revision),
    )


def late(session: Session, book_id: int, revision: int) -> frozenset[int]:
    """The entries that were given a home value by a deed after a sequence."""
    rows = session.rows(sa.select(_log.c.subjects).where(
        _log.c.book_id == book_id, _log.c.seq > revision, _log.c.deed == "value"))
    return frozenset(entry_id for row in rows for entry_id in row.subjects)


def each(session: Session, then: Then, period: Period, *, only_divided: bool = False) -> Iterator[Counted]:
    """The entries that count on the days of a period; with `only_divided` those of three lines and more."""
    asked = {**_asked(then), "start": period.start, "end": period.end}
    with session.in_bulk():
        yield from _gathered(session.stream(_DIVIDED if only_divided else _EACH, asked))


def some(session: Session, then: Then, ids: Collection[int]) -> Iterator[Counted]:
    """Those of these entries that count then and have two lines."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), PIECE):
        yield from _gathered(session.rows(_SOME, {**_asked(then), "ids": wanted[start:start + PIECE]}))


def held(session: Session, then: Then, until: date) -> list[Held]:
    """What entries of two lines come to, account by account, up to the end of a day."""
    with session.in_bulk():
        return [Held._make(row) for row in session.rows(_HELD, {**_asked(then), "until": until})]


def _asked(then: Then) -> dict[str, int]:
    return {"book": then.book_id, "revision": then.revision, "viewer": then.viewer}


def _gathered(rows: Any) -> Iterator[Counted]:
    made: Counted | None = None
    for entry_id, on, reverses, account_id, minor, currency, home_minor in rows:
        if made is None or made.entry_id != entry_id:
            if made is not None:
                yield made
            made = Counted(entry_id, on, reverses is not None, [])
        made.lines.append(Line(account_id, minor, currency, home_minor))
    if made is not None:
        yield made
