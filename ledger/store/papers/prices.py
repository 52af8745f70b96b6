"""What was measured in one account before, and what it came to: for telling what one of it used to cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, EntryWordsRow, PostingRow, StandingRow

_posting, _entry = table(PostingRow), table(EntryRow)
_words, _standing = table(EntryWordsRow), table(StandingRow)
LOOKED_AT = 40
"""Measured lines that are looked back at."""


@dataclass(frozen=True, slots=True)
class Bought:
    """A measured line of an entry that stands, with the entry's words."""

    thing_id: int
    on: date
    quantity: str
    unit: str
    minor: int
    currency: str
    payee_id: int | None
    note: str


def measured(
    session: Session, book_id: int, account_id: int, unit: str, since: date, until: date, viewer: int
) -> list[Bought]:
    """Lines of an account in one unit between two days, both in, as one member sees them: latest first."""
    of_entry = sa.and_(_entry.c.book_id == _posting.c.book_id, _entry.c.entry_id == _posting.c.entry_id)
    stands = sa.and_(
        _standing.c.book_id == _entry.c.book_id, _standing.c.thing_id == _entry.c.thing_id,
        _standing.c.entry_id == _entry.c.entry_id,
    )  # fmt: skip
    said = sa.and_(_words.c.book_id == _entry.c.book_id, _words.c.entry_id == _entry.c.entry_id)
    asked = (
        sa.select(_entry.c.thing_id, _entry.c.payee_id, _words.c.note, _posting)
        .select_from(_posting.join(_entry, of_entry).join(_standing, stands).outerjoin(_words, said))
        .where(
            _posting.c.book_id == book_id, _posting.c.account_id == account_id,
            _posting.c.on_day.between(since, until), _posting.c.quantity.is_not(None),
            sa.func.coalesce(_posting.c.unit, "") == unit,
            sa.or_(_standing.c.visibility == "book", _standing.c.recorder == viewer),
        )
        .order_by(_posting.c.on_day.desc(), _posting.c.entry_id.desc())
        .limit(LOOKED_AT)
    )  # fmt: skip
    return [
        Bought(row.thing_id, row.on_day, row.quantity, row.unit or "", row.minor, row.currency, row.payee_id,
               row.note or "")
        for row in session.rows(asked)
    ]  # fmt: skip
