"""Measuring a person's ledger: its signals on a day.

Somebody's own figures shown to themselves need no consent. They are kept only where `insight.local` is granted for the
ledger by everybody who must.
"""

from __future__ import annotations

from datetime import date, datetime

from credit.domain.people.scope import Scope
from credit.domain.signals.measure import Measured, measure
from credit.domain.signals.registry import SIGNALS
from credit.domain.signals.signal import Signal
from credit.services.people import consenting
from credit.store.offers import snapshots
from ledger import door
from ledger.kernel.errors import Missing
from ledger.kernel.ids import id_text
from ledger.plumbing import clock
from ledger.plumbing.db import Session


def seen(session: Session, person_id: int, book_id: int, on: date) -> Measured:
    """What a ledger says on a day to one who sits in it; nothing is kept. Raises: Missing."""
    return measure(door.figures(session, person_id, book_id, on))


def of_book(session: Session, person_id: int, book_id: int, on: date) -> Measured:
    """What a ledger says on a day to one who sits in it, kept where that is allowed. Raises: Missing."""
    measured = seen(session, person_id, book_id, on)
    keep(session, person_id, measured, clock.now())
    return measured


def keep(session: Session, person_id: int, measured: Measured, now: datetime) -> bool:
    """Keep what was measured where it may be kept, once per revision and day; whether it may."""
    book_id = measured.book
    own = consenting.standing(session, person_id, Scope.INSIGHT, now, book_id=book_id)
    if own is None or consenting.waiting_for(session, book_id, Scope.INSIGHT, now):
        return False
    snapshots.keep(session, person_id, book_id, measured.revision, measured.on, measured.values, now)
    return True


def owned(session: Session, book_id: int) -> tuple[int, door.BookFacts]:
    """The owner of a ledger, for whom an operator acts, and the ledger as they see it. Raises: Missing."""
    session.allow_books([book_id])
    for person_id in door.holders(session, book_id):
        book = door.book(session, person_id, book_id)
        if book.role == "owner":
            return person_id, book
    raise Missing()


def measured_json(measured: Measured) -> dict[str, object]:
    """Signals as a program reads them: whole numbers in the unit named, money in minor units."""
    return {
        "book": id_text(measured.book), "on": measured.on.isoformat(), "revision": measured.revision,
        "signals": {name: _signal(name, signal) for name, signal in measured.signals.items()},
    }


def _signal(name: str, signal: Signal) -> dict[str, object]:
    said: dict[str, object] = {
        "value": signal.value, "unit": SIGNALS[name].unit.value, "state": signal.state.value,
    }
    more = {"why": signal.why and signal.why.value, "low": signal.low, "high": signal.high}
    return said | {key: value for key, value in more.items() if value is not None}
