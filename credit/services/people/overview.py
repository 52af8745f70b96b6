"""Everything a person allowed, could allow, and wished to be spared: what the page “Help with money” shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from credit.domain.people.borrower import Borrower
from credit.domain.people.quiet import Why, Wish
from credit.domain.people.receipt import Consent, Recipient
from credit.domain.people.scope import PURPOSES, Purpose, Scope
from credit.services.people import consenting
from credit.store.people import borrowers, consents, quiets
from ledger import door
from ledger.door import BookFacts
from ledger.plumbing.db import Session

OFFERING = frozenset({Scope.PERSONALISED, Scope.GENERIC})
"""Scopes that lead to offers: where one stands, birth date and country are asked for."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """One thing that can be allowed: the consent that stands, if one does, and how many others it waits for.

    `is_for_every` says that the consent is the one for every ledger.
    """

    purpose: Purpose
    consent: Consent | None
    waiting_for: int = 0

    @property
    def is_for_every(self) -> bool:
        """Whether it was said for every ledger at once."""
        return self.consent is not None and self.purpose.of_book and not self.consent.book_id


@dataclass(frozen=True, slots=True)
class BookHelp:
    """A ledger: what is allowed of it, and the wish that keeps it free of offers, if there is one."""

    book: BookFacts
    allowances: Sequence[Allowance]
    free: Wish | None


@dataclass(frozen=True, slots=True)
class Shared:
    """A consent to pass offers on, with the lender as it is called now (None where it is no more)."""

    consent: Consent
    lender: Recipient | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The page: ledgers one holds, what concerns oneself, lenders shared with, what was said, what is wished."""

    books: Sequence[BookHelp]
    allowances: Sequence[Allowance]
    shared: Sequence[Shared]
    said: Borrower
    wishes: Sequence[Wish]

    @property
    def is_offered(self) -> bool:
        """Whether anything that leads to offers is allowed."""
        of_books = (one for book in self.books for one in book.allowances)
        return any(one.consent and one.purpose.scope in OFFERING for one in (*of_books, *self.allowances))

    @property
    def hard_time(self) -> Wish | None:
        """The wish for quiet in a hard time, if it holds."""
        return next((one for one in self.wishes if one.why is Why.LIFE_EVENT), None)

    @property
    def free_of_everything(self) -> Wish | None:
        """The wish for no offers anywhere, if it holds."""
        return next((one for one in self.wishes if one.why is Why.FREE_OF_OFFERS and not one.book_id), None)

    @property
    def refusals(self) -> list[Wish]:
        """What was answered with “not now” or “never” and still holds."""
        return [one for one in self.wishes if one.why in (Why.NOT_NOW, Why.NEVER)]


def overview(session: Session, person_id: int, now: datetime, on: date) -> Overview:
    """The page of one person on a day."""
    known = consents.of_person(session, person_id)
    wishes = [one for one in quiets.open_of(session, person_id) if one.holds(on)]
    held = [book for book in door.books_of(session, person_id) if book.is_held and not book.closed]
    return Overview(
        books=[_book(session, person_id, book, wishes, now) for book in held],
        allowances=[
            Allowance(one, consenting.standing(session, person_id, one.scope, now))
            for one in PURPOSES.values() if not one.of_book and not one.of_lender
        ],
        shared=[
            Shared(one, consenting.recipient(session, one.lender_id)) for one in known
            if one.scope is Scope.SHARE and one.stands(now)
        ],
        said=borrowers.get(session, person_id),
        wishes=wishes,
    )


def _book(session: Session, person_id: int, book: BookFacts, wishes: Sequence[Wish], now: datetime) -> BookHelp:
    free = (one for one in wishes if one.why is Why.FREE_OF_OFFERS and one.book_id == book.book_id)
    scopes = [one for one in PURPOSES.values() if one.of_book and not one.of_lender]
    return BookHelp(book, [_allowance(session, person_id, book, one, now) for one in scopes], next(free, None))


def _allowance(session: Session, person_id: int, book: BookFacts, purpose: Purpose, now: datetime) -> Allowance:
    found = consenting.standing(session, person_id, purpose.scope, now, book_id=book.book_id)
    others = consenting.waiting_for(session, book.book_id, purpose.scope, now) if found else 0
    return Allowance(purpose, found, others)
