"""Past entries as quick entry remembers them: the newest of a book, and the newest with certain payees."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.entry import Verb
from ledger.domain.quick.habit import Move, Past
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, EntryWordsRow, PayeeRow, PostingRow, StandingRow

REMEMBERED = 400
"""Entries remembered: some months of a household, read in a few milliseconds however many there are."""

OF_PAYEES = 100
"""Entries remembered of the payees a line may name."""

_standing, _entry, _posting = table(StandingRow), table(EntryRow), table(PostingRow)
_VERBS = {verb.value: verb for verb in Verb}
_words, _payee = table(EntryWordsRow), table(PayeeRow)
_BOOK: sa.BindParameter[int] = sa.bindparam("book")
_IDS: sa.BindParameter[int] = sa.bindparam("ids", expanding=True)
_VISIBLE = sa.select(_standing.c.on_day, _standing.c.entry_id, _standing.c.recorder).where(
    _standing.c.book_id == _BOOK,
    sa.or_(_standing.c.visibility == "book", _standing.c.recorder == sa.bindparam("member")))
_NEWEST = Prepared(_VISIBLE.where(_standing.c.on_day <= sa.bindparam("until")).order_by(
    _standing.c.on_day.desc(), _standing.c.entry_id.desc()).limit(sa.bindparam("most", type_=sa.Integer())))
_CHOSEN = Prepared(_VISIBLE.where(
    _standing.c.thing_id.in_(sa.bindparam("things", expanding=True)), _standing.c.entry_id.in_(_IDS)))
_THEIRS = Prepared(sa.select(_entry.c.entry_id, _entry.c.thing_id).where(
    _entry.c.book_id == _BOOK, _entry.c.payee_id.in_(sa.bindparam("payees", expanding=True)),
    _entry.c.on_day <= sa.bindparam("until")).order_by(_entry.c.on_day.desc()).limit(OF_PAYEES))
_NAMED = Prepared(sa.select(_payee.c.payee_id).where(
    _payee.c.book_id == _BOOK, _payee.c.name_key.in_(sa.bindparam("keys", expanding=True))))
_MOVES = Prepared(sa.select(_posting.c.entry_id, _posting.c.account_id, _posting.c.minor, _posting.c.currency).where(
    _posting.c.book_id == _BOOK, _posting.c.entry_id.in_(_IDS)))
_SAID = Prepared(
    sa.select(_entry.c.entry_id, _entry.c.verb, _entry.c.recorded_at, _entry.c.batch_id, _words.c.payee, _words.c.note)
    .outerjoin(_words, sa.and_(_words.c.book_id == _entry.c.book_id, _words.c.entry_id == _entry.c.entry_id))
    .where(_entry.c.book_id == _BOOK, _entry.c.entry_id.in_(_IDS)))


def newest(session: Session, book_id: int, member_id: int, until: date) -> list[Past]:
    """The newest entries that stand up to a day and that this member may see, oldest first."""
    return _past(session, book_id, session.rows(_NEWEST, {
        "book": book_id, "member": member_id, "until": until, "most": REMEMBERED}), member_id)


def first_versions(
    session: Session, book_id: int, member_id: int, entry_ids: Collection[int], until: date
) -> list[Past]:
    """Of entries that were each recorded as a new thing, those that stand up to a day and this member may see."""
    found = session.rows(_CHOSEN, {"book": book_id, "member": member_id, "things": entry_ids, "ids": entry_ids})
    return _past(session, book_id, [row for row in found if row.on_day <= until], member_id)


def with_payees(
    session: Session, book_id: int, member_id: int, payee_ids: Collection[int], until: date
) -> list[Past]:
    """The newest entries with any of some payees, as far back as they lie, oldest first."""
    if not payee_ids:
        return []
    theirs = session.rows(_THEIRS, {"book": book_id, "payees": payee_ids, "until": until})
    return _past(session, book_id, session.rows(_CHOSEN, {
        "book": book_id, "member": member_id, "things": [row.thing_id for row in theirs],
        "ids": [row.entry_id for row in theirs]}), member_id)


def payees_named(session: Session, book_id: int, keys: Collection[str]) -> list[int]:
    """The payees whose folded name is one of the keys."""
    if not keys:
        return []
    return [row.payee_id for row in session.rows(_NAMED, {"book": book_id, "keys": keys})]


def _past(session: Session, book_id: int, chosen: Sequence[Any], member_id: int) -> list[Past]:
    """The chosen entries with their postings, oldest first.

    By their ids, in three steps: joined in one, SQLite reads the book's whole posting table first. Rows are taken
    apart by position, many times faster than by name: a person waits for these.
    """
    stands = {entry_id: (on, recorder == member_id) for on, entry_id, recorder in chosen}
    asked = {"book": book_id, "ids": list(stands)}
    moves: dict[int, list[Move]] = {}
    for entry_id, account_id, minor, currency in session.rows(_MOVES, asked):
        moves.setdefault(entry_id, []).append((account_id, minor, currency))
    past = {
        entry_id: Past(stands[entry_id][0], _VERBS[verb], None if batch else at, stands[entry_id][1], payee or "",
                       note or "", tuple(moves[entry_id]), entry_id)
        for entry_id, verb, at, batch, payee, note in session.rows(_SAID, asked)
    }
    return [past[one] for one in sorted(past, key=lambda one: (stands[one][0], one))]
