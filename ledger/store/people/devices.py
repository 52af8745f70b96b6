"""Sign-ins as rows: on which devices a person is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from ledger.plumbing import clock
from ledger.plumbing.db import Session
from ledger.plumbing.identity import SessionRow
from ledger.plumbing.rows import table
from ledger.plumbing.sessions import SESSION_DAYS

_session = table(SessionRow)


@dataclass(frozen=True, slots=True)
class Device:
    """A sign-in: its digest, what its browser called itself, since when and when last used."""

    digest: bytes
    agent: str
    made_at: datetime
    seen_at: datetime


def live(session: Session, person_id: int, epoch: int) -> list[Device]:
    """The sign-ins that work now, the latest used first; half ones are left out."""
    rows = session.rows(
        sa.select(_session.c.digest, _session.c.agent, _session.c.made_at, _session.c.seen_at)
        .where(
            _session.c.person_id == person_id,
            _session.c.epoch == epoch,
            _session.c.is_half.is_(False),
            _session.c.ended_at.is_(None),
            _session.c.seen_at > clock.now() - timedelta(days=SESSION_DAYS),
        )
        .order_by(_session.c.seen_at.desc(), _session.c.made_at.desc())
    )
    return [Device(row.digest, row.agent, row.made_at, row.seen_at) for row in rows]


def end_others(session: Session, person_id: int, digest: bytes | None) -> int:
    """End every sign-in but the one with this digest. How many there were."""
    ended = session.run(
        sa.update(_session)
        .where(
            _session.c.person_id == person_id,
            _session.c.digest != (digest or b""),
            _session.c.ended_at.is_(None),
        )
        .values(ended_at=clock.now())
    )
    return ended.rowcount


def drop_dead(session: Session, person_id: int, epoch: int) -> None:
    """Remove a person's sign-ins that are over, so that they do not grow in number for ever."""
    is_over = sa.or_(_session.c.ended_at.is_not(None), _session.c.epoch != epoch)
    session.run(sa.delete(_session).where(_session.c.person_id == person_id, is_over))
