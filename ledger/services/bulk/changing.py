"""Changing many entries as one deed: what can take the change is changed, what cannot is named with its reason.

Nothing is written until it is known what cannot be; the whole deed has one row in the log and is undone whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ledger.domain.books.account import Account
from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry
from ledger.domain.bulk.change import AMENDING, Change, Wanted, changed, copied
from ledger.domain.sharing.role import Deed, may_amend
from ledger.kernel.errors import Forbidden, HouseError, Missing
from ledger.plumbing.db import Session
from ledger.services.books.bookkeeping import AlreadyTakenBack, NotYours, StaleEntry, valued
from ledger.services.books.keeping import last_said
from ledger.services.bulk.choosing import Versions, check_number, check_seen
from ledger.services.bulk.writing import AMEND, RECORD, TAKE_BACK, Step, write
from ledger.store.books import accounts, log
from ledger.store.books.entries import Kept
from ledger.store.bulk import things as rows


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that cannot take the change, and why."""

    kept: Kept
    why: HouseError


@dataclass(frozen=True, slots=True)
class Plan:
    """What a change would do: `steps` to write, entries `refused`, and how many are `same` as wanted already."""

    steps: tuple[Step, ...]
    refused: tuple[Refused, ...]
    same: int = 0


def plan(session: Session, seat: Seat, chosen: Versions, wanted: Wanted) -> Plan:
    """What a change would do to chosen things, each as it was seen; a move to another ledger is planned there.

    Raises: NothingChosen, TooManyChosen, Forbidden, and Missing for things that are not there.
    """
    check_number(list(chosen))
    if not seat.may(Deed.RECORD if wanted.change is Change.DUPLICATE else Deed.AMEND):
        raise Forbidden()
    known = accounts.load(session, seat.book_id)
    steps: list[Step] = []
    refused: list[Refused] = []
    same = 0
    for kept, fault in looked_at(session, seat, chosen):
        try:
            step = _step(session, seat, known, kept, fault, wanted)
        except HouseError as why:
            refused.append(Refused(kept, why))
            continue
        if step is None:
            same += 1
        else:
            steps.append(step)
    return Plan(tuple(steps), tuple(refused), same)


def carry_out(session: Session, seat: Seat, chosen: Versions, wanted: Wanted, now: datetime) -> tuple[int, Plan]:
    """Do what `plan` says under the book's lock; the deed's sequence, 0 where nothing was to be done, and the plan.

    Raises: what `plan` raises.
    """
    head = log.lock(session, seat.book_id)
    planned = plan(session, seat, chosen, wanted)
    if not planned.steps:
        return 0, planned
    deed = AMEND if wanted.change in AMENDING else RECORD if wanted.change is Change.DUPLICATE else TAKE_BACK
    return write(session, seat, head, deed, planned.steps, now)[0], planned


def looked_at(session: Session, seat: Seat, chosen: Versions) -> list[tuple[Kept, HouseError | None]]:
    """Each chosen thing as it stands or last stood, and why nothing can be done to it. Raises: Missing."""
    stands = rows.standing(session, seat.book_id, chosen.keys())
    gone = rows.histories(session, seat.book_id, chosen.keys() - stands.keys())
    last = {thing: last_said(line) for thing, line in gone.items()}
    found: list[tuple[Kept, HouseError | None]] = []
    for thing, version in chosen.items():
        kept = stands.get(thing) or last.get(thing)
        if kept is None:
            raise Missing()
        stale = StaleEntry(thing=thing, version=kept.version) if kept.version != version else None
        found.append((kept, stale if thing in stands else AlreadyTakenBack(thing=thing)))
    check_seen(seat, [kept for kept, _ in found])
    return found


def check_changeable(seat: Seat, kept: Kept, fault: HouseError | None) -> None:
    """Raises: the fault, NotYours, MonthLocked, BookClosed."""
    if fault is not None:
        raise fault
    if not may_amend(seat.member.role, is_own=kept.recorder == seat.member.member_id):
        raise NotYours()
    seat.book.check_open_on(kept.entry.on)


def _step(
    session: Session, seat: Seat, known: Mapping[int, Account], kept: Kept, fault: HouseError | None, wanted: Wanted
) -> Step | None:
    """What becomes of one thing; None where it is so already. Raises: why it cannot be."""
    if wanted.change is Change.DUPLICATE:
        on = wanted.on or kept.entry.on
        seat.book.check_open_on(on)
        return Step(entry=valued(session, seat, copied(kept.entry, known, on), None))
    check_changeable(seat, kept, fault)
    if wanted.change is Change.TAKE_BACK:
        return Step(stood=kept)
    fresh: Entry = changed(kept.entry, known, wanted)
    if fresh == kept.entry:
        return None
    return Step(kept, replace(fresh, reverses=None, replaces=kept.entry_id), kept)
