"""From where a command acts in a ledger: its owner's seat, or within the rights of the person named with `--as`."""

from __future__ import annotations

from ledger.domain.books.book import Seat
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import Forbidden, Missing
from ledger.plumbing.db import Session
from ledger.services.books import quick
from ledger.services.people.finding import person_at
from ledger.store.books import books


def seat_in(session: Session, book_id: int, as_whom: str, deed: Deed) -> Seat:
    """The operator's seat in a book, for one deed; `as_whom` is an address or empty.

    Raises: Missing, Forbidden, NotAnAddress, NoSuchPerson.
    """
    seat = _seat_of(session, book_id, as_whom) if as_whom else quick.owners_seat(session, book_id)
    if not seat.may(deed):
        raise Forbidden()
    return seat


def _seat_of(session: Session, book_id: int, as_whom: str) -> Seat:
    member = books.membership(session, person_at(session, as_whom).person_id, book_id)
    book = books.load(session, [book_id]).get(book_id)
    if book is None or member is None:
        raise Missing()
    return Seat(book, member, member.member_id, "operator")
