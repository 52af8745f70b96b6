"""Rows of what lets a device keep things without a network."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from ledger.plumbing.columns import Digest, Instant
from ledger.plumbing.rows import col, key, owned_by, owned_key


class DeviceSecretRow(SQLModel, table=True):
    """The secret a person's devices lock what they keep with; gone with the person, and then nothing opens it."""

    __tablename__ = "device_secret"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    secret: bytes = col(Digest)
    made_at: datetime = col(Instant)
