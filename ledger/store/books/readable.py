"""What one member may read of a whole book: everything that stands, by day, for copies to take along.

Row by row as the database finds them, joined there: looking entries up some hundreds at a time would, on PostgreSQL
with a table not yet analysed, read the whole book for each of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.books.entries import WITH_WORDS, Kept, kept_of, posting_of
from ledger.store.tables.books import EntryRow, EntryWordsRow, PayeeRow, PostingRow, ShareRow, StandingRow
from ledger.store.tables.names import EntryTagRow

_standing, _entry, _words = table(StandingRow), table(EntryRow), table(EntryWordsRow)
_posting, _share = table(PostingRow), table(ShareRow)
_tag, _payee = table(EntryTagRow), table(PayeeRow)
_BOOK: sa.BindParameter[int] = sa.bindparam("book")
_SEEN = sa.and_(
    _standing.c.book_id == _BOOK,
    sa.or_(_standing.c.visibility == "book", _standing.c.recorder == sa.bindparam("viewer")),
)
_SAID = ("book_id", "entry_id", "on_day")
_LINES = tuple(column for column in _posting.c if column.name not in _SAID)


def _of(rows: sa.Table) -> sa.ColumnElement[bool]:
    """Whether a row belongs to an entry that stands. The book is said again: every table begins its key with it."""
    return sa.and_(rows.c.book_id == _BOOK, rows.c.entry_id == _standing.c.entry_id)


_EVERY = (
    sa.select(*WITH_WORDS, *_LINES)
    .select_from(_standing.join(_entry, _of(_entry)).outerjoin(_words, _of(_words)).join(_posting, _of(_posting)))
    .where(_SEEN)
    .order_by(_standing.c.on_day, _standing.c.entry_id, _posting.c.n)
)
_SHARES = (
    sa.select(_share.c.entry_id, _share.c.n, _share.c.member_id, _share.c.minor)
    .select_from(_standing.join(_share, _of(_share)))
    .where(_SEEN)
    .order_by(_standing.c.on_day, _standing.c.entry_id, _share.c.n)
)

_TAGS = (
    sa.select(_tag.c.entry_id, _tag.c.tag_id)
    .select_from(_standing.join(_tag, _of(_tag)))
    .where(_SEEN)
    .order_by(_standing.c.on_day, _standing.c.entry_id, _tag.c.tag_id)
)


def standing(session: Session, book_id: int, viewer: int) -> Iterator[Kept]:
    """The entries that stand in a book as one member sees them, by day. Only some of them are ever in memory."""
    asked = {"book": book_id, "viewer": viewer}
    with session.in_bulk():
        rows, shares = session.stream(_EVERY, asked), _Shares(session.stream(_SHARES, asked))
        tags = _Tags(session.stream(_TAGS, asked))
    for _, lines in groupby(rows, key=lambda row: row.entry_id):
        of_entry = list(lines)
        postings = tuple(posting_of(row, shares.of(row.entry_id, row.n)) for row in of_entry)
        yield kept_of(of_entry[0], postings, tags.of(of_entry[0].entry_id))


class _Shares:
    """Shares in the order of the lines they are of, taken as the lines come by."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, entry_id: int, n: int) -> list[tuple[int, int]]:
        """Members and what each bears of this line."""
        found = []
        while self._next is not None and (self._next.entry_id, self._next.n) == (entry_id, n):
            found.append((self._next.member_id, self._next.minor))
            self._next = next(self._rows, None)
        return found


class _Tags:
    """Tags in the order of the entries that bear them, taken as the entries come by."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, entry_id: int) -> tuple[int, ...]:
        """The tags of this entry."""
        found = []
        while self._next is not None and self._next.entry_id == entry_id:
            found.append(self._next.tag_id)
            self._next = next(self._rows, None)
        return tuple(found)


def first_day(session: Session, book_id: int, viewer: int) -> date | None:
    """The day of the first entry one member sees, None where there is none."""
    first = sa.select(_standing.c.on_day).where(_SEEN).order_by(_standing.c.on_day, _standing.c.entry_id).limit(1)
    found: date | None = session.value(first, {"book": book_id, "viewer": viewer})
    return found


def met(session: Session, book_id: int, viewer: int, accounts: Collection[int]) -> set[int]:
    """Which of these accounts the entries touch that one member sees."""
    if not accounts:
        return set()
    touched = sa.select(_posting.c.account_id).select_from(_standing.join(_posting, _of(_posting)))
    chosen = touched.where(_SEEN, _posting.c.account_id.in_(accounts)).distinct()
    with session.in_bulk():
        rows = session.rows(chosen, {"book": book_id, "viewer": viewer})
    return {row.account_id for row in rows}


def party_names(session: Session, book_id: int) -> dict[int, str]:
    """What those are called who owe a book's lines or are owed, by a payee's number; an erased name is left out."""
    parties = sa.select(_posting.c.party).where(_posting.c.book_id == book_id, _posting.c.party.is_not(None))
    rows = session.rows(sa.select(_payee.c.payee_id, _payee.c.name).where(
        _payee.c.book_id == book_id, _payee.c.name.is_not(None), _payee.c.payee_id.in_(parties)))
    return {row.payee_id: row.name for row in rows}
