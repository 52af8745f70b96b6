"""The lines of what is owed, of entries that stand and count; and those that settle an entry."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import sqlalchemy as sa

from ledger.domain.books.entry import Posting, Verb
from ledger.domain.owed.debt import Line
from ledger.plumbing.db import Session
from ledger.plumbing.prepared import Prepared
from ledger.plumbing.rows import table
from ledger.store.tables.books import EntryRow, PostingRow, StandingRow

_entry, _posting, _standing = table(EntryRow), table(PostingRow), table(StandingRow)
_BOOK: sa.BindParameter[int] = sa.bindparam("book")


def _of(rows: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(_standing.c.book_id == rows.c.book_id, _standing.c.entry_id == rows.c.entry_id)


_COUNTS = (
    _posting.c.book_id == _BOOK, _standing.c.status == "posted",
    sa.or_(_standing.c.visibility == "book", _standing.c.recorder == sa.bindparam("viewer")),
)
_STANDING = _posting.join(
    _entry, sa.and_(_entry.c.book_id == _posting.c.book_id, _entry.c.entry_id == _posting.c.entry_id),
).join(_standing, sa.and_(_of(_entry), _standing.c.on_day == _entry.c.on_day))
_ON = sa.select(
    _entry.c.thing_id, _entry.c.entry_id, _entry.c.on_day, _posting.c.account_id,
    sa.func.coalesce(_posting.c.party, _entry.c.payee_id, 0).label("party"), _posting.c.minor, _posting.c.currency,
    _posting.c.receivable, _posting.c.project_id,
).select_from(_STANDING).where(
    *_COUNTS, _posting.c.account_id.in_(sa.bindparam("accounts", expanding=True)), _posting.c.minor != 0,
).order_by(_entry.c.on_day, _entry.c.entry_id, _posting.c.n)
_SETTLING = Prepared(sa.select(
    _posting.c.receivable, _entry.c.thing_id, _entry.c.entry_id, _entry.c.verb, _posting.c.account_id,
    _posting.c.minor, _posting.c.currency, _posting.c.party,
).select_from(_STANDING).where(
    *_COUNTS, _posting.c.receivable.in_(sa.bindparam("things", expanding=True)),
).order_by(_entry.c.on_day, _entry.c.entry_id, _posting.c.n))


class Settling(NamedTuple):
    """A line that settles another entry: which, by which entry, what that is called, and the line itself."""

    settles: int
    thing_id: int
    entry_id: int
    verb: Verb
    posting: Posting


def on_accounts(session: Session, book_id: int, viewer: int, accounts: Collection[int]) -> list[Line]:
    """Every line on some accounts that counts and one member sees, by day."""
    if not accounts:
        return []
    with session.in_bulk():
        rows: list[Any] = list(session.rows(_ON, {"book": book_id, "viewer": viewer, "accounts": list(accounts)}))
    return [Line(*row) for row in rows]


def settling(session: Session, book_id: int, viewer: int, things: Collection[int]) -> list[Settling]:
    """The lines that repay or give back some entries, by day."""
    if not things:
        return []
    rows = session.rows(_SETTLING, {"book": book_id, "viewer": viewer, "things": list(things)})
    return [
        Settling(row.receivable, row.thing_id, row.entry_id, Verb(row.verb),
                 Posting(row.account_id, row.minor, row.currency, party=row.party))
        for row in rows
    ]
