"""What one member may read of a whole book, in pieces: everything that stands, by day, for copies to take along."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import sqlalchemy as sa

from ledger.plumbing.columns import Big, Day
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.books import entries
from ledger.store.books.entries import Kept
from ledger.store.tables.books import PostingRow, ProjectRow, StandingRow

PIECE = 500
"""Entries read at a time: looked up by key, so that no plan reads a table through, whatever the size of the book."""

_standing, _posting, _project = table(StandingRow), table(PostingRow), table(ProjectRow)
_PLACE = (_standing.c.on_day, _standing.c.entry_id)
_SEEN = sa.and_(
    _standing.c.book_id == sa.bindparam("book"),
    sa.or_(_standing.c.visibility == "book", _standing.c.recorder == sa.bindparam("viewer")),
)
_NEXT = Prepared(
    sa.select(*_PLACE)
    .where(_SEEN, sa.tuple_(*_PLACE) > sa.tuple_(sa.bindparam("day", type_=Day), sa.bindparam("entry", type_=Big)))
    .order_by(*_PLACE)
    .limit(sa.bindparam("most", type_=sa.Integer()))
)


def standing(session: Session, book_id: int, viewer: int, size: int = PIECE) -> Iterator[Kept]:
    """The entries that stand in a book as one member sees them, by day. Only a piece of them is ever in memory."""
    asked = {"book": book_id, "viewer": viewer, "most": size, "day": date.min, "entry": 0}
    while True:
        rows = session.rows(_NEXT, asked)
        found = entries.load(session, book_id, [row.entry_id for row in rows])
        yield from (found[row.entry_id] for row in rows)
        if len(rows) < size:
            return
        asked |= {"day": rows[-1].on_day, "entry": rows[-1].entry_id}


def first_day(session: Session, book_id: int, viewer: int) -> date | None:
    """The day of the first entry one member sees, None where there is none."""
    rows = session.rows(_NEXT, {"book": book_id, "viewer": viewer, "most": 1, "day": date.min, "entry": 0})
    return rows[0].on_day if rows else None


def met(session: Session, book_id: int, viewer: int, accounts: Collection[int]) -> set[int]:
    """Which of these accounts the entries touch that one member sees."""
    if not accounts:
        return set()
    rows = session.rows(
        sa.select(_posting.c.account_id)
        .select_from(
            _posting.join(
                _standing,
                sa.and_(
                    _standing.c.book_id == _posting.c.book_id,
                    _standing.c.on_day == _posting.c.on_day,
                    _standing.c.entry_id == _posting.c.entry_id,
                ),
            )
        )
        .where(_SEEN, _posting.c.book_id == book_id, _posting.c.account_id.in_(accounts))
        .distinct(),
        {"book": book_id, "viewer": viewer},
    )
    return {row.account_id for row in rows}


def project_names(session: Session, book_id: int) -> dict[int, str]:
    """What a book's projects are called, by number."""
    rows = session.rows(sa.select(_project.c.project_id, _project.c.name).where(_project.c.book_id == book_id))
    return {row.project_id: row.name for row in rows}
