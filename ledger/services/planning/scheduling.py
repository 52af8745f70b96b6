"""Scheduled items: written down, amended, closed; and recorded, which moves them on to their next day."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from ledger.domain.books import compose
from ledger.domain.books.account import Account
from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.domain.books.scene import RecurringHint
from ledger.domain.planning.due import Due, Scheduled, scheduled_dues
from ledger.domain.planning.turn import Mode, Turn, TurnState
from ledger.kernel.errors import N_, Invalid, Missing
from ledger.kernel.ids import new_id
from ledger.kernel.limits import SCHEDULED_MAX, TURNS_PAST_MAX
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, opening
from ledger.services.books.bookkeeping import Done
from ledger.services.books.quick import accounts_in
from ledger.services.currencies import rating
from ledger.services.debts import paying
from ledger.services.planning import moving_on
from ledger.services.planning.moving_on import StalePlan, by
from ledger.store.books import log
from ledger.store.planning import reopening, scheduled, turns

SOON_DAYS = 30
"""How far the sums of what is to come reach."""

VERBS = (Verb.EXPENSE, Verb.INCOME, Verb.TRANSFER)
"""What a scheduled item may say."""


class EndsBefore(Invalid):
    """An item that ends before it comes for the first time."""

    message = N_("The last day lies before the next one.")


class HasEnded(Invalid):
    """An item that came as often, or was paid as much, as it says in all."""

    message = N_("It has come as often as this says already. Let it end later.")


class TooFarBack(Invalid):
    """An item that acts by itself and would have come very often before today."""

    message = N_("It would have come more than %(limit)s times already. Let it begin later.")


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

    done: Done
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


def ahead(items: list[Planned], home: str, today: date, waiting: Iterable[Due] = ()) -> Ahead:
    """What items come to within SOON_DAYS, with what is late or `waiting`; money moved between own accounts is
    neither."""
    until = today + timedelta(days=SOON_DAYS)
    own = [one.item for one in items if one.item.verb != Verb.TRANSFER.value]
    dues = scheduled_dues([item for item in own if item.amount.currency == home], date.min, until)
    dues += [due for due in waiting if due.amount.currency == home and due.kind != Verb.TRANSFER.value]
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
    """Write a new item down, on the first day it comes.

    Raises: BookClosed, TooManyPlanned, EndsBefore, NeverComes, OutsideLunar, TooFarBack, NotChosen and what composing
    raises.
    """
    lock(session, seat)
    if len(scheduled.load(session, seat.book_id)) >= SCHEDULED_MAX:
        raise TooManyPlanned(limit=SCHEDULED_MAX)
    fresh = _checked(session, seat, replace(item, item_id=new_id()), now)
    salt = secrets.token_bytes(16)
    scheduled.add(session, seat.book_id, fresh, salt)
    moving_on.write_log(session, seat.book, by(seat), "plan", fresh, salt, now)
    moving_on.ask(session, seat.book, fresh, now)
    return fresh


def amend(session: Session, seat: Seat, item: Scheduled, version: int, now: datetime) -> Scheduled:
    """Write an item anew. Raises: Missing, StalePlan, BookClosed and what `add` raises of its content."""
    lock(session, seat)
    fresh = _checked(session, seat, item, now)
    return _asked(session, seat, moving_on.save(session, seat.book, by(seat), "plan", fresh, version, now), now)


def close(session: Session, seat: Seat, item_id: int, version: int, now: datetime) -> Scheduled:
    """Plan an item no more. Raises: Missing, StalePlan, BookClosed."""
    lock(session, seat)
    item = get(session, seat, item_id).item
    return moving_on.save(session, seat.book, by(seat), "unplan", replace(item, closed=True), version, now)


def reopen(session: Session, seat: Seat, item_id: int, now: datetime) -> Scheduled:
    """Plan a closed item again, as it was. Raises: Missing, BookClosed."""
    lock(session, seat)
    if not reopening.reopen(session, seat.book_id, item_id):
        raise Missing()
    item = get(session, seat, item_id).item
    salt = scheduled.salt_of(session, seat.book_id, item_id) or b""
    moving_on.write_log(session, seat.book, by(seat), "plan", item, salt, now)
    return _asked(session, seat, item, now)


def record_now(
    session: Session, seat: Seat, item_id: int, version: int, on: date, amount: Money, now: datetime
) -> Recorded:
    """Record an item as an entry of a day, and move it on to its next day; after its last it closes. A payment on a
    loan divides by the loan's terms, and goes on as large as its next instalment.

    Raises: Missing, StalePlan, and what recording and composing raise.
    """
    log.lock(session, seat.book_id)
    was = get(session, seat, item_id).item
    if was.version != version:
        raise StalePlan()
    paced = paying.keeps_pace(session, seat, was)
    done = record_as(session, seat, was, on, amount, now)
    thing = done.stands.thing_id if done.stands else None
    turn = Turn(item_id, was.next_day or on, TurnState.RECORDED, amount, now, thing)
    if not turns.claim(session, seat.book_id, turn):
        raise StalePlan()
    following = paying.in_pace(session, seat, was) if paced else None
    moved = moving_on.move_on(session, seat.book, by(seat), item_id, now, amount=following)
    return Recorded(done, was, _asked(session, seat, moved, now))


def record_as(session: Session, seat: Seat, item: Scheduled, on: date, amount: Money, now: datetime) -> Done:
    """Record what an item says as an entry of a day. Raises: NotChosen, and what recording and composing raise."""
    divided = paying.of_turn(session, seat, item, amount, now)
    postings = divided or _postings(accounts_in(session, seat), replace(item, amount=amount))
    return bookkeeping.record(session, seat, Entry(on, Verb(item.verb), postings, Words(note=item.name)), now)


def keep_pace(session: Session, seat: Seat, item_id: int, now: datetime) -> None:
    """Let an item that pays a loan be as large as the loan's next instalment, once that has changed."""
    item = moving_on.get(session, seat.book_id, item_id)
    amount = paying.in_pace(session, seat, item)
    if amount != item.amount and not item.closed:
        moving_on.save(session, seat.book, by(seat), "plan", replace(item, amount=amount), item.version, now)


def take_back(session: Session, seat: Seat, item_id: int, seq: int, next_day: date | None, now: datetime) -> Scheduled:
    """Undo the recording of an item by its sequence, and put the item back on its day.

    One that records itself would be recorded again at once, so where that day has come it stays where it is.
    Raises: Missing, and what undoing an entry raises.
    """
    paced = any(one.item_id == item_id and paying.keeps_pace(session, seat, one)
                for one in scheduled.load(session, seat.book_id))
    bookkeeping.undo(session, seat, seq, now)
    reopening.reopen(session, seat.book_id, item_id)
    item = get(session, seat, item_id).item
    amount = paying.in_pace(session, seat, item) if paced else item.amount
    if next_day is None or (item.mode == Mode.POST and next_day <= moving_on.today_in(seat.book, now)):
        return moving_on.move_on(session, seat.book, by(seat), item_id, now, amount=amount)
    turns.forget(session, seat.book_id, item_id, next_day)
    back = replace(item, next_day=next_day, amount=amount)
    return _asked(session, seat, moving_on.save(session, seat.book, by(seat), "plan", back, item.version, now), now)


def _asked(session: Session, seat: Seat, item: Scheduled, now: datetime) -> Scheduled:
    """The item, its next turn asked for."""
    moving_on.ask(session, seat.book, item, now)
    return item


def lock(session: Session, seat: Seat) -> None:
    """Take the lock of a book that is not put away. Raises: BookClosed."""
    if seat.book.closed:
        raise BookClosed()
    log.lock(session, seat.book_id)


def begun(session: Session, seat: Seat, item: Scheduled, now: datetime) -> Scheduled:
    """An item as it would be written down: on the first day it comes, acting for whoever writes it.

    Raises: EndsBefore, NeverComes, OutsideLunar, HasEnded, TooFarBack.
    """
    if item.rule is not None and item.next_day is not None:
        spelled = item.rule.spelled_out(item.next_day)
        item = replace(item, rule=spelled, next_day=spelled.first(item.next_day))
    if item.ends_on is not None and item.next_day is not None and item.ends_on < item.next_day:
        raise EndsBefore(field="ends_on")
    came = turns.behind_one(session, seat.book_id, item.item_id, item.next_day or date.min)
    acting = replace(item, planner=seat.member.member_id if item.acts else None, came=came.turns,
                     promised=came.minor, taken=came.taken)
    first = moving_on.following(acting)
    if first is None:
        raise HasEnded(field="ends")
    found = replace(acting, next_day=first)
    past = found.turns(date.min, moving_on.today_in(seat.book, now)) if found.acts else ()
    if len(list(islice(past, TURNS_PAST_MAX + 1))) > TURNS_PAST_MAX:
        raise TooFarBack(limit=TURNS_PAST_MAX, field="on")
    return found


def _checked(session: Session, seat: Seat, item: Scheduled, now: datetime) -> Scheduled:
    """The same of an item whose accounts and amount can be recorded. Raises: NotChosen, and what composing raises."""
    _postings(accounts_in(session, seat), item)
    rating.check_known(session, seat.book_id, [item.amount.currency])
    return begun(session, seat, item, now)


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
