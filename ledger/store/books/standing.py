"""Which entries stand, checked against the entries themselves.

An entry stands when it is no reversal and nothing reverses it.
"""

from __future__ import annotations

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.books import entries
from ledger.store.tables.books import EntryRow, StandingRow, TokenInEntryRow

_entry, _standing, _token = table(EntryRow), table(StandingRow), table(TokenInEntryRow)


def wrong(session: Session, book_id: int) -> list[int]:
    """Entries that stand and should not, or should and do not."""
    return sorted(_should(session, book_id) ^ _does(session, book_id))


def rebuild(session: Session, book_id: int) -> int:
    """Let exactly the right entries stand; how many were wrong."""
    should, does = _should(session, book_id), _does(session, book_id)
    for entry_id in should ^ does:
        for derived in (_standing, _token):
            session.run(sa.delete(derived).where(derived.c.book_id == book_id, derived.c.entry_id == entry_id))
    missing = entries.load(session, book_id, should - does)
    if missing:
        entries.stand(session, book_id, list(missing.values()))
    return len(should ^ does)


def _should(session: Session, book_id: int) -> set[int]:
    reversing = _entry.alias("reversing")
    undone = sa.exists().where(reversing.c.book_id == _entry.c.book_id, reversing.c.reverses == _entry.c.entry_id)
    rows = session.rows(sa.select(_entry.c.entry_id).where(
        _entry.c.book_id == book_id, _entry.c.reverses.is_(None), ~undone))
    return {row.entry_id for row in rows}


def _does(session: Session, book_id: int) -> set[int]:
    rows = session.rows(sa.select(_standing.c.entry_id).where(_standing.c.book_id == book_id))
    return {row.entry_id for row in rows}
