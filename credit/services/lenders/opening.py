"""Adding a lender, and where somebody sits in one. Only the operator of the house adds lenders."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from credit.domain.lenders.lender import Lender, LenderSeat, Member, read_country
from credit.store.lenders import lenders, log
from ledger.kernel.canonical import digest
from ledger.kernel.errors import Missing
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import Principal

OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Licence:
    """That a lender may lend in its country: the number in the regulator's list, and the last day."""

    number: str
    until: date


def add_lender(
    session: Session, name: str, country: str, now: datetime, *,
    legal_name: str = "", contact: str = "", licence: Licence | None = None,
) -> LenderSeat:
    """A new lender without people, as its operator sits in it. Raises: NotACountry."""
    until = licence.until if licence else None
    lender = Lender(new_id(), name, legal_name or name, contact, read_country(country), None, until)
    salt = secrets.token_bytes(16)
    lenders.add(session, lender, salt, now)
    if licence is not None:
        lenders.license_until(session, lender.lender_id, lender.country, licence.number, licence.until)
    head = log.lock(session, lender.lender_id)
    log.append(session, lender.lender_id, head, log.Act(
        now, 0, OPERATOR, "open", "lender", (lender.lender_id,), digest(salt, lender.content())))
    return LenderSeat(lender, None, OPERATOR)


def operator_seat(session: Session, lender_id: int) -> LenderSeat:
    """The operator's seat in a lender. Raises: Missing."""
    lender = lenders.get(session, lender_id)
    if lender is None:
        raise Missing()
    return LenderSeat(lender, None, OPERATOR)


def seat_of(session: Session, principal: Principal, lender_id: int) -> LenderSeat:
    """Where a principal sits in a lender. Raises: Missing where they do not, or where it was closed."""
    if principal.person_id is None:
        raise Missing()
    member = lenders.membership(session, principal.person_id, lender_id)
    lender = lenders.get(session, lender_id) if member else None
    if member is None or lender is None or lender.closed:
        raise Missing()
    return LenderSeat(lender, member, principal.kind)


def mine(session: Session, person_id: int) -> list[tuple[Lender, Member]]:
    """The lenders a person is of, and as whom. The transaction then sees the rows of none of them in particular."""
    found = [(lenders.get(session, lender_id), member)
             for lender_id, member in lenders.memberships(session, person_id).items()]
    return [(lender, member) for lender, member in found if lender is not None and not lender.closed]
