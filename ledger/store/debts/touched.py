"""The entries that touch one account, with every line of theirs: read by the account's own index."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ledger.domain.books.flow import Line
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.books import PostingRow, StandingRow

_posting, _standing = table(PostingRow), table(StandingRow)


@dataclass(frozen=True, slots=True)
class Touched:
    """An entry that stands: its day and all its lines."""

    entry_id: int
    on: date
    lines: list[Line]


def touched(
    session: Session, book_id: int, account_id: int, since: date, until: date, *, viewer: int, hidden: Collection[int]
) -> list[Touched]:
    """Posted entries that touch an account from one day to another, both in, oldest first; none of others' private
    ones, and none that touches a hidden account."""
    days = (
        sa.select(_posting.c.on_day, _posting.c.entry_id)
        .where(_posting.c.book_id == book_id, _posting.c.account_id == account_id,
               _posting.c.on_day >= since, _posting.c.on_day <= until)
        .distinct().subquery()
    )
    stands = days.join(_standing, sa.and_(
        _standing.c.book_id == book_id, _standing.c.on_day == days.c.on_day, _standing.c.entry_id == days.c.entry_id))
    rows = session.rows(
        sa.select(_standing.c.entry_id, _standing.c.on_day, _posting.c.account_id, _posting.c.minor,
                  _posting.c.currency, _posting.c.home_minor)
        .select_from(stands.join(_posting, sa.and_(
            _posting.c.book_id == book_id, _posting.c.entry_id == _standing.c.entry_id)))
        .where(_standing.c.status == "posted",
               sa.or_(_standing.c.visibility == "book", _standing.c.recorder == viewer))
        .order_by(_standing.c.on_day, _standing.c.entry_id, _posting.c.n)
    )
    found: dict[int, Touched] = {}
    for row in rows:
        line = Line(row.account_id, row.minor, row.currency, row.home_minor)
        found.setdefault(row.entry_id, Touched(row.entry_id, row.on_day, [])).lines.append(line)
    return [one for one in found.values() if not any(line.account_id in hidden for line in one.lines)]
