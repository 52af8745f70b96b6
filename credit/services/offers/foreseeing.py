"""What a place would show, and why not the rest: decided as it would be, shown to nobody, and nothing is spent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from credit.domain.people.scope import Scope
from credit.services import deciding
from credit.services.people.situation import permitted, situation
from credit.store.people import borrowers
from ledger import door
from ledger.door import BookFacts
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.db import Session

NO_CONSENT = "no_consent"
"""What stands among the unknown where a ledger may not be read: no rule was looked at."""

_LISTS = ("offers", "free", "stopped")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Everything there is to say of one ledger or several, in plain form."""

    offers: list[Mapping[str, Any]]
    free: list[Mapping[str, Any]]
    stopped: list[Mapping[str, Any]]
    unknown: list[str]


def foresee(session: Session, person_id: int, now: datetime, book_id: int = 0, on: date | None = None) -> Foreseen:
    """What is foreseen of one ledger, or of every one a person holds, on a day (default: today where the ledger is).

    Raises: Missing.
    """
    session.allow_person(person_id)
    books = [door.book(session, person_id, book_id)] if book_id else door.books_of(session, person_id)
    found = Foreseen([], [], [], [])
    for book in books:
        told = _told(session, person_id, book, now, on or clock.today(book.zone))
        for name in _LISTS:
            getattr(found, name).extend({"book": id_text(book.book_id), **one} for one in told.get(name, ()))
        found.unknown.extend(one for one in told.get("unknown", ()) if one not in found.unknown)
    return found


def _told(session: Session, person_id: int, book: BookFacts, now: datetime, on: date) -> Mapping[str, Any]:
    if 0 in permitted(session, person_id, book, Scope.PERSONALISED, now).values():
        return {"offers": [], "free": [], "stopped": [], "unknown": [NO_CONSENT]}
    figures = door.figures(session, person_id, book.book_id, on)
    around = situation(session, person_id, book, figures, now)
    decision = deciding.decide_for(session, figures, around, borrowers.get(session, person_id).country)
    return deciding.told(decision) if decision else {}
