"""Answers to a scene's own questions, as they were last given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, EntryWordsRow, StandingRow

_entry, _words, _standing = table(EntryRow), table(EntryWordsRow), table(StandingRow)
LOOKED_AT = 60
"""Answered entries that are looked back at."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers beside one entry that stands."""

    on: date
    entry_id: int
    fields: dict[str, str]


def latest(session: Session, book_id: int, viewer: int) -> list[Answered]:
    """The answers last given in a book as one member sees them, those of the latest day first."""
    asked = (
        sa.select(_standing.c.on_day, _words.c.entry_id, _words.c.fields)
        .select_from(
            _words.join(_entry, sa.and_(_entry.c.book_id == _words.c.book_id, _entry.c.entry_id == _words.c.entry_id))
            .join(_standing, sa.and_(_standing.c.book_id == _entry.c.book_id,
                                     _standing.c.thing_id == _entry.c.thing_id,
                                     _standing.c.entry_id == _entry.c.entry_id))
        )
        .where(
            _words.c.book_id == book_id, _words.c.fields.is_not(None),
            sa.or_(_standing.c.visibility == "book", _standing.c.recorder == viewer),
        )
        .order_by(_words.c.entry_id.desc())
        .limit(LOOKED_AT)
    )  # fmt: skip
    found = [Answered(row.on_day, row.entry_id, row.fields) for row in session.rows(asked)]
    return sorted(found, key=lambda one: (one.on, one.entry_id), reverse=True)
