"""The trash: entries taken back, alone or with others, found by walking the log back in bounded pieces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, LogRow, StandingRow

SCAN_MAX = 50_000
"""Deeds one look into the trash walks past before it says how far back it got."""

PIECE_MAX = 10_000
"""Deeds read at a time: what is found among them fits one list of parameters on both engines."""

_GROWTH = 4
_entry, _standing, _log = table(EntryRow), table(StandingRow), table(LogRow)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An entry that was taken back and stayed so: the deed, the member whose deed it was, and when."""

    seq: int
    entry_id: int
    by: int | None
    at: datetime


def taken_back(
    session: Session, book_id: int, before: int, *, viewer: int, limit: int
) -> tuple[list[TakenBack], int | None]:
    """What was taken back before a sequence, latest first, and the sequence to go on before: deeds stay whole."""
    found: list[TakenBack] = []
    size, lowest, at = limit + 1, max(before - SCAN_MAX, 1), before
    while at > lowest:
        start = max(at - size, lowest)
        found += _gone(session, book_id, start, at, viewer)
        if len(found) > limit:
            last = found[limit - 1].seq
            return [one for one in found if one.seq >= last], last
        at, size = start, min(size * _GROWTH, PIECE_MAX)
    return found, at if at > 1 else None


def _gone(session: Session, book_id: int, start: int, end: int, viewer: int) -> list[TakenBack]:
    """The takings back among the deeds from `start` up to `end`; sequences have no gaps."""
    rows = session.rows(
        sa.select(_log.c.seq, _log.c.subjects, _log.c.actor, _log.c.at)
        .where(
            _log.c.book_id == book_id,
            _log.c.seq >= start,
            _log.c.seq < end,
            _log.c.deed.in_(("take_back", "take_back_several")),
            _log.c.subject_kind == "entry",
        )
        .order_by(_log.c.seq.desc())
    )
    later = _entry.alias("later")
    last = ~sa.exists().where(
        later.c.book_id == book_id, later.c.thing_id == _entry.c.thing_id, later.c.version > _entry.c.version
    )
    stands = sa.exists().where(_standing.c.book_id == book_id, _standing.c.thing_id == _entry.c.thing_id)
    seen = sa.or_(_entry.c.visibility == "book", _entry.c.recorder == viewer)
    named = [one for row in rows for one in row.subjects]
    gone: set[int] = set()
    for at in range(0, len(named), PIECE_MAX):
        asked = _entry.c.entry_id.in_(named[at : at + PIECE_MAX])
        left = sa.select(_entry.c.entry_id).where(_entry.c.book_id == book_id, asked, last, ~stands, seen)
        gone |= {row.entry_id for row in session.rows(left)}
    return [TakenBack(row.seq, one, row.actor, row.at) for row in rows for one in row.subjects if one in gone]
