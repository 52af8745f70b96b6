"""What entries moved on accounts, as rows: what a difference may be explained by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ledger.domain.accounts.causes import Moved
from ledger.domain.books.entry import Status, Verb
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, PostingRow

MOVES_MAX = 2_000
"""Entries of an account that are looked through, the newest."""

_entry, _posting = table(EntryRow), table(PostingRow)
_reversal = _entry.alias("reversal")
_MINOR = sa.cast(sa.func.sum(_posting.c.minor), sa.BigInteger).label("minor")
_EACH = (
    _entry.c.thing_id, _entry.c.version, _entry.c.on_day, _entry.c.verb, _entry.c.payee_id, _entry.c.status,
    _posting.c.account_id,
)
_MOVED = (
    sa.select(*_EACH, _MINOR)
    .select_from(_posting.join(_entry, sa.and_(
        _entry.c.book_id == _posting.c.book_id, _entry.c.entry_id == _posting.c.entry_id)))
    .where(
        _entry.c.reverses.is_(None),
        ~sa.exists().where(_reversal.c.book_id == _entry.c.book_id, _reversal.c.reverses == _entry.c.entry_id))
    .group_by(*_EACH, _posting.c.entry_id)
    .order_by(_entry.c.on_day.desc(), _posting.c.entry_id.desc())
    .limit(MOVES_MAX)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose moves are asked for: a book's, as a member sees them, in a currency, up to a day."""

    book_id: int
    viewer: int
    currency: str
    until: date


def on_account(session: Session, asked: Asked, account_id: int, after: date, agreed_seq: int | None) -> list[Moved]:
    """What moved on an account after a day; where it agreed then, also what was written down since that was said."""
    since = _posting.c.on_day > after
    if agreed_seq is not None:
        since = sa.or_(since, _entry.c.seq > agreed_seq)
    return _found(session, asked, _posting.c.account_id == account_id, since)


def elsewhere(session: Session, asked: Asked, accounts: Collection[int], minor: int, since: date) -> list[Moved]:
    """What moved just this much on any of some accounts, from a day on."""
    return _found(
        session, asked, _posting.c.account_id.in_(list(accounts)), _posting.c.minor == minor,
        _posting.c.on_day >= since) if accounts else []


def _found(session: Session, asked: Asked, *conditions: sa.ColumnElement[bool]) -> list[Moved]:
    rows = session.rows(_MOVED.where(
        _posting.c.book_id == asked.book_id, _posting.c.currency == asked.currency, _posting.c.on_day <= asked.until,
        sa.or_(_entry.c.visibility == "book", _entry.c.recorder == asked.viewer), *conditions))
    return [_read(row) for row in rows]


def _read(row: sa.Row[Any]) -> Moved:
    return Moved(row.thing_id, row.version, row.on_day, row.minor, row.account_id, (row.verb, row.payee_id),
                 row.status == Status.PENDING.value, row.verb != Verb.TAKINGS.value)
