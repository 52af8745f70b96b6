"""When a book's log begins, and how far a job has recorded in it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, LogRow
from ledger.store.tables.planning import TurnRow

_log, _entry, _turn = table(LogRow), table(EntryRow), table(TurnRow)


def began(session: Session, book_id: int) -> datetime | None:
    """The instant of a book's first deed."""
    found: datetime | None = session.value(sa.select(_log.c.at).where(_log.c.book_id == book_id, _log.c.seq == 1))
    return found


def recorded_until(session: Session, book_id: int) -> datetime | None:
    """The latest instant at which a job recorded an entry, turns of planned items apart; None where none did."""
    by_plan = sa.select(_entry.c.seq).select_from(_turn.join(_entry, sa.and_(
        _entry.c.book_id == _turn.c.book_id, _entry.c.entry_id == _turn.c.thing_id,
    ))).where(_turn.c.book_id == book_id, _turn.c.by_itself.is_(True))
    found: datetime | None = session.value(
        sa.select(_log.c.at).where(_log.c.book_id == book_id, _log.c.actor_kind == "job", _log.c.deed == "record",
                                   _log.c.seq.not_in(by_plan))
        .order_by(_log.c.at.desc()).limit(1))
    return found
