"""Doing one queued deed as if it were done now, in the books as they have become meanwhile.

What two devices did alike is done once; what they did differently is never decided here: `Clash` says so, and the
person sees both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry
from ledger.domain.offline.queued import Base
from ledger.kernel.errors import N_, Conflict
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, looking_back
from ledger.services.books.bookkeeping import AlreadyTakenBack, StaleEntry
from ledger.services.books.keeping import last_said
from ledger.store.books import entries
from ledger.store.books.entries import Kept


class Clash(Conflict):
    """A thing that another device or somebody else changed since this one saw it. Fact: `thing`."""

    message = N_("This was changed in another place meanwhile.")


class StillWaits(Conflict):
    """A deed whose forerunner has not arrived yet."""

    message = N_("This waits for what it builds on.")


@dataclass(frozen=True, slots=True)
class Left:
    """What a deed left: the thing as it is now, for whatever builds on it, and the entry to tell of."""

    base: Base
    kept: Kept


def record(session: Session, seat: Seat, entry: Entry, now: datetime, rate: Decimal | None) -> Left:
    """Record an entry. Raises: what recording raises."""
    done = bookkeeping.record(session, seat, entry, now, rate=rate)
    assert done.stands is not None, "what is recorded stands"
    return Left(Base(done.stands.thing_id, done.stands.version), done.stands)


def amend(
    session: Session, seat: Seat, seen: Base, mended: Callable[[Entry], Entry], now: datetime, *,
    rate: Decimal | None, yields: bool,
) -> Left:
    """Put a thing right, or put it back and right where the person saw that it was taken back.

    With `yields` what stood stands again afterwards, and theirs is in its history. What builds on it is told the
    version in between, so that it asks again. Raises: Missing, Clash, and what amending raises.
    """
    last, stands = _now(session, seat, seen.thing_id)
    fresh = mended(last.entry)
    if stands and _is_same(fresh, last.entry):
        return Left(Base(last.thing_id, last.version), last)
    if (last.version, stands) != (seen.version, seen.stands):
        raise Clash(thing=seen.thing_id)
    if not stands:
        bookkeeping.restore(session, seat, last.entry_id, now)
    done = _unless_stale(lambda: bookkeeping.amend(
        session, seat, seen.thing_id, last.version + (not stands), fresh, now, rate=rate))
    assert done.stands is not None, "what is amended stands"
    left = Left(Base(done.stands.thing_id, done.stands.version), done.stands)
    if yields and stands:
        bookkeeping.restore(session, seat, last.entry_id, now)
    elif yields:
        bookkeeping.take_back(session, seat, seen.thing_id, done.stands.version, now)
    return left


def take_back(session: Session, seat: Seat, seen: Base, now: datetime) -> Left:
    """Take a thing back; what is taken back already is so. Raises: Missing, Clash, and what taking back raises."""
    last, stands = _now(session, seat, seen.thing_id)
    if not stands:
        return Left(Base(last.thing_id, last.version, stands=False), last)
    if last.version != seen.version:
        raise Clash(thing=seen.thing_id)
    _unless_stale(lambda: bookkeeping.take_back(session, seat, seen.thing_id, seen.version, now))
    return Left(Base(last.thing_id, last.version, stands=False), last)


def _now(session: Session, seat: Seat, thing_id: int) -> tuple[Kept, bool]:
    """A thing as it stands or last stood, and whether it stands. Raises: Missing."""
    looking_back.check_seen(session, seat, thing_id)
    line = entries.history(session, seat.book_id, thing_id)
    last = last_said(line)
    return last, line[-1].entry.reverses is None


def _is_same(one: Entry, other: Entry) -> bool:
    said = [(e.on, e.verb, e.words, sorted(map(str, (p.content() for p in e.postings)))) for e in (one, other)]
    return said[0] == said[1]


def _unless_stale(deed: Callable[[], bookkeeping.Done]) -> bookkeeping.Done:
    try:
        return deed()
    except (StaleEntry, AlreadyTakenBack) as error:
        raise Clash(thing=error.facts["thing"]) from None
