"""The journal as it was known at a sequence of a book's log: what stood then, newest first."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ledger.domain.books.entry import Words
from ledger.domain.books.journal import Cursor, JournalQuery, says
from ledger.domain.names.name import Sort
from ledger.plumbing.columns import Big, Day
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.books.journal import PIECE_MAX, SCAN_MAX, Families, Found, amount_within
from ledger.store.past.known import Then, stood
from ledger.store.tables.books import EntryRow, EntryWordsRow, PostingRow
from ledger.store.tables.names import EntryTagRow

_entry, _words, _posting = table(EntryRow), table(EntryWordsRow), table(PostingRow)
_tag = table(EntryTagRow)
_ORDER = (_entry.c.on_day, _entry.c.entry_id)


def page(session: Session, then: Then, query: JournalQuery, after: Cursor | None, *, limit: int,
         families: Families) -> Found:
    """The next entries that stood then and fit; a search for words stops after `SCAN_MAX` of them and says so."""
    found: list[Cursor] = []
    size, left, at = PIECE_MAX if query.text else limit + 1, SCAN_MAX, after
    while left > 0:
        rows = session.rows(_piece(then, query, families, at, size))
        found += [Cursor(row.on_day, row.entry_id) for row in rows
                  if not query.text or says(Words(row.payee or "", row.note or ""), query.text)]
        if len(found) > limit:
            return Found(tuple(one.entry_id for one in found[:limit]), found[limit - 1])
        if len(rows) < size:
            return Found(tuple(one.entry_id for one in found))
        left, at = left - size, Cursor(rows[-1].on_day, rows[-1].entry_id)
    return Found(tuple(one.entry_id for one in found), at, is_cut=True)


def _piece(
    then: Then, query: JournalQuery, families: Families, after: Cursor | None, size: int
) -> sa.Select[Any]:
    spoken = sa.and_(_words.c.book_id == _entry.c.book_id, _words.c.entry_id == _entry.c.entry_id)
    asked = sa.select(*_ORDER, _words.c.payee, _words.c.note).select_from(_entry.outerjoin(_words, spoken)).where(
        *stood(then), *_fits(query), *_named(families))
    if after is not None:
        asked = asked.where(sa.tuple_(*_ORDER) < sa.tuple_(sa.literal(after.on, Day), sa.literal(after.entry_id, Big)))
    return asked.order_by(*(column.desc() for column in _ORDER)).limit(size)


def _fits(query: JournalQuery) -> list[sa.ColumnElement[bool]]:
    def touches(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        return sa.exists().where(_posting.c.book_id == _entry.c.book_id, _posting.c.entry_id == _entry.c.entry_id,
                                 *conditions)

    within = amount_within(query.low, query.high)
    own = [_posting.c.account_id == one for one in query.accounts[:1]]
    return [
        *(touches(_posting.c.account_id == one) for one in query.accounts),
        *([touches(*within, *own)] if within else []),
        *([_entry.c.verb == query.verb.value] if query.verb else []),
        *([_entry.c.on_day >= query.since] if query.since else []),
        *([_entry.c.on_day <= query.until] if query.until else []),
    ]


def _named(families: Families) -> list[sa.ColumnElement[bool]]:
    """What holds of entries under one of some tags, projects and payees."""
    rows = {Sort.PAYEE: None, Sort.PROJECT: _posting.c.project_id, Sort.TAG: _tag.c.tag_id}
    found: list[sa.ColumnElement[bool]] = []
    for sort, names in families.items():
        column = rows[sort]
        if column is None:
            found.append(_entry.c.payee_id.in_(sorted(names)))
        else:
            of = column.table
            found.append(sa.exists().where(of.c.book_id == _entry.c.book_id, of.c.entry_id == _entry.c.entry_id,
                                           column.in_(sorted(names))))
    return found
