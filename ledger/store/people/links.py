"""Links sent by mail: rows of a digest, good once and for an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.identity import LinkRow
from ledger.plumbing.rows import table

LIFE = timedelta(hours=1)
"""How long a link is good for."""

_link = table(LinkRow)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: whose, the digest of its secret, what it is for, and the person's epoch it was made in."""

    person_id: int
    digest: bytes
    purpose: str
    epoch: int


def add(session: Session, link: Link, at: datetime) -> None:
    """Keep a new link. Those of the person that ran out are removed."""
    session.run(sa.delete(_link).where(_link.c.person_id == link.person_id, _link.c.expires_at < at))
    session.run(
        sa.insert(_link),
        {
            "person_id": link.person_id,
            "digest": link.digest,
            "purpose": link.purpose,
            "epoch": link.epoch,
            "made_at": at,
            "expires_at": at + LIFE,
            "used_at": None,
        },
    )


def is_live(session: Session, link: Link, at: datetime) -> bool:
    """Whether a link would work now."""
    return session.first(sa.select(_link.c.person_id).where(*_good(link, at))) is not None


def use(session: Session, link: Link, at: datetime) -> bool:
    """Use a link up; False where it was not good (any more). Of two at once one succeeds."""
    return session.run(sa.update(_link).where(*_good(link, at)).values(used_at=at)).rowcount == 1


def _good(link: Link, at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        _link.c.person_id == link.person_id,
        _link.c.digest == link.digest,
        _link.c.purpose == link.purpose,
        _link.c.epoch == link.epoch,
        _link.c.used_at.is_(None),
        _link.c.expires_at > at,
    )
