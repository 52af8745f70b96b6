"""The door between the books and the credit side: figures go out, drafts come in, and nothing else passes.

Out: `figures` (no names, notes or payees). In: `propose` leaves a draft that a person records with one tap. Who
may pass is settled here: only somebody who sits in the book. Consent is asked for before the door is opened, by
the side that asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ledger.domain.books.book import Book, Member, Seat
from ledger.kernel.errors import Missing
from ledger.kernel.figures import Figures
from ledger.kernel.proposal import Proposal
from ledger.plumbing.db import Session
from ledger.services.books import proposing
from ledger.services.people import finding
from ledger.services.reports import figures as reckoning
from ledger.store.books import books

HOLDERS = frozenset({"owner", "partner"})
"""The roles whose word it takes to read a shared book for credit (DESIGN 26)."""


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What a person's own pages say of a book of theirs. `role` is theirs in it."""

    book_id: int
    name: str
    scene: str
    currency: str
    zone: str
    revision: int
    role: str
    closed: bool

    @property
    def is_held(self) -> bool:
        """Whether this person is an owner or partner of it."""
        return self.role in HOLDERS


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Who somebody is to their own side: what they are called, and where and in which language they read."""

    person_id: int
    name: str
    language: str
    zone: str


def person_at(session: Session, email: str) -> PersonFacts:
    """Whom an address signs in. Raises: NotAnAddress, NoSuchPerson."""
    person = finding.person_at(session, email)
    return PersonFacts(person.person_id, person.name, person.language, person.zone)


def books_of(session: Session, person_id: int) -> tuple[BookFacts, ...]:
    """The books a person sits in, in the order they joined."""
    seats = books.memberships(session, person_id)
    found = books.load(session, list(seats))
    return tuple(_facts(found[book_id], member) for book_id, member in seats.items() if book_id in found)


def book(session: Session, person_id: int, book_id: int) -> BookFacts:
    """One book of a person. Raises: Missing where they do not sit in it."""
    seat = _seat(session, person_id, book_id)
    return _facts(seat.book, seat.member)


def holders(session: Session, book_id: int) -> tuple[int, ...]:
    """The persons whose word it takes: owners and partners of a book with a sign-in. The book must be allowed."""
    return tuple(
        member.person_id for member in books.members(session, book_id)
        if member.person_id is not None and member.role in HOLDERS and not member.left
    )


def figures(session: Session, person_id: int, book_id: int, on: date, revision: int | None = None) -> Figures:
    """A book's figures for one who sits in it, as known at a revision (the last of the day). Raises: Missing."""
    return reckoning.figures_of(session, _seat(session, person_id, book_id), on, revision)


def propose(session: Session, person_id: int, book_id: int, proposal: Proposal, now: datetime) -> int:
    """Leave a draft in a book for one who sits in it; its id.

    Raises: Missing, Forbidden where their role may not record, BadProposal where it does not balance or names an
    account that is not there.
    """
    return proposing.propose(session, _seat(session, person_id, book_id), proposal, now)


def _seat(session: Session, person_id: int, book_id: int) -> Seat:
    member = books.membership(session, person_id, book_id)
    found = books.load(session, [book_id]).get(book_id) if member else None
    if member is None or found is None:
        raise Missing()
    return Seat(found, member, member.member_id)


def _facts(book: Book, member: Member) -> BookFacts:
    return BookFacts(book.book_id, book.name, book.scene, book.home_currency, book.zone, book.revision, member.role,
                     book.closed)
