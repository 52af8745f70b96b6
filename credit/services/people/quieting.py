"""Asking for quiet, and ending it: not now, never this kind, a hard time, a ledger free of offers."""

from __future__ import annotations

from datetime import date, datetime

from credit.domain.people.borrower import Borrower, check_birth_date
from credit.domain.people.quiet import Why, Wish, until
from credit.store.offers import offers
from credit.store.people import borrowers, quiets
from ledger import door
from ledger.kernel.errors import Missing
from ledger.kernel.ids import new_id
from ledger.plumbing.db import Session


def ask(session: Session, person_id: int, why: Why, on: date, now: datetime, *, kind: str = "", book_id: int = 0
        ) -> Wish:
    """Make a wish from a day on; what a slot answered before is decided anew.

    The same wish twice is one. Raises: Missing for a ledger that is not the person's.
    """
    session.allow_person(person_id)
    if book_id:
        door.book(session, person_id, book_id)
    borrowers.lock(session, person_id)
    wish = Wish(new_id(), why, kind, book_id, on, until(why, on))
    for one in quiets.open_of(session, person_id):
        if (one.why, one.kind, one.book_id) == (why, kind, book_id):
            quiets.end(session, person_id, one.quiet_id, now)
    quiets.add(session, person_id, wish)
    offers.forget_answers(session, person_id)
    return wish


def end(session: Session, person_id: int, quiet_id: int, now: datetime) -> None:
    """Undo a wish. Raises: Missing."""
    session.allow_person(person_id)
    if not quiets.end(session, person_id, quiet_id, now):
        raise Missing()
    offers.forget_answers(session, person_id)


def wishes(session: Session, person_id: int, on: date) -> list[Wish]:
    """The wishes of a person that hold on a day."""
    return [one for one in quiets.open_of(session, person_id) if one.holds(on)]


def introduce(session: Session, person_id: int, said: Borrower, on: date, now: datetime) -> None:
    """Keep what a person says of themselves. Raises: NotABirthDate."""
    session.allow_person(person_id)
    if said.born_on is not None:
        check_birth_date(said.born_on, on)
    borrowers.put(session, person_id, said, now)
    offers.forget_answers(session, person_id)


def introduced(session: Session, person_id: int) -> Borrower:
    """What a person said of themselves."""
    return borrowers.get(session, person_id)
