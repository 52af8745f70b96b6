"""The secret a person's devices lock with, as a row."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.tables.offline import DeviceSecretRow

_secret = table(DeviceSecretRow)


def of(session: Session, person_id: int) -> bytes | None:
    """A person's secret (32 bytes), None where no device asked for it yet."""
    found: bytes | None = session.value(sa.select(_secret.c.secret).where(_secret.c.person_id == person_id))
    return found


def offer(session: Session, person_id: int, secret: bytes, at: datetime) -> None:
    """Make this the person's secret where there is none."""
    fresh = insert(session, _secret).values(person_id=person_id, secret=secret, made_at=at)
    session.run(fresh.on_conflict_do_nothing())
