"""What every deed on a scheduled item ends with: writing it anew, moving it on to its next turn, asking for that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from ledger.domain.books.book import Book, Seat
from ledger.domain.planning.due import Scheduled
from ledger.domain.planning.rule import HORIZON
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, Missing
from ledger.kernel.ids import id_text
from ledger.kernel.money import Money
from ledger.plumbing import work
from ledger.plumbing.clock import zone_info
from ledger.plumbing.db import Session
from ledger.store.books import log
from ledger.store.planning import scheduled

TURN = "planning.turn"
"""Work: what is to happen when an item's turn comes."""

By = tuple[int | None, str]
"""Who does a deed, as the log has it: the member and the kind of actor."""


class StalePlan(Conflict):
    """An item somebody changed or recorded since the page was opened."""

    message = N_("Somebody recorded or changed this after you opened it. Look at it once more.")


def by(seat: Seat) -> By:
    """A seat as the log has it."""
    return seat.actor, seat.actor_kind


def today_in(book: Book, now: datetime) -> date:
    """The day it is in a book's own zone."""
    return now.astimezone(zone_info(book.zone)).date()


def begins(book: Book, day: date) -> datetime:
    """The first instant of a day in a book's zone; where clocks skip midnight, that of the hour after it."""
    return datetime.combine(day, time(), zone_info(book.zone)).astimezone(UTC)


def following(item: Scheduled) -> date | None:
    """The first day from its next on that an item comes and has not come yet, or None where it ended."""
    return next((day for day, _ in item.turns(date.min, HORIZON)), None)


def get(session: Session, book_id: int, item_id: int) -> Scheduled:
    """An item, closed or not, with what is behind it. Raises: Missing."""
    found = scheduled.some(session, book_id, [item_id]).get(item_id)
    if found is None:
        raise Missing()
    return found


def move_on(
    session: Session, book: Book, who: By, item_id: int, now: datetime, *, amount: Money | None = None
) -> Scheduled:
    """Put an item whose next turn was claimed on the turn after it; after its last it closes. With `amount` it goes
    on as large as that."""
    item = get(session, book.book_id, item_id)
    day = following(item)
    moved = replace(item, next_day=day or item.next_day, closed=day is None, amount=amount or item.amount)
    return save(session, book, who, "plan", moved, item.version, now)


def save(
    session: Session, book: Book, who: By, deed: str, item: Scheduled, version: int, now: datetime
) -> Scheduled:
    """Write an item as its next version, into the log of the locked book as well. Raises: Missing, StalePlan."""
    salt = scheduled.salt_of(session, book.book_id, item.item_id)
    if salt is None:
        raise Missing()
    if not scheduled.save(session, book.book_id, item, was=version):
        raise StalePlan()
    write_log(session, book, who, deed, item, salt, now)
    return replace(item, version=version + 1)


def write_log(
    session: Session, book: Book, who: By, deed: str, item: Scheduled, salt: bytes, now: datetime
) -> None:
    """Append a deed on an item to the locked book's log."""
    act = log.Act(now, *who, deed, "scheduled", (item.item_id,), digest(salt, item.content()))
    log.append(session, book.book_id, log.lock(session, book.book_id), act)


def ask(session: Session, book: Book, item: Scheduled, now: datetime) -> None:
    """Ask the work list for an item's next turn, where something happens by itself when it comes."""
    if item.acts and item.next_day is not None:
        said = {"book": id_text(book.book_id), "item": id_text(item.item_id), "day": item.next_day.isoformat()}
        work.enqueue(session, TURN, said, max(begins(book, item.next_day), now))
