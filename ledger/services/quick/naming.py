"""People of a book by the names they are written with."""

from __future__ import annotations

from ledger.domain.books.book import Member, Seat
from ledger.domain.books.search import folded
from ledger.plumbing.db import Session
from ledger.store.books import books


def people(session: Session, seat: Seat) -> list[Member]:
    """Everybody of a book that something may be for."""
    return [one for one in books.members(session, seat.book_id) if not one.left and one.name]


def person_named(members: list[Member], name: str) -> Member | None:
    """The one of some people who is written so; None for nobody of that name."""
    return next((one for one in members if name and folded(one.name or "") == folded(name)), None)
