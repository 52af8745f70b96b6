"""Ending a spread before its last part: the rest at once, money back, a thing sold or scrapped; and undoing either."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from ledger.domain.books.account import Account, Kind, Purpose
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.domain.planning.turn import TurnState
from ledger.domain.spreading.entries import given_back, moved_back, rest, sold
from ledger.domain.spreading.spread import Ended, Spreading
from ledger.kernel.errors import N_, Conflict
from ledger.kernel.money import Money
from ledger.plumbing.db import Session
from ledger.plumbing.fields import NotAChoice
from ledger.services.books import bookkeeping, opening
from ledger.services.books.quick import accounts_in
from ledger.services.planning import moving_on, scheduling, turning
from ledger.services.planning.moving_on import by
from ledger.services.spreading import following
from ledger.services.spreading.beginning import ensure
from ledger.store.books import entries
from ledger.store.planning import reopening, scheduled
from ledger.store.spreading import spreads

_LOSS, _GAIN = N_("Lost on things sold"), N_("Gained on things sold")


class SpreadOver(Conflict):
    """A spread of which nothing is left, or that ended meanwhile."""

    message = N_("Nothing of this is left: it has ended.")


class SpreadGoesOn(Conflict):
    """A spread that has not ended, where its end was to be undone."""

    message = N_("This goes on already.")


class EndsFirst(Conflict):
    """A spread that ended early and is to be undone altogether."""

    message = N_("Undo its end first.")


@dataclass(frozen=True, slots=True)
class Back:
    """Money that comes back, or what a thing fetched (nothing: it was scrapped), and where it goes."""

    amount: Money
    place: int | None


def bear_rest(session: Session, seat: Seat, item_id: int, on: date, now: datetime) -> Spreading:
    """Put all that is left of a spread on its category at once. Raises: Missing, SpreadOver, what recording raises."""
    scheduling.lock(session, seat)
    found = _running(session, seat, item_id)
    known = accounts_in(session, seat)
    lines = rest(known[found.item.account_id], known[found.item.category_id or 0], found.left)
    return _end(session, seat, found, Ended.REST, lines, on, now)


def take_money_back(session: Session, seat: Seat, item_id: int, back: Back, on: date, now: datetime) -> Spreading:
    """End a spread with money that comes back for it, or a thing that is sold or scrapped.

    Raises: Missing, SpreadOver, NotAChoice for no place, MoreThanLeft, and what composing and recording raise.
    """
    scheduling.lock(session, seat)
    found = _running(session, seat, item_id, sells=True)
    known = accounts_in(session, seat)
    source, place = known[found.item.account_id], known.get(back.place or 0)
    if place is None and (back.amount or not found.spread.how.is_wear):
        raise NotAChoice(field="place")
    if found.spread.how.is_wear:
        result = _result(session, seat, found.left, back.amount, now)
        lines = sold(source, place or source, result, found.left, back.amount)
    else:
        lines = given_back(source, place or source, known[found.item.category_id or 0], found.left, back.amount)
    ended = _end(session, seat, found, Ended.BACK, lines, on, now)
    if found.spread.how.is_wear:
        opening.amend_account(session, seat, replace(source, closed=True), source.version, now)
    return ended


def go_on(session: Session, seat: Seat, item_id: int, now: datetime) -> Spreading:
    """Undo the early end of a spread: its entry is taken back and its parts come again.

    Raises: Missing, SpreadGoesOn, and what taking back raises.
    """
    scheduling.lock(session, seat)
    found = following.get(session, seat, item_id)
    was, at = found.spread.ended, found.spread.ended_at
    fresh = replace(found.spread, ended=None, ended_at=None, end_thing=None)
    if was is None or not spreads.end(session, seat.book_id, fresh, was=was):
        raise SpreadGoesOn()
    _take_back(session, seat, found.spread.end_thing, now)
    place = accounts_in(session, seat)[found.item.account_id]
    if place.closed:
        opening.amend_account(session, seat, replace(place, closed=False), place.version, now)
    for part in found.parts:
        if part.turn and part.turn.state is TurnState.LEFT_OUT and part.turn.at == at:
            turning.wait_again(session, seat, item_id, part.on, now)
    _open_again(session, seat, item_id, now)
    return following.get(session, seat, item_id)


def undo(session: Session, seat: Seat, item_id: int, now: datetime) -> Spreading:
    """Undo a spread altogether: its parts are taken back, and the entry is as it was; what was changed of it since
    stays, and where it was taken back it stays so.

    Raises: Missing, EndsFirst, and what taking back and amending raise.
    """
    scheduling.lock(session, seat)
    found = following.get(session, seat, item_id)
    over = replace(found.spread, ended=Ended.UNDONE, ended_at=now)
    if found.spread.ended is not None or not spreads.end(session, seat.book_id, over, was=None):
        raise EndsFirst()
    for part in found.parts:
        if part.stands and part.turn:
            _take_back(session, seat, part.turn.thing_id, now)
    _close(session, seat, found, now)
    _put_back(session, seat, found, now)
    place = accounts_in(session, seat)[found.item.account_id]
    if found.spread.how.is_wear:
        opening.amend_account(session, seat, replace(place, closed=True), place.version, now)
    return replace(found, spread=over)


def _running(session: Session, seat: Seat, item_id: int, *, sells: bool = False) -> Spreading:
    found = following.get(session, seat, item_id)
    is_sold = sells and found.spread.how.is_wear
    if found.spread.ended is not None or (found.left.minor <= 0 and not is_sold):
        raise SpreadOver()
    return found


def _end(
    session: Session, seat: Seat, found: Spreading, ended: Ended, lines: tuple[Verb, tuple[Posting, ...]], on: date,
    now: datetime,
) -> Spreading:
    """Record what ends a spread, and let no part come any more."""
    verb, postings = lines
    thing = None
    if postings:
        done = bookkeeping.record(session, seat, Entry(on, verb, postings, Words(note=found.item.name)), now)
        thing = done.stands.thing_id if done.stands else None
    over = replace(found.spread, ended=ended, ended_at=now, end_thing=thing)
    if not spreads.end(session, seat.book_id, over, was=None):
        raise SpreadOver()
    _close(session, seat, found, now)
    return replace(found, spread=over)


def _close(session: Session, seat: Seat, found: Spreading, now: datetime) -> None:
    """Leave out what waits, and plan nothing more."""
    for part in found.parts:
        if part.turn and part.turn.state is TurnState.WAITING:
            turning.leave_out(session, seat, found.item.item_id, part.on, now)
    item = moving_on.get(session, seat.book_id, found.item.item_id)
    if not item.closed:
        moving_on.save(session, seat.book, by(seat), "unplan", replace(item, closed=True), item.version, now)


def _open_again(session: Session, seat: Seat, item_id: int, now: datetime) -> None:
    """Plan the parts that did not come yet, if there are any."""
    item = moving_on.get(session, seat.book_id, item_id)
    if moving_on.following(item) is None or not reopening.reopen(session, seat.book_id, item_id):
        return
    again = moving_on.get(session, seat.book_id, item_id)
    salt = scheduled.salt_of(session, seat.book_id, item_id) or b""
    moving_on.write_log(session, seat.book, by(seat), "plan", again, salt, now)
    moving_on.ask(session, seat.book, again, now)


def _take_back(session: Session, seat: Seat, thing_id: int | None, now: datetime) -> None:
    standing = entries.standing_of(session, seat.book_id, thing_id) if thing_id else None
    if standing is not None:
        bookkeeping.take_back(session, seat, standing.thing_id, standing.version, now)


def _put_back(session: Session, seat: Seat, found: Spreading, now: datetime) -> None:
    """Let the entry a spread began from stand on its category again."""
    was = entries.get(session, seat.book_id, found.spread.was_entry)
    standing = entries.standing_of(session, seat.book_id, was.thing_id)
    if standing is None:
        return
    if standing.entry_id == found.spread.amended_id:
        bookkeeping.restore(session, seat, was.entry_id, now, version=standing.version)
        return
    amended = entries.get(session, seat.book_id, found.spread.amended_id)
    waits_on, here = found.item.account_id, {p.account_id for p in standing.entry.postings}
    category = next(iter({p.account_id for p in was.entry.postings} - {p.account_id for p in amended.entry.postings}))
    if waits_on in here:
        fresh = moved_back(standing.entry, waits_on, category, was.entry.verb)
        bookkeeping.amend(session, seat, standing.thing_id, standing.version, fresh, now)


def _result(session: Session, seat: Seat, worth: Money, price: Money, now: datetime) -> Account | None:
    """The category a gain or a loss goes to; None where a thing fetched just what it was worth."""
    if price == worth:
        return None
    if price > worth:
        return ensure(session, seat, "income:sold", Kind.INCOME, Purpose.OTHER_INCOME, _GAIN, "coins", now)
    return ensure(session, seat, "expense:sold", Kind.EXPENSE, Purpose.DISCRETIONARY, _LOSS, "coins", now)
