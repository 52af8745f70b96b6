"""What people were told, as rows: each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.tables.books import LogRow
from ledger.store.tables.reminders import ReminderToldRow

_told, _log = table(ReminderToldRow), table(LogRow)


def claim(session: Session, person_id: int, kind: str, thing: str, on: date) -> bool:
    """Write down that a person is told something on a day; False where they were told it already."""
    wanted = insert(session, _told).values(person_id=person_id, kind=kind, thing=thing, on_day=on)
    return session.first(wanted.on_conflict_do_nothing().returning(_told.c.thing)) is not None


def known(session: Session, person_id: int, kind: str, things: Sequence[str]) -> set[str]:
    """Which of these things a person was told."""
    rows = session.rows(sa.select(_told.c.thing).where(
        _told.c.person_id == person_id, _told.c.kind == kind, _told.c.thing.in_(things)))
    return {row.thing for row in rows}


def on_day(session: Session, person_id: int, kind: str, on: date) -> set[str]:
    """What a person was told on a day."""
    rows = session.rows(sa.select(_told.c.thing).where(
        _told.c.person_id == person_id, _told.c.kind == kind, _told.c.on_day == on))
    return {row.thing for row in rows}


def forget(session: Session, person_id: int, before: date) -> None:
    """Let what was told before a day go."""
    session.run(sa.delete(_told).where(_told.c.person_id == person_id, _told.c.on_day < before))


def recorded_last(session: Session, book_id: int) -> datetime | None:
    """The latest instant at which somebody wrote an entry or a file's entries into a book; None where nobody did."""
    found: datetime | None = session.value(
        sa.select(_log.c.at).where(_log.c.book_id == book_id, _log.c.subject_kind.in_(("entry", "batch")),
                                   _log.c.actor_kind != "job")
        .order_by(_log.c.seq.desc()).limit(1))
    return found
