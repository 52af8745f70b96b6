"""What is unsettled on days that are to be closed, as rows."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from ledger.domain.books.entry import Status
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.files.batches import State
from ledger.store.tables.books import StandingRow
from ledger.store.tables.files import BatchRow

_standing, _batch = table(StandingRow), table(BatchRow)


def pending(session: Session, book_id: int, until: date, viewer: int) -> int:
    """How many entries wait for somebody's word up to a day, as one member sees them."""
    return int(session.value(sa.select(sa.func.count()).select_from(_standing).where(
        _standing.c.book_id == book_id, _standing.c.on_day <= until, _standing.c.status == Status.PENDING.value,
        sa.or_(_standing.c.visibility == "book", _standing.c.recorder == viewer))))


def files_in_review(session: Session, book_id: int) -> int:
    """How many bank files wait to be reviewed."""
    return int(session.value(sa.select(sa.func.count()).select_from(_batch).where(
        _batch.c.book_id == book_id, _batch.c.state == State.REVIEW.value)))
