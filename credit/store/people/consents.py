"""Consents as rows: given, looked at, withdrawn. None is ever written over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from credit.domain.people.receipt import Consent
from credit.domain.people.scope import Scope
from credit.store.tables.offers import ConsentRow
from ledger.plumbing.db import Session
from ledger.plumbing.rows import table

_consent = table(ConsentRow)


def add(session: Session, person_id: int, consent: Consent) -> None:
    """A consent just given."""
    session.run(
        sa.insert(_consent),
        {
            "person_id": person_id,
            "consent_id": consent.consent_id,
            "scope": consent.scope.value,
            "book_id": consent.book_id,
            "lender_id": consent.lender_id,
            "receipt": dict(consent.receipt),
            "given_at": consent.given_at,
            "ends_at": consent.ends_at,
            "withdrawn_at": None,
        },
    )


def of_person(session: Session, person_id: int, scope: Scope | None = None) -> list[Consent]:
    """Every consent a person ever gave, oldest first; of one scope where it is named."""
    wanted = sa.select(_consent).where(_consent.c.person_id == person_id)
    if scope is not None:
        wanted = wanted.where(_consent.c.scope == scope.value)
    return [_read(row._mapping) for row in session.rows(wanted.order_by(_consent.c.given_at, _consent.c.consent_id))]


def get(session: Session, person_id: int, consent_id: int) -> Consent | None:
    """One consent of a person."""
    row = session.first(
        sa.select(_consent).where(_consent.c.person_id == person_id, _consent.c.consent_id == consent_id)
    )
    return None if row is None else _read(row._mapping)


def withdraw(session: Session, person_id: int, consent_id: int, now: datetime) -> bool:
    """Mark a consent withdrawn; False where it was already."""
    done = session.run(
        sa.update(_consent)
        .where(
            _consent.c.person_id == person_id, _consent.c.consent_id == consent_id, _consent.c.withdrawn_at.is_(None)
        )
        .values(withdrawn_at=now)
    )
    return done.rowcount == 1


def _read(row: Mapping[Any, Any]) -> Consent:
    return Consent(
        row["consent_id"], Scope(row["scope"]), row["book_id"], row["lender_id"], row["receipt"], row["given_at"],
        row["ends_at"], row["withdrawn_at"],
    )
