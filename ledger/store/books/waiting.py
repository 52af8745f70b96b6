"""What waits for a rate, as rows: postings without a home value, found by the kept sums that count them.

A kept sum says on which day and account something is without value, so the postings are read by their account's
index and never searched through. A home value is written once; the triggers refuse a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from ledger.domain.books.sums import DAY
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.books import entries
from ledger.store.books.entries import Kept
from ledger.store.tables.books import EntryRow, KeptSumRow, PostingRow, StandingRow

_entry, _posting = table(EntryRow), table(PostingRow)
_standing, _sum = table(StandingRow), table(KeptSumRow)

_UNVALUED = _sum.join(
    _posting,
    sa.and_(
        _posting.c.book_id == _sum.c.book_id,
        _posting.c.account_id == _sum.c.account_id,
        _posting.c.on_day == _sum.c.starts,
        _posting.c.currency == _sum.c.currency,
        _posting.c.home_minor.is_(None),
    ),
)
_COMPLETE = (
    sa.update(_posting)
    .where(
        _posting.c.book_id == sa.bindparam("book"),
        _posting.c.entry_id == sa.bindparam("entry"),
        _posting.c.n == sa.bindparam("line"),
        _posting.c.home_minor.is_(None),
    )
    .values(home_minor=sa.bindparam("worth"))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many entries of a day wait for a currency's rate."""

    currency: str
    on: date
    entries: int


def days(session: Session, book_id: int, viewer: int) -> list[Waiting]:
    """The days and currencies that a member's visible entries wait on, by currency and day."""
    rows = session.rows(
        sa.select(
            _posting.c.currency, _posting.c.on_day, sa.func.count(_posting.c.entry_id.distinct()).label("entries")
        )
        .select_from(
            _UNVALUED.join(
                _standing,
                sa.and_(
                    _standing.c.book_id == _posting.c.book_id,
                    _standing.c.on_day == _posting.c.on_day,
                    _standing.c.entry_id == _posting.c.entry_id,
                ),
            )
        )
        .where(*_in_sums(book_id), sa.or_(_standing.c.visibility == "book", _standing.c.recorder == viewer))
        .group_by(_posting.c.currency, _posting.c.on_day)
        .order_by(_posting.c.currency, _posting.c.on_day)
    )
    return [Waiting(row.currency, row.on_day, row.entries) for row in rows]


def without_rate(session: Session, book_id: int) -> list[tuple[str, date]]:
    """The currencies and days that anybody's entries wait on."""
    rows = session.rows(sa.select(_sum.c.currency, _sum.c.starts).where(*_in_sums(book_id)).distinct())
    return sorted((row.currency, row.starts) for row in rows)


def things(session: Session, book_id: int, currency: str, on: date, limit: int) -> list[Kept]:
    """The entries of the first things that wait for a currency on a day, reversals too, whole things only."""
    waiting = session.rows(
        sa.select(_entry.c.thing_id)
        .select_from(
            _UNVALUED.join(
                _entry,
                sa.and_(_entry.c.book_id == _posting.c.book_id, _entry.c.entry_id == _posting.c.entry_id),
            )
        )
        .where(*_in_sums(book_id), _sum.c.starts == on, _sum.c.currency == currency)
        .distinct()
        .order_by(_entry.c.thing_id)
        .limit(limit)
    )
    ids = session.rows(
        sa.select(_entry.c.entry_id).where(
            _entry.c.book_id == book_id,
            _entry.c.thing_id.in_([row.thing_id for row in waiting]),
            _entry.c.on_day == on,
        )
    )
    return sorted(
        entries.load(session, book_id, [row.entry_id for row in ids]).values(), key=lambda one: (one.seq, one.entry_id)
    )


def complete(session: Session, book_id: int, kept: Iterable[Kept], were: Iterable[Kept]) -> None:
    """Write the home values of entries where there were none; `were` are the same entries before."""
    values: Sequence[dict[str, int]] = [
        {"book": book_id, "entry": one.entry_id, "line": n, "worth": posting.home_minor}
        for one, was in zip(kept, were, strict=True)
        for n, posting in enumerate(one.entry.postings)
        if posting.home_minor is not None and was.entry.postings[n].home_minor is None
    ]
    if values:
        session.run(_COMPLETE, values)


def _in_sums(book_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return _sum.c.book_id == book_id, _sum.c.grain == DAY, _sum.c.unvalued > 0
