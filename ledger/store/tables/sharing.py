"""Rows of sharing: members and invitations."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Digest, Instant, Line, Name, Salt, Small
from ledger.plumbing.rows import col, key, owned_by, owned_key


class MemberRow(SQLModel, table=True):
    """Somebody of a book, with or without a sign-in. Erased names read "former member"."""

    __tablename__ = "member"
    __table_args__ = (
        sa.UniqueConstraint("book_id", "person_id"),
        sa.Index(None, "person_id"),
        owned_key("book", "book_id"),
        owned_by("book"),
    )
    book_id: int = key()
    member_id: int = key()
    person_id: int | None = col(Big, optional=True)
    name: str | None = col(Line, optional=True)
    role: str = col(Name)
    kind: str = col(Name, "person")
    weight: int = col(Small, 1)
    salt: bytes = col(Salt)
    version: int = col(Big, 1)
    joined_at: datetime = col(Instant)
    left_at: datetime | None = col(Instant, optional=True)


class InvitationRow(SQLModel, table=True):
    """A link that lets one person into a book, once."""

    __tablename__ = "invitation"
    __table_args__ = (owned_key("book", "book_id"), owned_by("book"))
    book_id: int = key()
    digest: bytes = key(Digest)
    role: str = col(Name)
    member_id: int | None = col(Big, optional=True)
    made_by: int = col(Big)
    made_at: datetime = col(Instant)
    expires_at: datetime = col(Instant)
    used_at: datetime | None = col(Instant, optional=True)
    used_by: int | None = col(Big, optional=True)
    ended_at: datetime | None = col(Instant, optional=True)
