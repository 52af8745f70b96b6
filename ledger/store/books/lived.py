"""When a book's log begins, and how far a job has recorded in it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import LogRow

_log = table(LogRow)


def began(session: Session, book_id: int) -> datetime | None:
    """The instant of a book's first deed."""
    found: datetime | None = session.value(sa.select(_log.c.at).where(_log.c.book_id == book_id, _log.c.seq == 1))
    return found


def recorded_until(session: Session, book_id: int) -> datetime | None:
    """The latest instant at which a job recorded an entry, or None where none did."""
    found: datetime | None = session.value(
        sa.select(_log.c.at).where(_log.c.book_id == book_id, _log.c.actor_kind == "job", _log.c.deed == "record")
        .order_by(_log.c.at.desc()).limit(1))
    return found
