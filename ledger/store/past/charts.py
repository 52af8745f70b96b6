"""What accounts said before they were amended, as rows: kept when they are, so that old reports use old purposes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ledger.domain.books.account import Account
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.books import accounts
from ledger.store.tables.past import AccountPastRow

_past = table(AccountPastRow)


def keep(session: Session, book_id: int, account_id: int, was: Account | None, until_seq: int) -> None:
    """Keep what an account said until the deed with this sequence; nothing, where that deed opened it."""
    said = accounts.content(was) if was else None
    session.run(sa.insert(_past), {"book_id": book_id, "account_id": account_id, "until_seq": until_seq, "said": said})


def at(session: Session, book_id: int, revision: int) -> dict[int, Account]:
    """Every account a book had at a sequence as it was known then, in the order they were shown then."""
    found = accounts.load(session, book_id)
    asked = sa.select(_past.c.account_id, _past.c.said).where(
        _past.c.book_id == book_id, _past.c.until_seq > revision).order_by(_past.c.until_seq.desc())
    for row in session.rows(asked):
        one = found.pop(row.account_id)
        if row.said is not None:
            found[row.account_id] = accounts.read_content(row.said, one.version - 1)
    ordered = sorted(found.values(), key=lambda one: (one.position, one.account_id))
    return {one.account_id: one for one in ordered}


@dataclass(frozen=True, slots=True)
class Until:
    """What an account said until a deed (None: the deed opened it), and whether a later one changed it again."""

    content: dict[str, Any] | None
    is_followed: bool


def until(session: Session, book_id: int, account_id: int, seq: int) -> Until | None:
    """What an account said until a deed; None where that deed did not change it."""
    rows = session.rows(sa.select(_past.c.until_seq, _past.c.said).where(
        _past.c.book_id == book_id, _past.c.account_id == account_id, _past.c.until_seq >= seq
    ).order_by(_past.c.until_seq))
    if not rows or rows[0].until_seq != seq:
        return None
    return Until(rows[0].said, len(rows) > 1)


def each(session: Session, book_id: int) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Every account and sequence with what the account said until then, oldest first."""
    rows = session.rows(sa.select(_past).where(
        _past.c.book_id == book_id, _past.c.said.is_not(None)).order_by(_past.c.until_seq))
    return ((row.account_id, row.until_seq, row.said) for row in rows)
