"""What of an entry its digest does not cover, checked against its neighbours: its line of versions, its deed, its day.

Each question names the entries that do not fit, so that a row somebody tampered with is found by itself.
"""

from __future__ import annotations

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, LogRow, PayeeRow, PostingRow, StandingRow

_entry, _posting, _log = table(EntryRow), table(PostingRow), table(LogRow)
_standing, _payee = table(StandingRow), table(PayeeRow)
_other, _before = _entry.alias("other"), _entry.alias("before")


def _same_book(rows: sa.FromClause) -> sa.ColumnElement[bool]:
    return rows.c.book_id == _entry.c.book_id


_REVERSED = _entry.join(_other, sa.and_(_same_book(_other), _other.c.entry_id == _entry.c.reverses))
_REPLACED = _entry.join(_other, sa.and_(_same_book(_other), _other.c.entry_id == _entry.c.replaces))
_LINED = _entry.join(_posting, sa.and_(_same_book(_posting), _posting.c.entry_id == _entry.c.entry_id))
_DONE = _entry.join(_log, sa.and_(_same_book(_log), _log.c.seq == _entry.c.seq))
_STOOD = _entry.join(_standing, sa.and_(_same_book(_standing), _standing.c.entry_id == _entry.c.entry_id))
_IS_FIRST = _entry.c.thing_id == _entry.c.entry_id
_HAS_BEFORE = sa.exists().where(
    _same_book(_before), _before.c.thing_id == _entry.c.thing_id, _before.c.version == _entry.c.version - 1)
_MADE_BY_FILE = sa.and_(_log.c.deed == "import", _entry.c.batch_id.is_distinct_from(_log.c.batch_id))

_QUESTIONS: tuple[tuple[str, sa.FromClause, sa.ColumnElement[bool]], ...] = (
    ("is out of the line of what it reverses", _REVERSED, sa.or_(
        _entry.c.thing_id != _other.c.thing_id, _entry.c.version != _other.c.version,
        _entry.c.on_day != _other.c.on_day)),
    ("is out of the line of what it replaces", _REPLACED, sa.and_(
        ~_IS_FIRST, _entry.c.thing_id != _other.c.thing_id)),
    ("is out of its line", _entry, sa.and_(_entry.c.reverses.is_(None), sa.or_(
        sa.and_(_IS_FIRST, _entry.c.version != 1),
        sa.and_(~_IS_FIRST, sa.or_(_entry.c.replaces.is_(None), ~_HAS_BEFORE))))),
    ("has a line on another day", _LINED, _posting.c.on_day != _entry.c.on_day),
    ("was recorded by somebody else than its deed", _DONE, sa.and_(
        _log.c.actor.is_not(None), _entry.c.recorder.is_distinct_from(_log.c.actor))),
    ("was recorded at another time than its deed", _DONE, _entry.c.recorded_at != _log.c.at),
    ("is of another file than its deed", _DONE, sa.or_(_MADE_BY_FILE, sa.and_(
        _entry.c.batch_id.is_not(None), _entry.c.batch_id.is_distinct_from(_log.c.batch_id)))),
    ("stands as something else", _STOOD, sa.or_(
        _standing.c.thing_id != _entry.c.thing_id, _standing.c.status != _entry.c.status,
        _standing.c.visibility != _entry.c.visibility, _standing.c.recorder.is_distinct_from(_entry.c.recorder),
        _standing.c.on_day != _entry.c.on_day)),
)


def wrong(session: Session, book_id: int) -> list[tuple[int, str]]:
    """Entries that do not fit what they are linked with, each with what is wrong."""
    found = []
    with session.in_bulk():
        for what, rows, condition in _QUESTIONS:
            asked = sa.select(_entry.c.entry_id).select_from(rows).where(_entry.c.book_id == book_id, condition)
            found += [(row.entry_id, what) for row in session.rows(asked.distinct().order_by(_entry.c.entry_id))]
        gaps = sa.select(_posting.c.entry_id).where(_posting.c.book_id == book_id).group_by(_posting.c.entry_id).having(
            sa.func.max(_posting.c.n) != sa.func.count() - 1)
        found += [(row.entry_id, "lacks a line") for row in session.rows(gaps)]
    return found


def payee_keys(session: Session, book_id: int) -> dict[int, str | None]:
    """The keys payees are known by, by number; None for an erased one."""
    rows = session.rows(sa.select(_payee.c.payee_id, _payee.c.name_key).where(_payee.c.book_id == book_id))
    return {row.payee_id: row.name_key for row in rows}
