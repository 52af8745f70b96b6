"""Where things went and came from, as rows: each book has its own end of the link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.bulk import MovedRow

_moved = table(MovedRow)


@dataclass(frozen=True, slots=True)
class Moved:
    """One end of a link: the thing here, the other book and its thing, whether it came from there, and the deed."""

    thing_id: int
    other_book: int
    other_thing: int
    came: bool
    seq: int


def link(session: Session, book_id: int, ends: Iterable[Moved]) -> None:
    """Keep this book's ends of links."""
    session.run(sa.insert(_moved), [
        {"book_id": book_id, "thing_id": one.thing_id, "other_book": one.other_book, "other_thing": one.other_thing,
         "came": one.came, "seq": one.seq} for one in ends])


def by_seq(session: Session, book_id: int, seq: int) -> list[Moved]:
    """The links one deed made."""
    return _read(session, _moved.c.book_id == book_id, _moved.c.seq == seq)


def of_thing(session: Session, book_id: int, thing_id: int) -> list[Moved]:
    """Where a thing went and came from, in the order it did."""
    return _read(session, _moved.c.book_id == book_id, _moved.c.thing_id == thing_id)


def _read(session: Session, *where: sa.ColumnElement[bool]) -> list[Moved]:
    rows = session.rows(sa.select(_moved).where(*where).order_by(_moved.c.seq, _moved.c.thing_id))
    return [Moved(row.thing_id, row.other_book, row.other_thing, row.came, row.seq) for row in rows]
