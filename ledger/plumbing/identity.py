"""People, their sessions, tokens and answers: the tables that belong to neither side, and the house's own lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.plumbing.columns import Big, Code, Digest, Flag, Instant, Json, Line, Long, Name, Small
from ledger.plumbing.rows import col, key, owned_by, owned_key


class PersonRow(SQLModel, table=True):
    """A person with a sign-in. `epoch` rises whenever every credential issued so far must die."""

    __tablename__ = "person"
    __table_args__ = owned_by("person")
    person_id: int = key()
    email: str | None = col(sa.String(254), optional=True)
    name: str = col(Line)
    password_hash: str | None = col(Line, optional=True)
    language: str = col(Name)
    zone: str = col(sa.String(64))
    home_currency: str = col(Code)
    theme: str = col(Name, "")
    totp_secret: str | None = col(Line, optional=True)
    totp_confirmed: bool = col(Flag, False)
    totp_step: int = col(Big, 0)
    epoch: int = col(Big, 0)
    version: int = col(Big, 1)
    made_at: datetime = col(Instant)
    erased_at: datetime | None = col(Instant, optional=True)


class AddressRow(SQLModel, table=True):
    """Which person an e-mail address signs in: only the address's digest stands here."""

    __tablename__ = "address"
    __table_args__ = owned_by("house")
    digest: bytes = key(Digest)
    person_id: int = col(Big)


class SessionRow(SQLModel, table=True):
    """A sign-in on one device. The cookie holds the secret; here is its digest."""

    __tablename__ = "person_session"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    digest: bytes = key(Digest)
    agent: str = col(Line, "")
    epoch: int = col(Big)
    is_half: bool = col(Flag, False)
    """True while the second factor is still to come."""
    made_at: datetime = col(Instant)
    seen_at: datetime = col(Instant)
    ended_at: datetime | None = col(Instant, optional=True)


class LinkRow(SQLModel, table=True):
    """A link sent by mail: single use, an hour long."""

    __tablename__ = "person_link"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    digest: bytes = key(Digest)
    purpose: str = col(Name)
    epoch: int = col(Big)
    made_at: datetime = col(Instant)
    expires_at: datetime = col(Instant)
    used_at: datetime | None = col(Instant, optional=True)


class RecoveryCodeRow(SQLModel, table=True):
    """A recovery code, by digest; used once."""

    __tablename__ = "recovery_code"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    digest: bytes = key(Digest)
    used_at: datetime | None = col(Instant, optional=True)


class TokenRow(SQLModel, table=True):
    """A token for programs, by digest, with its scopes."""

    __tablename__ = "person_token"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    digest: bytes = key(Digest)
    name: str = col(Line, "")
    scope: Any = col(Json)
    epoch: int = col(Big)
    made_at: datetime = col(Instant)
    expires_at: datetime | None = col(Instant, optional=True)
    ended_at: datetime | None = col(Instant, optional=True)


class AnswerRow(SQLModel, table=True):
    """The answer an unsafe request got, so that the same key gets it again and nothing is done twice."""

    __tablename__ = "answer"
    __table_args__ = (owned_key("person", "person_id"), owned_by("person"))
    person_id: int = key()
    key: str = key(sa.String(80))
    route: str = col(Line)
    body_digest: bytes = col(Digest)
    status: int | None = col(Small, optional=True)
    headers: Any = col(Json, optional=True)
    body: str | None = col(Long, optional=True)
    made_at: datetime = col(Instant)


class WorkRow(SQLModel, table=True):
    """One piece of work to be done after the request that asked for it."""

    __tablename__ = "work"
    __table_args__ = (sa.Index(None, "done_at", "due_at"), owned_by("house"))
    work_id: int = key()
    kind: str = col(Name)
    payload: Any = col(Json)
    due_at: datetime = col(Instant)
    claimed_until: datetime | None = col(Instant, optional=True)
    tries: int = col(Small, 0)
    done_at: datetime | None = col(Instant, optional=True)
    problem: str | None = col(Long, optional=True)


class LeaseRow(SQLModel, table=True):
    """Who works the list now: one consumer per database."""

    __tablename__ = "lease"
    __table_args__ = owned_by("house")
    name: str = key(Name)
    holder: str = col(Line)
    until: datetime = col(Instant)
