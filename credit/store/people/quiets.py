"""Wishes to be left alone, as rows."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from credit.domain.people.quiet import Why, Wish
from credit.store.tables.offers import QuietRow
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table

_quiet = table(QuietRow)


def add(session: Session, person_id: int, wish: Wish) -> None:
    """A wish just made."""
    session.run(
        sa.insert(_quiet),
        {
            "person_id": person_id,
            "quiet_id": wish.quiet_id,
            "why": wish.why.value,
            "kind": wish.kind,
            "book_id": wish.book_id,
            "since": wish.since,
            "until": wish.until,
            "ended_at": None,
        },
    )


def open_of(session: Session, person_id: int) -> list[Wish]:
    """Every wish of a person that was not undone, oldest first."""
    rows = session.rows(
        sa.select(_quiet)
        .where(_quiet.c.person_id == person_id, _quiet.c.ended_at.is_(None))
        .order_by(_quiet.c.since, _quiet.c.quiet_id)
    )
    return [Wish(row.quiet_id, Why(row.why), row.kind, row.book_id, row.since, row.until) for row in rows]


def end(session: Session, person_id: int, quiet_id: int, now: datetime) -> bool:
    """Undo a wish; False where there is none of this person, or it was undone before."""
    done = session.run(
        sa.update(_quiet)
        .where(_quiet.c.person_id == person_id, _quiet.c.quiet_id == quiet_id, _quiet.c.ended_at.is_(None))
        .values(ended_at=now)
    )
    return done.rowcount == 1
