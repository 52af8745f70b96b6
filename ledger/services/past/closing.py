"""Closing months: what still waits on the days to be closed, closing them, and opening them again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from ledger.domain.books.book import Book, Member, Seat
from ledger.kernel.chain import Deed
from ledger.kernel.errors import N_, Invalid
from ledger.kernel.limits import SCHEDULED_MAX
from ledger.plumbing.db import Session
from ledger.services.books import opening, valuing
from ledger.services.books.journal import members_of
from ledger.store.books import log
from ledger.store.past import closing as rows
from ledger.store.past import deeds
from ledger.store.planning import turns

SHOWN = 12
"""Closings and openings that are shown."""


class StillToCome(Invalid):
    """A day to close up to that has not gone by."""

    message = N_("Close only days that have gone by.")


@dataclass(frozen=True, slots=True)
class Waits:
    """What is unsettled up to a day: entries that wait for a word, entries without a rate, planned turns, and files."""

    pending: int
    unvalued: int
    turns: int
    files: int

    def __bool__(self) -> bool:
        return any((self.pending, self.unvalued, self.turns, self.files))


@dataclass(frozen=True, slots=True)
class Closed:
    """A closing or an opening: the deed, who did it, and when."""

    deed: Deed
    by: Member | None


def waits(session: Session, seat: Seat, until: date) -> Waits:
    """What still waits up to the end of a day, of what this seat may see."""
    unvalued = sum(one.entries for one in valuing.waiting_days(session, seat) if one.on <= until)
    waiting = sum(1 for one in turns.waiting(session, seat.book_id, SCHEDULED_MAX) if one.on <= until)
    pending = rows.pending(session, seat.book_id, until, seat.member.member_id)
    return Waits(pending, unvalued, waiting, rows.files_in_review(session, seat.book_id))


def close(session: Session, seat: Seat, until: date | None, version: int, today: date, now: datetime) -> Book:
    """Close all days up to and with one; an earlier day, or none, opens what lies after it.

    Raises: StillToCome, StaleSettings, Forbidden where only an owner may.
    """
    if until is not None and until >= today:
        raise StillToCome(field="until")
    book = replace(seat.book, locked_until=until)
    return opening.change_settings(
        session, seat, version, now, name=book.name, zone=book.zone, home_currency=book.home_currency,
        pigment=book.pigment, locked_until=until, closed=book.closed)


def done(session: Session, seat: Seat) -> list[Closed]:
    """The last closings and openings, the latest first."""
    members, end = members_of(session, seat), log.head(session, seat.book_id).seq + 1
    found = deeds.before(session, seat.book_id, end, SHOWN, kinds=("book",), deeds=("lock", "unlock"))
    return [Closed(one, members.get(one.actor or 0)) for one in found]
