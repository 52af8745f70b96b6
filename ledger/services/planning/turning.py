"""What happens when a turn comes: an entry by itself, a draft that waits for a word, or only a reminder.

The work list asks for each turn once its day begins in the book's zone. Whoever comes to it first claims the turn by
its key, so that a day of an item is recorded once, however often it is asked for; after an absence one turn follows
another until today. What cannot be recorded (a closed month, an account put away, a planner whose role is gone)
waits as a draft and says why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ledger.domain.books.account import Account
from ledger.domain.books.book import Book, Seat
from ledger.domain.planning.due import Due, Scheduled
from ledger.domain.planning.turn import Mode, Turn, TurnState
from ledger.domain.sharing.role import Deed
from ledger.kernel.canonical import digest
from ledger.kernel.errors import N_, Conflict, HouseError, Missing
from ledger.kernel.ids import read_id
from ledger.kernel.money import Money
from ledger.plumbing import clock, work
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping
from ledger.services.books.bookkeeping import Done
from ledger.services.books.quick import accounts_in
from ledger.services.debts import paying
from ledger.services.files.refusing import problem_of
from ledger.services.planning import moving_on, scheduling
from ledger.services.planning.moving_on import TURN, by
from ledger.store.books import books, entries, log
from ledger.store.planning import reopening, scheduled, turns

TURNS_AT_ONCE = 50
"""Turns of one item done in one transaction; the work list goes on with the others."""

SHOWN_MAX = 50
"""Turns of a list shown at once."""

DONE_MAX = 12
"""Turns recorded by themselves that are shown."""

LOOK_AGAIN = timedelta(days=1)
"""How long an item of a ledger that was put away is left alone."""

JOB = "job"


class PlannerGone(Conflict):
    """An item that acts for somebody who may record in this book no more."""

    message = N_("Whoever planned this may no longer record in this ledger.")


class TurnSettled(Conflict):
    """A turn that was recorded or left out meanwhile."""

    message = N_("This was recorded or left out already.")


@dataclass(frozen=True, slots=True)
class TurnShown:
    """A turn with its item and accounts; `stands` tells whether its entry stands, where it has one."""

    turn: Turn
    item: Scheduled
    account: Account
    target: Account | None
    stands: bool = False


def take_turns(session: Session, book_id: int, item_id: int, day: date, now: datetime) -> None:
    """Do what is to happen on an item's turn of a day and on those after it up to today, then ask for the next.

    Nothing, where the item meanwhile waits for another day: whoever moved it has asked for that one.
    """
    try:
        log.lock(session, book_id)
        book, item = books.load(session, [book_id])[book_id], moving_on.get(session, book_id, item_id)
    except Missing:
        return
    if not item.acts or item.next_day != day:
        return
    if book.closed:
        moving_on.ask(session, book, item, now + LOOK_AGAIN)
        return
    seat, today = _seat_of(session, book, item.planner), moving_on.today_in(book, now)
    for _turn in range(TURNS_AT_ONCE):
        if not item.acts or item.next_day is None or item.next_day > today:
            break
        paced = seat is not None and paying.keeps_pace(session, seat, item)
        if moving_on.following(item) == item.next_day:
            _take(session, book, seat, item, now)
        amount = paying.in_pace(session, seat, item) if seat and paced else None
        item = moving_on.move_on(session, book, by(seat) if seat else (None, JOB), item_id, now, amount=amount)
    moving_on.ask(session, book, item, now)


def waiting(session: Session, seat: Seat) -> list[TurnShown]:
    """The turns that wait for a word, oldest first, of the items this seat sees."""
    return _shown(session, seat, turns.waiting(session, seat.book_id, SHOWN_MAX))


def done_by_itself(session: Session, seat: Seat) -> list[TurnShown]:
    """The turns recorded by themselves, latest first, of the items this seat sees."""
    return _shown(session, seat, turns.by_itself(session, seat.book_id, DONE_MAX))


def of_item(session: Session, seat: Seat, item_id: int) -> list[TurnShown]:
    """The turns of one item, latest first. Raises: Missing."""
    moving_on.get(session, seat.book_id, item_id)
    found = turns.of_item(session, seat.book_id, item_id, SHOWN_MAX)
    return _shown(session, seat, found)


def get(session: Session, seat: Seat, item_id: int, on: date) -> TurnShown:
    """One turn of an item this seat sees. Raises: Missing."""
    turn = turns.get(session, seat.book_id, item_id, on)
    shown = _shown(session, seat, [turn] if turn else [])
    if not shown:
        raise Missing()
    return shown[0]


def dues(shown: list[TurnShown]) -> list[Due]:
    """What turns that wait and move money come to, as what is planned is counted."""
    return [Due(one.turn.on, one.item.name, one.turn.amount if one.item.verb == "income" else -one.turn.amount,
                one.item.verb, one.item.account_id) for one in shown if not one.item.parts]


def confirm(session: Session, seat: Seat, item_id: int, on: date, day: date, amount: Money, now: datetime) -> Done:
    """Record a turn that waits as an entry of a day. Raises: Missing, TurnSettled, and what recording raises."""
    log.lock(session, seat.book_id)
    shown = get(session, seat, item_id, on)
    paced = paying.keeps_pace(session, seat, shown.item)
    done = scheduling.record_as(session, seat, shown.item, day, amount, now)
    thing = done.stands.thing_id if done.stands else None
    _settle(session, seat, replace(shown.turn, state=TurnState.RECORDED, amount=amount, thing_id=thing, problem=None),
            TurnState.WAITING, now)
    if paced:
        scheduling.keep_pace(session, seat, item_id, now)
    return done


def unconfirm(session: Session, seat: Seat, item_id: int, on: date, now: datetime) -> Done:
    """Take back what a turn was recorded as, and let it wait again. Raises: Missing, TurnSettled, and what taking
    back raises."""
    done = take_back(session, seat, item_id, on, now)
    shown = get(session, seat, item_id, on)
    _settle(session, seat, replace(shown.turn, state=TurnState.WAITING, thing_id=None), TurnState.RECORDED, now)
    return done


def leave_out(session: Session, seat: Seat, item_id: int, on: date, now: datetime) -> TurnShown:
    """Leave a turn that waits out: nothing is recorded. Raises: Missing, TurnSettled, BookClosed."""
    return _word(session, seat, item_id, on, TurnState.WAITING, TurnState.LEFT_OUT, now)


def wait_again(session: Session, seat: Seat, item_id: int, on: date, now: datetime) -> TurnShown:
    """Let a turn that was left out wait again. Raises: Missing, TurnSettled, BookClosed."""
    return _word(session, seat, item_id, on, TurnState.LEFT_OUT, TurnState.WAITING, now)


def take_back(session: Session, seat: Seat, item_id: int, on: date, now: datetime) -> Done:
    """Take the entry of a turn back, as any entry; the turn itself does not come again.

    Raises: Missing, TurnSettled where its entry stands no more, and what taking back raises.
    """
    log.lock(session, seat.book_id)
    shown = get(session, seat, item_id, on)
    thing = shown.turn.thing_id or 0
    standing = entries.standing_of(session, seat.book_id, thing)
    if standing is None:
        raise TurnSettled()
    paced = paying.keeps_pace(session, seat, shown.item)
    done = bookkeeping.take_back(session, seat, thing, standing.version, now)
    _reckon(session, seat, shown.item, now)
    if paced:
        scheduling.keep_pace(session, seat, item_id, now)
    return done


def _take(session: Session, book: Book, seat: Seat | None, item: Scheduled, now: datetime) -> None:
    """Claim an item's next turn, and record it or lay it out; nothing where somebody did."""
    turn = Turn(item.item_id, item.next_day or date.min, TurnState.WAITING, item.next_amount, now)
    if not turns.claim(session, book.book_id, turn) or item.mode != Mode.POST:
        return
    try:
        done = _record(session, seat, item, turn, now)
    except HouseError as error:
        settled = replace(turn, problem=problem_of(error))
    else:
        thing = done.stands.thing_id if done.stands else None
        settled = replace(turn, state=TurnState.RECORDED, thing_id=thing, by_itself=True)
    turns.settle(session, book.book_id, settled, was=TurnState.WAITING)


def _record(session: Session, seat: Seat | None, item: Scheduled, turn: Turn, now: datetime) -> Done:
    if seat is None or not seat.may(Deed.RECORD):
        raise PlannerGone()
    return scheduling.record_as(session, seat, item, turn.on, turn.amount, now)


def _seat_of(session: Session, book: Book, planner: int | None) -> Seat | None:
    """The seat an item acts from, None where its member left."""
    member = next((one for one in books.members(session, book.book_id) if one.member_id == planner), None)
    return Seat(book, member, member.member_id, JOB) if member and not member.left else None


def _word(
    session: Session, seat: Seat, item_id: int, on: date, was: TurnState, becomes: TurnState, now: datetime
) -> TurnShown:
    """Somebody's word on a turn that records nothing."""
    scheduling.lock(session, seat)
    shown = get(session, seat, item_id, on)
    salt = scheduled.salt_of(session, seat.book_id, item_id) or b""
    act = log.Act(now, *by(seat), becomes.value, "scheduled", (item_id,), digest(salt, shown.turn.content()))
    log.append(session, seat.book_id, log.lock(session, seat.book_id), act)
    _settle(session, seat, replace(shown.turn, state=becomes), was, now)
    return shown


def _settle(session: Session, seat: Seat, turn: Turn, was: TurnState, now: datetime) -> None:
    """Write what became of a turn, and what that means for its item. Raises: TurnSettled."""
    item = moving_on.get(session, seat.book_id, turn.item_id)
    if not turns.settle(session, seat.book_id, replace(turn, at=now), was=was):
        raise TurnSettled()
    _reckon(session, seat, item, now)


def _reckon(session: Session, seat: Seat, was: Scheduled, now: datetime) -> None:
    """Let an item that ends with a sum go on, or end, as what is paid of it has changed."""
    if was.total_minor is None:
        return
    if was.closed and was.promised >= was.total_minor:
        reopening.reopen(session, seat.book_id, was.item_id)
    if not moving_on.get(session, seat.book_id, was.item_id).closed:
        moving_on.ask(session, seat.book, moving_on.move_on(session, seat.book, by(seat), was.item_id, now), now)


def _shown(session: Session, seat: Seat, found: list[Turn]) -> list[TurnShown]:
    known, items = accounts_in(session, seat), scheduled.some(session, seat.book_id, {one.item_id for one in found})
    stands = turns.standing(session, seat.book_id, [one.thing_id for one in found if one.thing_id])
    return [
        TurnShown(one, items[one.item_id], known[items[one.item_id].account_id],
                  known.get(items[one.item_id].category_id or 0), one.thing_id in stands)
        for one in found if items[one.item_id].account_id in known
    ]


@work.within(TURN)
def _turn(session: Session, payload: work.Payload) -> None:
    book_id = read_id(payload["book"])
    session.allow_books([book_id])
    take_turns(session, book_id, read_id(payload["item"]), date.fromisoformat(payload["day"]), clock.now())
