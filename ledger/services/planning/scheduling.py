"""Scheduled items: written down, amended, closed; and recorded, which moves them on to their next day."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ledger.domain.books import compose
from ledger.domain.books.account import Account
from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.domain.books.scene import RecurringHint
from ledger.domain.planning.due import Scheduled, scheduled_dues
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, Invalid, Missing
from ledger.kernel.ids import new_id
from ledger.kernel.limits import LATEST_YEAR, SCHEDULED_MAX
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, opening
from ledger.services.books.quick import accounts_in
from ledger.services.debts import paying
from ledger.store.books import log
from ledger.store.planning import reopening, scheduled

SOON_DAYS = 30
"""How far the sums of what is to come reach."""

VERBS = (Verb.EXPENSE, Verb.INCOME, Verb.TRANSFER)
"""What a scheduled item may say."""


class StalePlan(Conflict):
    """An item somebody changed or recorded since the page was opened."""

    message = N_("Somebody recorded or changed this after you opened it. Look at it once more.")


class EndsBefore(Invalid):
    """An item that ends before it comes for the first time."""

    message = N_("The last day lies before the next one.")


class NotChosen(Invalid):
    """An item that does not say where the money is, or what it is for."""

    message = N_("Choose one of those shown.")


class TooManyPlanned(Invalid):
    """More scheduled items than one book holds."""

    message = N_("A ledger holds at most %(limit)s planned items.")


@dataclass(frozen=True, slots=True)
class Planned:
    """An open item with the account the money is in, and the category or the account it goes to."""

    item: Scheduled
    account: Account
    target: Account | None

    def days_late(self, today: date) -> int:
        """How many days ago it should have come; 0 where it is still to come."""
        return max((today - self.item.next_day).days, 0) if self.item.next_day else 0


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes and goes within SOON_DAYS in the home currency; `left_out` counts items in other currencies."""

    comes: Money
    goes: Money
    left_out: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """An item that was recorded: the entry's deed, the item as it was, and as it now stands."""

    done: bookkeeping.Done
    was: Scheduled
    now: Scheduled


def planned(session: Session, seat: Seat) -> list[Planned]:
    """The open items this seat sees, those that come first before the others."""
    known = accounts_in(session, seat)
    return [
        Planned(item, known[item.account_id], known.get(item.category_id or 0))
        for item in scheduled.load(session, seat.book_id)
        if item.account_id in known
    ]


def ahead(items: list[Planned], home: str, today: date) -> Ahead:
    """What items come to within SOON_DAYS, what is late included; money moved between own accounts is neither."""
    until = today + timedelta(days=SOON_DAYS)
    own = [one.item for one in items if one.item.verb != Verb.TRANSFER.value]
    dues = scheduled_dues([item for item in own if item.amount.currency == home], date.min, until)
    return Ahead(
        Money(sum(due.amount.minor for due in dues if due.amount.minor > 0), home),
        Money(sum(due.amount.minor for due in dues if due.amount.minor < 0), home),
        sum(1 for item in own if item.amount.currency != home),
    )


def get(session: Session, seat: Seat, item_id: int) -> Planned:
    """One open item. Raises: Missing."""
    found = next((one for one in planned(session, seat) if one.item.item_id == item_id), None)
    if found is None:
        raise Missing()
    return found


def hints(session: Session, seat: Seat) -> list[RecurringHint]:
    """What the book's scene reminds of and the book does not plan yet, by name in any language."""
    scene = opening.scenes().get(seat.book.scene)
    names = {item.name for item in scheduled.load(session, seat.book_id)}
    return [hint for hint in scene.recurring if not names & set(hint.names.values())] if scene else []


def add(session: Session, seat: Seat, item: Scheduled, now: datetime) -> Scheduled:
    """Write a new item down. Raises: BookClosed, TooManyPlanned, EndsBefore, NotChosen and what composing raises."""
    head = _locked(session, seat)
    if len(scheduled.load(session, seat.book_id)) >= SCHEDULED_MAX:
        raise TooManyPlanned(limit=SCHEDULED_MAX)
    fresh = replace(item, item_id=new_id())
    _check(session, seat, fresh)
    salt = secrets.token_bytes(16)
    scheduled.add(session, seat.book_id, fresh, salt)
    _log(session, seat, head, "plan", fresh, salt, now)
    return fresh


def amend(session: Session, seat: Seat, item: Scheduled, version: int, now: datetime) -> Scheduled:
    """Write an item anew. Raises: Missing, StalePlan, BookClosed and what `add` raises of its content."""
    head = _locked(session, seat)
    _check(session, seat, item)
    return _save(session, seat, head, "plan", item, version, now)


def close(session: Session, seat: Seat, item_id: int, version: int, now: datetime) -> Scheduled:
    """Plan an item no more. Raises: Missing, StalePlan, BookClosed."""
    head = _locked(session, seat)
    item = get(session, seat, item_id).item
    return _save(session, seat, head, "unplan", replace(item, closed=True), version, now)


def reopen(session: Session, seat: Seat, item_id: int, now: datetime) -> Scheduled:
    """Plan a closed item again, as it was. Raises: Missing, BookClosed."""
    head = _locked(session, seat)
    if not reopening.reopen(session, seat.book_id, item_id):
        raise Missing()
    item = get(session, seat, item_id).item
    _log(session, seat, head, "plan", item, scheduled.salt_of(session, seat.book_id, item_id) or b"", now)
    return item


def record_now(
    session: Session, seat: Seat, item_id: int, version: int, on: date, amount: Money, now: datetime
) -> Recorded:
    """Record an item as an entry of a day, and move it on to its next day; after its last it closes. A payment on a
    loan divides by the loan's terms, and goes on as large as its next instalment.

    Raises: Missing, StalePlan, and what recording and composing raise.
    """
    known = accounts_in(session, seat)
    was = get(session, seat, item_id).item
    paced = paying.keeps_pace(session, seat, was)
    divided = paying.of_turn(session, seat, was, amount, now)
    postings = divided or _postings(known, replace(was, amount=amount))
    done = bookkeeping.record(session, seat, Entry(on, Verb(was.verb), postings, Words(note=was.name)), now)
    following = next_after(was)
    moved = replace(was, next_day=following or was.next_day, closed=following is None,
                    amount=paying.in_pace(session, seat, was) if paced else was.amount)
    head = log.lock(session, seat.book_id)
    return Recorded(done, was, _save(session, seat, head, "plan", moved, version, now))


def take_back(session: Session, seat: Seat, item_id: int, seq: int, next_day: date | None, now: datetime) -> Scheduled:
    """Undo the recording of an item by its sequence, and put the item back on its day.

    Raises: Missing, and what undoing an entry raises.
    """
    paced = any(one.item_id == item_id and paying.keeps_pace(session, seat, one)
                for one in scheduled.load(session, seat.book_id))
    bookkeeping.undo(session, seat, seq, now)
    head = log.lock(session, seat.book_id)
    reopening.reopen(session, seat.book_id, item_id)
    item = get(session, seat, item_id).item
    amount = paying.in_pace(session, seat, item) if paced else item.amount
    return _save(session, seat, head, "plan", replace(item, next_day=next_day, amount=amount), item.version, now)


def next_after(item: Scheduled) -> date | None:
    """The day an item comes again after its next one, or None where that is its last."""
    if item.next_day is None:
        return None
    later = item.days(item.next_day + timedelta(days=1), date(LATEST_YEAR + 1, 1, 1))
    return next(iter(later), None)


def _locked(session: Session, seat: Seat) -> log.Head:
    if seat.book.closed:
        raise BookClosed()
    return log.lock(session, seat.book_id)


def _check(session: Session, seat: Seat, item: Scheduled) -> None:
    if item.ends_on is not None and item.next_day is not None and item.ends_on < item.next_day:
        raise EndsBefore(field="ends_on")
    _postings(accounts_in(session, seat), item)


def _save(
    session: Session, seat: Seat, head: log.Head, deed: str, item: Scheduled, version: int, now: datetime
) -> Scheduled:
    salt = scheduled.salt_of(session, seat.book_id, item.item_id)
    if salt is None:
        raise Missing()
    if not scheduled.save(session, seat.book_id, item, was=version):
        raise StalePlan()
    _log(session, seat, head, deed, item, salt, now)
    return replace(item, version=version + 1)


def _log(
    session: Session, seat: Seat, head: log.Head, deed: str, item: Scheduled, salt: bytes, now: datetime
) -> None:
    act = log.Act(now, seat.actor, seat.actor_kind, deed, "scheduled", (item.item_id,), digest(salt, item.content()))
    log.append(session, seat.book_id, head, act)


def _postings(known: Mapping[int, Account], item: Scheduled) -> tuple[Posting, ...]:
    place, target = known.get(item.account_id), known.get(item.category_id or 0)
    if place is None:
        raise NotChosen(field="account")
    if target is None:
        raise NotChosen(field="category")
    return _SHAPES[Verb(item.verb)](place, target, item.amount)


_SHAPES: dict[Verb, Callable[[Account, Account, Money], tuple[Posting, ...]]] = {
    Verb.EXPENSE: lambda place, target, amount: compose.spent(place, [(target, amount)]),
    Verb.INCOME: lambda place, target, amount: compose.received(place, [(target, amount)]),
    Verb.TRANSFER: compose.moved,
}
