"""People as rows: who they are, what they sign in with, which address is whose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ledger.domain.people.person import Person
from ledger.plumbing.db import Session
from ledger.plumbing.identity import AddressRow, PersonRow
from ledger.plumbing.rows import table
from ledger.plumbing.upsert import insert

_person, _address = table(PersonRow), table(AddressRow)


@dataclass(frozen=True, slots=True)
class Credential:
    """What a sign-in is proved against. `person_id` is 0 and `password_hash` None for nobody."""

    person_id: int
    password_hash: str | None
    epoch: int
    second_factor: bool


NOBODY = Credential(0, None, 0, False)


def add(session: Session, person: Person, password_hash: str | None, made_at: datetime) -> None:
    """A new person, whom no address signs in yet."""
    session.allow_person(person.person_id)
    session.run(
        sa.insert(_person),
        {
            "person_id": person.person_id,
            "email": person.email,
            "name": person.name,
            "password_hash": password_hash,
            "language": person.language,
            "zone": person.zone,
            "home_currency": person.home_currency,
            "theme": person.theme,
            "totp_secret": None,
            "totp_confirmed": False,
            "totp_step": 0,
            "epoch": person.epoch,
            "version": 1,
            "made_at": made_at,
            "erased_at": None,
        },
    )


def claim_address(session: Session, digest: bytes, person_id: int) -> bool:
    """Let an address sign a person in; False where it signs somebody in already."""
    claim = insert(session, _address).values(digest=digest, person_id=person_id).on_conflict_do_nothing()
    return session.first(claim.returning(_address.c.digest)) is not None


def by_address(session: Session, digest: bytes) -> int | None:
    """Whom an address signs in."""
    found: int | None = session.value(sa.select(_address.c.person_id).where(_address.c.digest == digest))
    return found


def get(session: Session, person_id: int) -> Person | None:
    """A person by id; None where there is none, or none any more."""
    session.allow_person(person_id)
    row = session.first(
        sa.select(_person).where(_person.c.person_id == person_id, _person.c.erased_at.is_(None))
    )
    if row is None:
        return None
    return Person(
        row.person_id,
        row.email or "",
        row.name,
        row.language,
        row.zone,
        row.home_currency,
        row.theme,
        row.epoch,
        row.totp_confirmed,
    )


def credential(session: Session, person_id: int | None) -> Credential:
    """What a person signs in with. The same query runs where there is nobody."""
    session.allow_person(person_id or 0)
    row = session.first(
        sa.select(
            _person.c.person_id, _person.c.password_hash, _person.c.epoch, _person.c.totp_confirmed
        ).where(_person.c.person_id == (person_id or 0), _person.c.erased_at.is_(None))
    )
    if row is None:
        return NOBODY
    return Credential(row.person_id, row.password_hash, row.epoch, row.totp_confirmed)


def set_password(session: Session, person_id: int, password_hash: str) -> None:
    """Write a password's hash."""
    session.run(
        sa.update(_person).where(_person.c.person_id == person_id).values(password_hash=password_hash)
    )


def raise_epoch(session: Session, person_id: int) -> int:
    """Let every credential issued so far die. The new epoch."""
    session.run(sa.update(_person).where(_person.c.person_id == person_id).values(epoch=_person.c.epoch + 1))
    return int(session.value(sa.select(_person.c.epoch).where(_person.c.person_id == person_id)))


def prefer(session: Session, person_id: int, **values: str) -> None:
    """Write what a person prefers: name, language, zone, home_currency, theme."""
    session.run(
        sa.update(_person)
        .where(_person.c.person_id == person_id)
        .values(**values, version=_person.c.version + 1)
    )


def erase(session: Session, person_id: int, digest: bytes, at: datetime) -> None:
    """Erase a person's words and secrets; their number stays, so that nobody else ever gets it."""
    session.run(sa.delete(_address).where(_address.c.digest == digest, _address.c.person_id == person_id))
    session.run(
        sa.update(_person)
        .where(_person.c.person_id == person_id)
        .values(
            email=None,
            name="",
            password_hash=None,
            language="",
            zone="UTC",
            theme="",
            totp_secret=None,
            totp_confirmed=False,
            totp_step=0,
            epoch=_person.c.epoch + 1,
            version=_person.c.version + 1,
            erased_at=at,
        )
    )


def drop(session: Session, person_id: int) -> None:
    """Remove a person who never joined."""
    session.run(sa.delete(_person).where(_person.c.person_id == person_id))
