"""The resolver behind every route of a lender: who sits in it, and may they do this?"""

from __future__ import annotations

from collections.abc import Mapping

from credit.domain.lenders.lender import LenderSeat
from credit.domain.lenders.role import Deed
from credit.services.lenders import opening
from ledger.kernel.ids import read_id
from ledger.plumbing.access import Rule, SignInFirst, Visit
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import Principal

LenderVisit = Visit[LenderSeat]
"""A request inside a lender."""


def in_lender(deed: Deed) -> Rule:
    """A person of the lender in the path whose role allows the deed."""
    return Rule("lender", deed)


def resolve_lender(session: Session, principal: Principal, deed: str, arguments: Mapping[str, str]) -> LenderSeat:
    """The seat in the lender of the path. Raises: SignInFirst, Missing where there is none, NotAllowedHere."""
    if principal.person_id is None or principal.is_half:
        raise SignInFirst()
    seat = opening.seat_of(session, principal, read_id(arguments["lender"]))
    seat.check(Deed(deed))
    return seat
