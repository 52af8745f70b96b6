"""Many things of a book in a few statements: what they stand as, and every version they had."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.books import entries
from ledger.store.books.entries import Kept
from ledger.store.tables.books import EntryRow, StandingRow

ASKED_AT_ONCE = 1_000
"""Ids asked for in one statement."""

_entry, _standing = table(EntryRow), table(StandingRow)


def standing(session: Session, book_id: int, things: Collection[int]) -> dict[int, Kept]:
    """What things stand as, by thing; those taken back are left out."""
    return {one.thing_id: one for one in _loaded(session, book_id, things, lambda some: sa.select(
        _standing.c.entry_id).where(_standing.c.book_id == book_id, _standing.c.thing_id.in_(some)))}


def histories(session: Session, book_id: int, things: Collection[int]) -> dict[int, list[Kept]]:
    """Every entry of things, reversals too, by thing in the order they were recorded."""
    found: dict[int, list[Kept]] = {}
    every = _loaded(session, book_id, things, lambda some: sa.select(
        _entry.c.entry_id).where(_entry.c.book_id == book_id, _entry.c.thing_id.in_(some)))
    for one in sorted(every, key=lambda one: (one.seq, one.entry_id)):
        found.setdefault(one.thing_id, []).append(one)
    return found


def of_entries(session: Session, book_id: int, entry_ids: Sequence[int]) -> list[Kept]:
    """Entries by their ids, in that order; ids of another book are left out."""
    found: dict[int, Kept] = {}
    for some in _pieces(entry_ids):
        with session.in_bulk():
            found |= entries.load(session, book_id, some)
    return [found[one] for one in entry_ids if one in found]


def _loaded(
    session: Session, book_id: int, things: Collection[int], query: Callable[[Sequence[int]], sa.Select[Any]]
) -> list[Kept]:
    kept: list[Kept] = []
    for some in _pieces(sorted(things)):
        ids = [row.entry_id for row in session.rows(query(some))]
        with session.in_bulk():
            kept += entries.load(session, book_id, ids).values()
    return kept


def _pieces(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), ASKED_AT_ONCE):
        yield ids[at : at + ASKED_AT_ONCE]
