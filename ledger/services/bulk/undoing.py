"""Undoing a deed that was done to several entries: each goes back to what it was, if nothing happened to it since.

What was changed since, lies in a closed month or is another member's stays as it is and is named; the rest goes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ledger.domain.books.book import Seat
from ledger.domain.sharing.role import may_amend
from ledger.kernel.errors import HouseError, Missing
from ledger.plumbing.db import Session
from ledger.services.books.bookkeeping import NotYours, StaleEntry
from ledger.services.books.keeping import last_said
from ledger.services.bulk.changing import Refused
from ledger.services.bulk.choosing import check_seen
from ledger.services.bulk.writing import RESTORE, TAKE_BACK, UNDOABLE, Step, write
from ledger.store.books import log
from ledger.store.books.entries import Kept
from ledger.store.bulk import things as rows


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: the sequence of its own deed (0 where nothing went back), how many, and what stays and why."""

    seq: int
    count: int
    stays: tuple[Refused, ...]


def deed_at(session: Session, seat: Seat, seq: int) -> str:
    """The name of a deed done to several entries. Raises: Missing for any other."""
    deed = log.at(session, seat.book_id, [seq]).get(seq)
    if deed is None or deed.deed not in UNDOABLE:
        raise Missing()
    return deed.deed


def undo(session: Session, seat: Seat, seq: int, now: datetime, *, but: Sequence[int] = ()) -> Undone:
    """Undo the deed with this sequence, things in `but` left out; undoing it can be undone in turn.

    Raises: Missing for a deed that was not done to several entries, or to another's private ones.
    """
    head = log.lock(session, seat.book_id)
    deed_at(session, seat, seq)
    steps, stays = [], []
    for line in lines_of(session, seat, seq).values():
        if line[0].thing_id in but:
            continue
        try:
            steps.append(_back(seat, line, seq))
        except HouseError as why:
            stays.append(Refused(last_said(line), why))
    if not steps:
        return Undone(0, 0, tuple(stays))
    deed = RESTORE if any(one.entry for one in steps) else TAKE_BACK
    return Undone(write(session, seat, head, deed, steps, now)[0], len(steps), tuple(stays))


def lines_of(session: Session, seat: Seat, seq: int) -> dict[int, list[Kept]]:
    """Every entry of each thing a deed was done to, by thing. Raises: Missing."""
    deed = log.at(session, seat.book_id, [seq])[seq]
    named = rows.of_entries(session, seat.book_id, deed.subjects)
    check_seen(seat, named)
    return rows.histories(session, seat.book_id, [one.thing_id for one in named])


def _back(seat: Seat, line: Sequence[Kept], seq: int) -> Step:
    """The way back of one thing. Raises: StaleEntry, NotYours, MonthLocked, BookClosed."""
    undone = next((one for one in line if one.seq == seq and one.entry.reverses is not None), None)
    fresh = next((one for one in line if one.seq == seq and one.entry.reverses is None), None)
    last = line[-1]
    if last.seq != seq:
        raise StaleEntry(thing=last.thing_id, version=last.version)
    before = next((one for one in line if undone and one.entry_id == undone.entry.reverses), None)
    for one in filter(None, (fresh, before)):
        if not may_amend(seat.member.role, is_own=one.recorder == seat.member.member_id):
            raise NotYours()
        seat.book.check_open_on(one.entry.on)
    if before is None:
        return Step(stood=fresh)
    return Step(fresh, replace(before.entry, replaces=before.entry_id), fresh or before)
