"""The resolver behind every route of a book: who sits in it, and may they do this?"""

from __future__ import annotations

from collections.abc import Mapping

from flask import g

from ledger.domain.books.book import Seat
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Forbidden
from ledger.kernel.ids import read_id
from ledger.plumbing.access import SignInFirst, Visit
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import Principal
from ledger.services.books import opening

BookVisit = Visit[Seat]
"""A request inside a book."""


def resolve_book(session: Session, principal: Principal, deed: str, arguments: Mapping[str, str]) -> Seat:
    """The seat in the book of the path. Raises: SignInFirst, Missing, Forbidden."""
    if principal.person_id is None or principal.is_half:
        raise SignInFirst()
    seat = opening.seat_of(session, principal, read_id(arguments["book"]))
    g.home_currency = seat.book.home_currency
    if not seat.may(Deed(deed)):
        raise Forbidden()
    return seat
