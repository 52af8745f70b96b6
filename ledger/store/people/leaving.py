"""What a person owns, table by table: to be taken out, and to be erased."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import metadata, table
from ledger.store.books import entries
from ledger.store.books.entries import Kept
from ledger.store.tables.books import StandingRow

SECRETS = frozenset({"password_hash", "totp_secret", "digest", "body", "headers", "body_digest"})
"""Columns that prove who somebody is, or repeat a page: they are erased, never taken out."""

_standing = table(StandingRow)


def owned_rows(session: Session, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row a person owns, by table, without what proves who they are."""
    return {
        one.name: [
            _told(dict(row._mapping))
            for row in session.rows(sa.select(one).where(one.c.person_id == person_id))
        ]
        for one in _owned()
    }


def erase_owned(session: Session, person_id: int) -> None:
    """Delete every row a person owns but the person's own."""
    for one in _owned():
        if one.name != "person":
            session.run(sa.delete(one).where(one.c.person_id == person_id))


def readable_entries(session: Session, book_id: int, member_id: int, size: int = 500) -> Iterator[Kept]:
    """The entries that stand in a book as one member sees them, by day, read in pages."""
    after: sa.ColumnElement[bool] = sa.true()
    place = sa.tuple_(_standing.c.on_day, _standing.c.entry_id)
    seen = sa.or_(_standing.c.visibility == "book", _standing.c.recorder == member_id)
    while True:
        rows = session.rows(
            sa.select(_standing.c.on_day, _standing.c.entry_id)
            .where(_standing.c.book_id == book_id, seen, after)
            .order_by(*place)
            .limit(size)
        )
        found = entries.load(session, book_id, [row.entry_id for row in rows])
        yield from (found[row.entry_id] for row in rows)
        if len(rows) < size:
            return
        after = place > sa.tuple_(sa.literal(rows[-1].on_day), sa.literal(rows[-1].entry_id))


def _owned() -> list[sa.Table]:
    """The tables whose rows persons own, children before parents."""
    return [one for one in reversed(metadata.sorted_tables) if one.info.get("owner") == "person"]


def _told(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in SECRETS}
