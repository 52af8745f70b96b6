"""Invitations as rows: by the digest of their secret, used once, ended when withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.rows import table
from ledger.store.tables.sharing import InvitationRow, MemberRow

_invitation, _member = table(InvitationRow), table(MemberRow)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link into a book. `member_id` is the member it was made for, who has no sign-in yet, if any."""

    digest: bytes
    role: str
    made_by: int
    made_at: datetime
    expires_at: datetime
    member_id: int | None = None


def add(session: Session, book_id: int, invitation: Invitation) -> None:
    """A new invitation."""
    session.run(sa.insert(_invitation), {
        "book_id": book_id, "digest": invitation.digest, "role": invitation.role, "member_id": invitation.member_id,
        "made_by": invitation.made_by, "made_at": invitation.made_at, "expires_at": invitation.expires_at,
        "used_at": None, "used_by": None, "ended_at": None,
    })


def open_ones(session: Session, book_id: int, now: datetime) -> list[Invitation]:
    """The invitations of a book that still let somebody in, newest first."""
    rows = session.rows(sa.select(_invitation).where(_invitation.c.book_id == book_id, *_is_open(now))
                        .order_by(_invitation.c.made_at.desc()))
    return [_read(row) for row in rows]


def find(session: Session, book_id: int, digest: bytes, now: datetime) -> Invitation | None:
    """The invitation with this secret, if it still lets somebody in."""
    row = session.first(sa.select(_invitation).where(
        _invitation.c.book_id == book_id, _invitation.c.digest == digest, *_is_open(now)))
    return None if row is None else _read(row)


def use(session: Session, book_id: int, digest: bytes, person_id: int, now: datetime) -> bool:
    """Spend an invitation on somebody. False where another was faster."""
    done = session.run(sa.update(_invitation).where(
        _invitation.c.book_id == book_id, _invitation.c.digest == digest, *_is_open(now),
    ).values(used_at=now, used_by=person_id))
    return done.rowcount == 1


def end(session: Session, book_id: int, digest: bytes, now: datetime) -> bool:
    """Withdraw an invitation. Whether there was one to withdraw."""
    done = session.run(sa.update(_invitation).where(
        _invitation.c.book_id == book_id, _invitation.c.digest == digest, *_is_open(now)).values(ended_at=now))
    return done.rowcount == 1


def seat_person(session: Session, book_id: int, member_id: int, person_id: int, role: str, was: int) -> bool:
    """Let a member sign in as this person, from now on with a role. False where the version moved meanwhile."""
    done = session.run(sa.update(_member).where(
        _member.c.book_id == book_id, _member.c.member_id == member_id, _member.c.version == was,
    ).values(person_id=person_id, role=role, left_at=None, version=was + 1))
    return done.rowcount == 1


def _is_open(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (_invitation.c.used_at.is_(None), _invitation.c.ended_at.is_(None), _invitation.c.expires_at > now)


def _read(row: sa.Row[tuple[object, ...]]) -> Invitation:
    found = row._mapping
    return Invitation(found["digest"], found["role"], found["made_by"], found["made_at"], found["expires_at"],
                      found["member_id"])
