"""Which things correct which, as rows: the first entry of a correction points at the entry it puts right."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.books import entries
from ledger.store.books.entries import Kept
from ledger.store.tables.books import EntryRow

_entry = table(EntryRow)


def of(session: Session, book_id: int, entry_ids: Collection[int]) -> list[Kept]:
    """What the corrections of these entries now stand as, in the order they were begun; without those taken back."""
    rows = session.rows(
        sa.select(_entry.c.thing_id)
        .where(
            _entry.c.book_id == book_id, _entry.c.replaces.in_(entry_ids), _entry.c.thing_id == _entry.c.entry_id
        )
        .order_by(_entry.c.seq, _entry.c.entry_id)
    )
    found = [entries.standing_of(session, book_id, row.thing_id) for row in rows]
    return [one for one in found if one is not None]
