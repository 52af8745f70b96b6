"""The log's rows: taking a book's lock, appending a deed, reading it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from ledger.kernel.chain import Deed
from ledger.kernel.errors import Missing
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import deed_values, read_deed, table
from ledger.store.tables.books import BookRow, LogRow

_book, _log = table(BookRow), table(LogRow)

# Statements of the save path are built once: building them costs more than running them.
_THIS = sa.select(_book.c.revision, _book.c.head).where(_book.c.book_id == sa.bindparam("book"))
_HEAD = Prepared(_THIS)
_LOCKED_HEAD = Prepared(_THIS.with_for_update())
_MOVE_HEAD = Prepared(sa.update(_book).where(_book.c.book_id == sa.bindparam("book")).values(
    revision=sa.bindparam("new_revision"), head=sa.bindparam("new_head")))
_PAGE = Prepared(sa.select(_log).where(
    _log.c.book_id == sa.bindparam("book"), _log.c.seq > sa.bindparam("after")).order_by(_log.c.seq).limit(
    sa.bindparam("limit", type_=sa.Integer())))
_APPEND = Prepared(sa.insert(_log))


@dataclass(frozen=True, slots=True)
class Head:
    """Where a book's log stands: its last sequence and that row's hash."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Act:
    """A deed about to be logged: who, what, on which subjects, with what digest."""

    at: datetime
    actor: int | None
    actor_kind: str
    deed: str
    subject_kind: str
    subjects: tuple[int, ...]
    digest: bytes
    batch: int | None = None


def lock(session: Session, book_id: int) -> Head:
    """Take the book's row lock, so that writers of one book follow one another. Raises: Missing."""
    row = session.first(_HEAD if session.is_sqlite else _LOCKED_HEAD, {"book": book_id})
    if row is None:
        raise Missing()
    return Head(row.revision, row.head)


def head(session: Session, book_id: int) -> Head:
    """Where a book's log stands, without taking its lock. Raises: Missing."""
    row = session.first(_HEAD, {"book": book_id})
    if row is None:
        raise Missing()
    return Head(row.revision, row.head)


def append(session: Session, book_id: int, head: Head, act: Act) -> Head:
    """Append one deed after the head of a locked book; the new head."""
    deed = Deed(book_id, head.seq + 1, act.at.astimezone(UTC), act.actor, act.actor_kind, act.deed, act.subject_kind,
                act.subjects, act.digest, head.hash, act.batch)
    values = deed_values(deed)
    fresh = Head(deed.seq, values["hash"])
    session.run(_APPEND, {"book_id": book_id, "batch_id": deed.batch, **values})
    session.run(_MOVE_HEAD, {"book": book_id, "new_revision": fresh.seq, "new_head": fresh.hash})
    return fresh


def page(session: Session, book_id: int, *, after: int = 0, limit: int = 500) -> list[tuple[Deed, bytes]]:
    """Deeds after a sequence, oldest first, each with its stored hash."""
    rows = session.rows(_PAGE, {"book": book_id, "after": after, "limit": limit})
    return [(_deed(row), row.hash) for row in rows]


def each(session: Session, book_id: int) -> Iterator[tuple[Deed, bytes]]:
    """Every deed of a book in order, read in pages."""
    after = 0
    while batch := page(session, book_id, after=after):
        yield from batch
        after = batch[-1][0].seq


def latest(session: Session, book_id: int, limit: int) -> list[Deed]:
    """The newest deeds, newest first."""
    rows = session.rows(sa.select(_log).where(_log.c.book_id == book_id).order_by(_log.c.seq.desc()).limit(limit))
    return [_deed(row) for row in rows]


def at(session: Session, book_id: int, seqs: Sequence[int]) -> dict[int, Deed]:
    """The deeds with these sequences."""
    rows = session.rows(sa.select(_log).where(_log.c.book_id == book_id, _log.c.seq.in_(seqs)))
    return {row.seq: _deed(row) for row in rows}


def _deed(row: Any) -> Deed:
    return read_deed(row.book_id, row, row.batch_id)
