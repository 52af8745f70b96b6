"""What was measured for a person in a ledger, as rows: kept once per revision and day, gone with the consent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa

from credit.store.tables.offers import SnapshotRow
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert

_snapshot = table(SnapshotRow)


def keep(
    session: Session, person_id: int, book_id: int, revision: int, on: date, signals: Mapping[str, int | None],
    now: datetime,
) -> None:
    """Keep the measured signals of a ledger at a revision; kept before, they stay as they are. None is unknown."""
    session.run(
        insert(session, _snapshot)
        .values(
            person_id=person_id, book_id=book_id, revision=revision, on_day=on, signals=dict(signals),
            made_at=now,
        )
        .on_conflict_do_nothing()
    )


def remove(session: Session, person_id: int, book_id: int) -> None:
    """Forget what was measured of a ledger (0: of every one)."""
    mine = sa.delete(_snapshot).where(_snapshot.c.person_id == person_id)
    session.run(mine.where(_snapshot.c.book_id == book_id) if book_id else mine)
