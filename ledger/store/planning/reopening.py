"""Opening a closed item again."""

from __future__ import annotations

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.planning import ScheduledRow

_item = table(ScheduledRow)


def reopen(session: Session, book_id: int, item_id: int) -> bool:
    """Open a closed item again as its next version; False where there is none that is closed."""
    done = session.run(
        sa.update(_item)
        .where(_item.c.book_id == book_id, _item.c.item_id == item_id, _item.c.closed.is_(True))
        .values(closed=False, version=_item.c.version + 1)
    )
    return done.rowcount == 1
