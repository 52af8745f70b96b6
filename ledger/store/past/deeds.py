"""Deeds of a book's log read backwards: newest first, of one member or some kinds, between two sequences."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from ledger.kernel.chain import Deed
from ledger.plumbing.db import Session
from ledger.plumbing.rows import read_deed, table
from ledger.store.tables.books import EntryRow, LogRow

_log, _entry = table(LogRow), table(EntryRow)


def before(
    session: Session, book_id: int, seq: int, limit: int, *, since: int = 0, actor: int | None = None,
    kinds: Collection[str] = (), deeds: Collection[str] = (),
) -> list[Deed]:
    """The newest deeds before a sequence and after `since`; of these subjects' kinds and deeds where any are named."""
    asked = sa.select(_log).where(_log.c.book_id == book_id, _log.c.seq < seq, _log.c.seq > since)
    for column, among in ((_log.c.subject_kind, kinds), (_log.c.deed, deeds)):
        asked = asked.where(column.in_(sorted(among))) if among else asked
    if actor is not None:
        asked = asked.where(_log.c.actor == actor)
    rows = session.rows(asked.order_by(_log.c.seq.desc()).limit(limit))
    return [read_deed(row.book_id, row, row.batch_id) for row in rows]


def things_of(session: Session, book_id: int, seqs: Collection[int]) -> dict[int, int]:
    """How many things of the journal some deeds touched, by sequence."""
    if not seqs:
        return {}
    rows = session.rows(
        sa.select(_entry.c.seq, sa.func.count(_entry.c.thing_id.distinct()).label("things"))
        .where(_entry.c.book_id == book_id, _entry.c.seq.in_(sorted(seqs))).group_by(_entry.c.seq))
    return {row.seq: row.things for row in rows}
