"""Correcting an entry of a closed month: the difference is recorded on an open day and linked to what it puts right.

The old entry and its month stay as they are. A second correction starts from what the old entry and the first come
to together, so however often one corrects, the sum of all is what was said last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from ledger.domain.books.book import Seat
from ledger.domain.books.correcting import difference, together
from ledger.domain.books.entry import Entry, Posting, Verb, Words
from ledger.domain.books.said import Said
from ledger.domain.sharing.role import may_amend
from ledger.plumbing.db import Session
from ledger.services.books import bookkeeping, looking_back, recording
from ledger.services.books.bookkeeping import AlreadyTakenBack, Done, NotYours
from ledger.services.books.quick import accounts_in
from ledger.services.books.recording import Known
from ledger.store.books import corrections, entries, log
from ledger.store.books.entries import Kept

_TRIED = (Verb.EXPENSE, Verb.REFUND, Verb.INCOME, Verb.TRANSFER, Verb.EXCHANGE)


@dataclass(frozen=True, slots=True)
class Corrected:
    """An entry with what it and its corrections come to together; nothing where it was cancelled out."""

    kept: Kept
    postings: tuple[Posting, ...]

    @property
    def entry(self) -> Entry:
        """The entry as if it had been recorded as it now comes to."""
        return replace(self.kept.entry, postings=self.postings or self.kept.entry.postings)


def find(session: Session, seat: Seat, thing_id: int) -> Corrected:
    """An entry that stands and this member may put right. Raises: Missing, AlreadyTakenBack, NotYours."""
    looking_back.check_seen(session, seat, thing_id)
    kept = entries.standing_of(session, seat.book_id, thing_id)
    if kept is None:
        raise AlreadyTakenBack(thing=thing_id)
    if not may_amend(seat.member.role, is_own=kept.recorder == seat.member.member_id):
        raise NotYours()
    added = corrections.of(session, seat.book_id, _ids(session, seat, thing_id))
    return Corrected(kept, together(p for one in (kept, *added) for p in one.entry.postings))


def said_of(session: Session, seat: Seat, found: Corrected) -> Said | None:
    """What a person would say of it as it now comes to, else as it was recorded; None where no form can."""
    known = accounts_in(session, seat)
    return recording.said_of(found.entry, known) or recording.said_of(found.kept.entry, known)


def correct(
    session: Session, seat: Seat, thing_id: int, said: Said, now: datetime, *, rate: Decimal | None = None
) -> Done:
    """Record what turns an entry, with its corrections so far, into what is said.

    Raises: Missing, AlreadyTakenBack, NotYours, NothingToCorrect, and what composing and recording raise.
    """
    log.lock(session, seat.book_id)
    found = find(session, seat, thing_id)
    right = recording.amended_from(session, seat, found.entry, said)
    return _record(session, seat, found, right, right.postings, now, rate)


def cancel_out(session: Session, seat: Seat, thing_id: int, on: date, now: datetime) -> Done:
    """Record the opposite of an entry, with its corrections so far, on an open day.

    Raises: Missing, AlreadyTakenBack, NotYours, NothingToCorrect, and what recording raises.
    """
    log.lock(session, seat.book_id)
    found = find(session, seat, thing_id)
    return _record(session, seat, found, replace(found.kept.entry, on=on), (), now, None)


def _record(session: Session, seat: Seat, found: Corrected, right: Entry, wanted: tuple[Posting, ...], now: datetime,
            rate: Decimal | None) -> Done:
    postings = difference(wanted, found.postings)
    verb = _verb(accounts_in(session, seat), right.on, postings)
    entry = Entry(right.on, verb, postings, Words(right.words.payee, right.words.note), right.status,
                  right.visibility, replaces=found.kept.entry_id, tags=right.tags)
    return bookkeeping.record(session, seat, entry, now, rate=rate)


def _verb(known: Known, on: date, postings: tuple[Posting, ...]) -> Verb:
    """What a person would call these postings; what no form can say was written line by line."""
    return next((one for one in _TRIED if recording.said_of(Entry(on, one, postings), known)), Verb.JOURNAL)


def _ids(session: Session, seat: Seat, thing_id: int) -> list[int]:
    return [one.entry_id for one in entries.history(session, seat.book_id, thing_id)]
