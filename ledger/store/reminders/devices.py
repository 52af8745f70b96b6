"""The devices told by push, as rows: one for each sign-in that asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.tables.reminders import PushDeviceRow

_device = table(PushDeviceRow)


@dataclass(frozen=True, slots=True)
class PushDevice:
    """A device: the digest of its sign-in, where its pushes go, its key and secret (base64url)."""

    digest: bytes
    endpoint: str
    public_key: str
    secret: str


def load(session: Session, person_id: int) -> list[PushDevice]:
    """A person's devices, in the order they came."""
    rows = session.rows(sa.select(_device).where(_device.c.person_id == person_id)
                        .order_by(_device.c.made_at, _device.c.digest))
    return [PushDevice(bytes(row.digest), row.endpoint, row.public_key, row.secret) for row in rows]


def save(session: Session, person_id: int, device: PushDevice, at: datetime) -> None:
    """Write a device down, in the place of what its sign-in had before."""
    values = {"endpoint": device.endpoint, "public_key": device.public_key, "secret": device.secret, "made_at": at}
    wanted = insert(session, _device).values(person_id=person_id, digest=device.digest, **values)
    session.run(wanted.on_conflict_do_update(index_elements=["person_id", "digest"], set_=values))


def drop(session: Session, person_id: int, digest: bytes) -> None:
    """Let a device go."""
    session.run(sa.delete(_device).where(_device.c.person_id == person_id, _device.c.digest == digest))
