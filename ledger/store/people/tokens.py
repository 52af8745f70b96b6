"""Tokens as rows: what a program acts by for a person. Only the digest of its secret stands here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.identity import TokenRow
from ledger.plumbing.rows import table

_token = table(TokenRow)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its digest, what its person called it, its scopes, since when, and when it ends (None: never)."""

    digest: bytes
    name: str
    scopes: Sequence[str]
    made_at: datetime
    expires_at: datetime | None = None


def add(session: Session, person_id: int, token: Token, epoch: int) -> None:
    """A new token. Those of the person that are over are removed, so that they do not grow in number for ever."""
    session.run(sa.delete(_token).where(_token.c.person_id == person_id, sa.not_(_good(epoch, token.made_at))))
    session.run(sa.insert(_token), {
        "person_id": person_id, "digest": token.digest, "name": token.name, "scope": list(token.scopes),
        "epoch": epoch, "made_at": token.made_at, "expires_at": token.expires_at, "ended_at": None,
    })  # fmt: skip


def live(session: Session, person_id: int, epoch: int, now: datetime) -> list[Token]:
    """The tokens that work now, the newest first."""
    rows = session.rows(
        sa.select(_token)
        .where(_token.c.person_id == person_id, _good(epoch, now))
        .order_by(_token.c.made_at.desc(), _token.c.digest)
    )
    return [Token(row.digest, row.name, row.scope, row.made_at, row.expires_at) for row in rows]


def end(session: Session, person_id: int, digest: bytes, now: datetime) -> bool:
    """End a token; False where there was none to end."""
    ended = session.run(
        sa.update(_token)
        .where(_token.c.person_id == person_id, _token.c.digest == digest, _token.c.ended_at.is_(None))
        .values(ended_at=now)
    )
    return ended.rowcount == 1


def _good(epoch: int, now: datetime) -> sa.ColumnElement[bool]:
    lasts = sa.or_(_token.c.expires_at.is_(None), _token.c.expires_at > now)
    return sa.and_(_token.c.ended_at.is_(None), _token.c.epoch == epoch, lasts)
