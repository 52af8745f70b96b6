"""What uses an account: the entries that touch it, the currencies they are in, the entry it was opened with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from ledger.domain.books.entry import Verb
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.books import entries
from ledger.store.books.entries import Kept
from ledger.store.tables.books import EntryRow, PostingRow, StandingRow

_entry, _posting, _standing = table(EntryRow), table(PostingRow), table(StandingRow)
PIECE = 1_000
"""Entries read at a time."""


def first_day(session: Session, book_id: int, account_id: int) -> date | None:
    """The earliest day anything was posted to the account, or None."""
    found: date | None = session.value(
        sa.select(_posting.c.on_day)
        .where(_posting.c.book_id == book_id, _posting.c.account_id == account_id)
        .order_by(_posting.c.on_day)
        .limit(1)
    )
    return found


def currency_besides(session: Session, book_id: int, account_id: int, currency: str) -> str | None:
    """A currency other than this one that was posted to the account, or None."""
    found: str | None = session.value(
        sa.select(_posting.c.currency)
        .where(
            _posting.c.book_id == book_id, _posting.c.account_id == account_id, _posting.c.currency != currency
        )
        .limit(1)
    )
    return found


def opening_thing(session: Session, book_id: int, account_id: int) -> int | None:
    """The thing that stands as what the account held at the start, or None."""
    joined = _posting.join(
        _entry, sa.and_(_entry.c.book_id == _posting.c.book_id, _entry.c.entry_id == _posting.c.entry_id)
    ).join(_standing, sa.and_(_standing.c.book_id == _entry.c.book_id, _standing.c.entry_id == _entry.c.entry_id))
    found: int | None = session.value(
        sa.select(_entry.c.thing_id)
        .select_from(joined)
        .where(
            _posting.c.book_id == book_id,
            _posting.c.account_id == account_id,
            _entry.c.verb == Verb.OPENING.value,
        )
        .limit(1)
    )
    return found


def each_entry(session: Session, book_id: int, account_id: int) -> Iterator[list[Kept]]:
    """Every entry that touches the account, reversed ones and reversals too, in pieces by day."""
    keys = sa.tuple_(_posting.c.on_day, _posting.c.entry_id)
    after: tuple[date, int] | None = None
    while True:
        wanted = [_posting.c.book_id == book_id, _posting.c.account_id == account_id]
        if after is not None:
            wanted.append(keys > sa.tuple_(sa.literal(after[0], sa.Date()), sa.literal(after[1], sa.BigInteger())))
        rows = session.rows(
            sa.select(_posting.c.on_day, _posting.c.entry_id)
            .where(*wanted)
            .distinct()
            .order_by(_posting.c.on_day, _posting.c.entry_id)
            .limit(PIECE)
        )
        if not rows:
            return
        found = entries.load(session, book_id, [row.entry_id for row in rows])
        yield list(found.values())
        after = (rows[-1].on_day, rows[-1].entry_id)
