"""Past entries as quick entry remembers them: the newest of a book, and the newest with certain payees."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.entry import Verb
from ledger.domain.quick.habit import Move, Past
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, EntryWordsRow, PayeeRow, PostingRow, StandingRow

REMEMBERED = 400
"""Entries remembered: some months of a household, read in a few milliseconds however many there are."""

OF_PAYEES = 100
"""Entries remembered of the payees a line may name."""

_standing, _entry, _posting = table(StandingRow), table(EntryRow), table(PostingRow)
_words, _payee = table(EntryWordsRow), table(PayeeRow)


def newest(session: Session, book_id: int, member_id: int, until: date) -> list[Past]:
    """The newest entries that stand up to a day and that this member may see, oldest first."""
    chosen = sa.select(_standing.c.on_day, _standing.c.entry_id, _standing.c.recorder).where(
        _standing.c.on_day <= until, *_visible(book_id, member_id)).order_by(
        _standing.c.on_day.desc(), _standing.c.entry_id.desc()).limit(REMEMBERED)
    return _past(session, book_id, member_id, chosen)


def with_payees(
    session: Session, book_id: int, member_id: int, payee_ids: Collection[int], until: date
) -> list[Past]:
    """The newest entries with any of some payees, as far back as they lie, oldest first."""
    if not payee_ids:
        return []
    theirs = session.rows(sa.select(_entry.c.entry_id, _entry.c.thing_id).where(
        _entry.c.book_id == book_id, _entry.c.payee_id.in_(payee_ids), _entry.c.on_day <= until).order_by(
        _entry.c.on_day.desc()).limit(OF_PAYEES))
    chosen = sa.select(_standing.c.on_day, _standing.c.entry_id, _standing.c.recorder).where(
        _standing.c.thing_id.in_([row.thing_id for row in theirs]),
        _standing.c.entry_id.in_([row.entry_id for row in theirs]), *_visible(book_id, member_id))
    return _past(session, book_id, member_id, chosen)


def payees_named(session: Session, book_id: int, keys: Collection[str]) -> list[int]:
    """The payees whose folded name is one of the keys."""
    if not keys:
        return []
    rows = session.rows(sa.select(_payee.c.payee_id).where(
        _payee.c.book_id == book_id, _payee.c.name_key.in_(keys)))
    return [row.payee_id for row in rows]


def _visible(book_id: int, member_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (_standing.c.book_id == book_id,
            sa.or_(_standing.c.visibility == "book", _standing.c.recorder == member_id))


def _past(session: Session, book_id: int, member_id: int, chosen: sa.Select[Any]) -> list[Past]:
    """The chosen entries with their postings, oldest first.

    By their ids, in three steps: joined in one, SQLite reads the book's whole posting table first.
    """
    stands = {entry_id: (on, recorder == member_id) for on, entry_id, recorder in _tuples(session, chosen)}
    found = _tuples(session, sa.select(
        _posting.c.entry_id, _posting.c.account_id, _posting.c.minor, _posting.c.currency).where(
        _posting.c.book_id == book_id, _posting.c.entry_id.in_(stands)))
    moves: dict[int, list[Move]] = {}
    for entry_id, account_id, minor, currency in found:
        moves.setdefault(entry_id, []).append((account_id, minor, currency))
    found = _tuples(
        session, sa.select(_entry.c.entry_id, _entry.c.verb, _entry.c.recorded_at, _entry.c.batch_id, _words.c.payee,
                  _words.c.note)
        .outerjoin(_words, sa.and_(_words.c.book_id == _entry.c.book_id, _words.c.entry_id == _entry.c.entry_id))
        .where(_entry.c.book_id == book_id, _entry.c.entry_id.in_(stands)))
    past = {
        entry_id: Past(stands[entry_id][0], Verb(verb), None if batch else at, stands[entry_id][1], payee or "",
                       note or "", tuple(moves[entry_id]))
        for entry_id, verb, at, batch, payee, note in found
    }
    return [past[one] for one in sorted(past, key=lambda one: (stands[one][0], one))]


def _tuples(session: Session, statement: sa.Select[Any]) -> Sequence[Any]:
    """Rows to take apart by position, many times faster than by name: a person waits for these."""
    return session.rows(statement)
