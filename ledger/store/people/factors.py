"""The second factor as rows: the secret a telephone shares, the step it was last used in, recovery codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ledger.plumbing.db import Session
from ledger.plumbing.identity import PersonRow, RecoveryCodeRow
from ledger.plumbing.rows import table

_person, _code = table(PersonRow), table(RecoveryCodeRow)


@dataclass(frozen=True, slots=True)
class Shared:
    """The secret shared with a telephone (base 32), whether it was confirmed, and the last step used."""

    secret: str | None
    is_confirmed: bool
    step: int


def shared(session: Session, person_id: int) -> Shared:
    """What a person shares with a telephone."""
    row = session.first(
        sa.select(_person.c.totp_secret, _person.c.totp_confirmed, _person.c.totp_step).where(
            _person.c.person_id == person_id
        )
    )
    return (
        Shared(None, False, 0) if row is None else Shared(row.totp_secret, row.totp_confirmed, row.totp_step)
    )


def begin(session: Session, person_id: int, secret: str) -> bool:
    """Keep a fresh secret until it is confirmed; False where one is confirmed already."""
    kept = session.run(
        sa.update(_person)
        .where(_person.c.person_id == person_id, _person.c.totp_confirmed.is_(False))
        .values(totp_secret=secret, totp_step=0)
    )
    return kept.rowcount == 1


def spend_step(session: Session, person_id: int, step: int) -> bool:
    """Use up a step and all before it; False where it was used already. Of two at once one succeeds."""
    spent = session.run(
        sa.update(_person)
        .where(_person.c.person_id == person_id, _person.c.totp_step < step)
        .values(totp_step=step)
    )
    return spent.rowcount == 1


def confirm(session: Session, person_id: int) -> None:
    """Ask for the second factor from now on."""
    session.run(sa.update(_person).where(_person.c.person_id == person_id).values(totp_confirmed=True))


def drop(session: Session, person_id: int) -> None:
    """Ask for the second factor no more, and forget its secret and codes."""
    session.run(
        sa.update(_person)
        .where(_person.c.person_id == person_id)
        .values(totp_secret=None, totp_confirmed=False, totp_step=0)
    )
    drop_codes(session, person_id)


def replace_codes(session: Session, person_id: int, digests: Iterable[bytes]) -> None:
    """A fresh set of recovery codes; the old ones die."""
    drop_codes(session, person_id)
    session.run(
        sa.insert(_code), [{"person_id": person_id, "digest": digest, "used_at": None} for digest in digests]
    )


def spend_code(session: Session, person_id: int, digest: bytes, at: datetime) -> bool:
    """Use up a recovery code; False where it is none, or was used already."""
    spent = session.run(
        sa.update(_code)
        .where(_code.c.person_id == person_id, _code.c.digest == digest, _code.c.used_at.is_(None))
        .values(used_at=at)
    )
    return spent.rowcount == 1


def codes_left(session: Session, person_id: int) -> int:
    """How many recovery codes are still good."""
    return int(
        session.value(
            sa.select(sa.func.count())
            .select_from(_code)
            .where(_code.c.person_id == person_id, _code.c.used_at.is_(None))
        )
    )


def drop_codes(session: Session, person_id: int) -> None:
    """Remove every recovery code."""
    session.run(sa.delete(_code).where(_code.c.person_id == person_id))
