"""Rows of reminders: what a person wants to be reminded of, what they were told, and the devices told by push."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Day, Digest, Flag, Instant, Json, Line, Name, Small
from ledger.plumbing.rows import col, key, owned_by, owned_key


class ReminderWishRow(SQLModel, table=True):
    """One person's wishes. `secret` signs the links by which their letters are stopped."""

    __tablename__ = "reminder_wish"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    record: bool = col(Flag)
    record_at: int = col(Small)
    due: bool = col(Flag)
    due_at: int = col(Small)
    due_days: int = col(Small)
    books: Any = col(Json)
    by_mail: bool = col(Flag)
    by_push: bool = col(Flag)
    quiet_from: int = col(Small)
    quiet_to: int = col(Small)
    paused_until: date | None = col(Day, optional=True)
    secret: bytes = col(Digest)
    version: int = col(Big)


class ReminderToldRow(SQLModel, table=True):
    """Something a person was told, once: a day that had its reminder, or one thing that falls due."""

    __tablename__ = "reminder_told"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    kind: str = key(Name)
    thing: str = key(sa.String(80))
    on_day: date = col(Day)


class PushDeviceRow(SQLModel, table=True):
    """A device that takes pushes: the `digest` of the sign-in it goes with, the `secret` its pushes are sealed with."""

    __tablename__ = "push_device"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    digest: bytes = key(Digest)
    endpoint: str = col(sa.String(1000))
    public_key: str = col(Line)
    secret: str = col(Line)
    made_at: datetime = col(Instant)
