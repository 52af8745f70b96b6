"""What people want to be reminded of, as rows."""

from __future__ import annotations

from dataclasses import asdict, replace

import sqlalchemy as sa

from ledger.domain.reminders.wishes import Wishes
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert
from ledger.store.tables.reminders import ReminderWishRow

_wish = table(ReminderWishRow)


def of(session: Session, person_id: int) -> Wishes:
    """A person's wishes; those of somebody who never said any are all off."""
    row = session.first(sa.select(_wish).where(_wish.c.person_id == person_id))
    if row is None:
        return Wishes()
    return Wishes(row.record, row.record_at, row.due, row.due_at, row.due_days, tuple(row.books), row.by_mail,
                  row.by_push, row.quiet_from, row.quiet_to, row.paused_until, row.version)


def secret_of(session: Session, person_id: int) -> bytes | None:
    """The secret (32 bytes) a person's links are signed with; None where they never wished for anything."""
    found = session.value(sa.select(_wish.c.secret).where(_wish.c.person_id == person_id))
    return None if found is None else bytes(found)


def save(session: Session, person_id: int, said: Wishes, secret: bytes) -> Wishes:
    """Write wishes as the next version; the secret stands once it was written."""
    fresh = replace(said, version=of(session, person_id).version + 1)
    values = {**asdict(fresh), "books": list(fresh.books)}
    wanted = insert(session, _wish).values(person_id=person_id, secret=secret, **values)
    session.run(wanted.on_conflict_do_update(index_elements=["person_id"], set_=values))
    return fresh
