"""Moving entries to another book of the same person: taken back here, recorded there, linked both ways.

Both books are locked, the one with the smaller number first; each gets one row in its log. What the other book cannot
take is named and stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ledger.domain.books.account import Account, Kind
from ledger.domain.books.book import BookClosed, Seat
from ledger.domain.books.entry import Entry
from ledger.domain.bulk.crossing import Crossing, NoSuchAccountThere, crossed, met
from ledger.domain.names.name import Sort
from ledger.domain.sharing.role import Deed
from ledger.kernel.errors import N_, Forbidden, HouseError, Invalid
from ledger.plumbing.db import Session
from ledger.plumbing.sessions import Principal
from ledger.services.books import opening
from ledger.services.books.bookkeeping import StaleEntry, valued
from ledger.services.books.quick import accounts_in
from ledger.services.bulk import undoing
from ledger.services.bulk.changing import Refused, check_changeable, looked_at
from ledger.services.bulk.choosing import Versions, check_number
from ledger.services.bulk.undoing import Undone
from ledger.services.bulk.writing import MOVE_IN, MOVE_OUT, TAKE_BACK, Step, write
from ledger.services.names import knowing
from ledger.store.books import accounts, books, log
from ledger.store.books.entries import Kept
from ledger.store.bulk import moved as links
from ledger.store.bulk import things as rows
from ledger.store.bulk.moved import Moved


class SameBook(Invalid):
    """A move to the ledger it is in."""

    message = N_("It is in this ledger already. Choose another.")


@dataclass(frozen=True, slots=True)
class Move:
    """What a move would do: entries with what they become there, those refused, and accounts one is asked about."""

    goes: tuple[tuple[Kept, Entry], ...]
    refused: tuple[Refused, ...]
    asks: tuple[Account, ...]


def targets(session: Session, seat: Seat, principal: Principal) -> list[Seat]:
    """The other books of a person in which they may record, in the order they took their seats."""
    return [one for one in opening.seats_of(session, principal)
            if one.book_id != seat.book_id and one.may(Deed.RECORD) and not one.book.closed]


def plan(session: Session, seat: Seat, there: Seat, chosen: Versions, accounts_there: Mapping[int, int]) -> Move:
    """What moving chosen things would do; `accounts_there` are answers: accounts here to accounts there.

    Raises: SameBook, Forbidden, BookClosed, Missing, NothingChosen, TooManyChosen.
    """
    check_number(list(chosen))
    _check_may(seat, there)
    known = accounts.load(session, seat.book_id)
    crossing = Crossing(met(known, accounts_in(session, there), accounts_there), _members(session, seat, there))
    goes: list[tuple[Kept, Entry]] = []
    refused: list[Refused] = []
    asks: dict[int, Account] = {}
    for kept, fault in looked_at(session, seat, chosen):
        try:
            check_changeable(seat, kept, fault)
            there.book.check_open_on(kept.entry.on)
            goes.append((kept, valued(session, there, crossed(kept.entry, crossing), None)))
        except HouseError as why:
            refused.append(Refused(kept, why))
            if isinstance(why, NoSuchAccountThere):
                unmet = {p.account_id for p in kept.entry.postings} - crossing.accounts.keys()
                asks |= {one: known[one] for one in unmet if known[one].kind is not Kind.EQUITY}
    return Move(tuple(goes), tuple(refused), tuple(asks.values()))


def carry_out(session: Session, seat: Seat, there: Seat, chosen: Versions, accounts_there: Mapping[int, int],
              now: datetime) -> tuple[int, Move]:
    """Move what can be moved; the sequence of the deed here (0 where nothing went) and what the plan was.

    Projects are opened there by name as they are needed. Raises: what `plan` raises, TooManyProjects.
    """
    _lock(session, seat, there)
    planned = plan(session, seat, there, chosen, accounts_there)
    if not planned.goes:
        return 0, planned
    entries = _with_names(session, seat, there, planned, now)
    stood = [kept for kept, _ in planned.goes]
    seq, _ = write(session, seat, log.head(session, seat.book_id), MOVE_OUT, [Step(stood=kept) for kept in stood], now)
    steps = [Step(entry=entry) for entry in entries]
    seq_there, fresh = write(session, there, log.head(session, there.book_id), MOVE_IN, steps, now)
    pairs = list(zip(stood, fresh, strict=True))
    links.link(session, seat.book_id, [
        Moved(one.thing_id, there.book_id, other.thing_id, False, seq) for one, other in pairs])
    links.link(session, there.book_id, [
        Moved(other.thing_id, seat.book_id, one.thing_id, True, seq_there) for one, other in pairs])
    return seq, planned


def undo(session: Session, seat: Seat, principal: Principal, seq: int, now: datetime) -> Undone:
    """Bring back what a move took away, as far as nothing happened to it there since.

    Raises: Missing where it was no move or the other book is not theirs, Forbidden.
    """
    ends = links.by_seq(session, seat.book_id, seq)
    there = opening.seat_of(session, principal, ends[0].other_book if ends else 0)
    if not there.may(Deed.AMEND):
        raise Forbidden()
    _lock(session, seat, there)
    here_of = {end.other_thing: end.thing_id for end in ends}
    stands = rows.standing(session, there.book_id, here_of)
    faults = {here: _fault(there, stands.get(other), other) for other, here in here_of.items()}
    undone = undoing.undo(session, seat, seq, now, but=[here for here, fault in faults.items() if fault])
    back = rows.standing(session, seat.book_id, here_of.values())
    stays = {one.kept.thing_id for one in undone.stays} | {here for here, fault in faults.items() if fault}
    steps = [Step(stood=stands[other]) for other, here in here_of.items() if here not in stays and here in back]
    if steps:
        write(session, there, log.head(session, there.book_id), TAKE_BACK, steps, now)
    named = undoing.lines_of(session, seat, seq)
    left = [Refused(named[here][0], fault) for here, fault in faults.items() if fault]
    return Undone(undone.seq, undone.count, (*undone.stays, *left))


def _fault(there: Seat, stands: Kept | None, thing: int) -> HouseError | None:
    """Why a thing that was moved cannot be taken back there."""
    stale = StaleEntry(thing=thing, version=stands.version if stands else 0)
    if stands is None:
        return stale
    try:
        check_changeable(there, stands, stale if stands.version != 1 else None)
    except HouseError as why:
        return why
    return None


def _check_may(seat: Seat, there: Seat) -> None:
    if seat.book_id == there.book_id:
        raise SameBook(field="book")
    if not seat.may(Deed.AMEND) or not there.may(Deed.RECORD):
        raise Forbidden()
    if there.book.closed:
        raise BookClosed()


def _lock(session: Session, *seats: Seat) -> None:
    """Lock several books, always in the same order, so that two moves cannot wait for each other."""
    for book_id in sorted(one.book_id for one in seats):
        log.lock(session, book_id)


def _members(session: Session, seat: Seat, there: Seat) -> dict[int, int]:
    """Members here who are the same persons there."""
    theirs = {one.person_id: one.member_id for one in books.members(session, there.book_id)
              if one.person_id is not None and not one.left}
    return {one.member_id: theirs[one.person_id] for one in books.members(session, seat.book_id)
            if one.person_id in theirs}


def _with_names(session: Session, seat: Seat, there: Seat, planned: Move, now: datetime) -> list[Entry]:
    """The entries with their projects and tags by name there, opened where there are none.

    Raises: TooManyProjects, TooManyTags.
    """
    projects, tags = (knowing.called(session, seat, sort) for sort in (Sort.PROJECT, Sort.TAG))
    used = {p.project for kept, _ in planned.goes for p in kept.entry.postings if p.project in projects}
    opened = {one: knowing.project_named(session, there, projects[one], now) for one in sorted(filter(None, used))}
    return [
        replace(entry, tags=knowing.tags_named(session, there, [tags[one] for one in kept.entry.tags], now),
                postings=tuple(replace(p, project=opened.get(was.project or 0))
                               for p, was in zip(entry.postings, kept.entry.postings, strict=True)))
        for kept, entry in planned.goes
    ]
