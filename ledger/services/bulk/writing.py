"""Writing many entries as one deed: what stood is reversed, what stands is appended, and the log gets one row.

Like the door for single entries and that for bank files it writes through `store.books.entries`; the caller holds the
book's lock and has checked each entry. The row of the log names one entry of each thing: the one that now stands or,
where nothing does, the one that stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.domain.books.book import Seat
from ledger.domain.books.entry import Entry
from ledger.domain.books.sums import tallies
from ledger.kernel.chain import one_or_joined
from ledger.plumbing.db import Session
from ledger.services.books import keeping
from ledger.services.books.bookkeeping import content_digest, moved
from ledger.services.books.keeping import mirrored
from ledger.store.books import accounts, books, entries, log, sums
from ledger.store.books.entries import Kept
from ledger.store.files import bulk

RECORD, AMEND = "record_several", "amend_several"
TAKE_BACK, RESTORE = "take_back_several", "restore_several"
MOVE_OUT, MOVE_IN = "move_out", "move_in"
UNDOABLE = frozenset({RECORD, AMEND, TAKE_BACK, RESTORE, MOVE_OUT})
"""Deeds of the log that were done to several entries and are undone whole, by their sequence."""


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one thing: `stood` is reversed, `entry` is recorded; one of them may be None.

    `last` is the newest entry of a thing that goes on, None for a new one.
    """

    stood: Kept | None = None
    entry: Entry | None = None
    last: Kept | None = None


def write(
    session: Session, seat: Seat, head: log.Head, deed: str, steps: Sequence[Step], now: datetime
) -> tuple[int, list[Kept]]:
    """Write steps, at least one, as one deed after the head of a locked book; its sequence, and what stands by it."""
    seq = head.seq + 1
    payees = bulk.payee_ids(session, seat.book_id, {one.entry.words.payee for one in steps if one.entry})
    stood = [one.stood for one in steps if one.stood is not None]
    undone = [mirrored(one, seat, seq, now) for one in stood]
    fresh = [keeping.fresh(seat, one.entry, payees.get(one.entry.words.payee), seq, now, thing=one.last)
             for one in steps if one.entry]
    written = [*undone, *fresh]
    entries.append(session, seat.book_id, written)
    bulk.assert_balanced(session, seat.book_id, written[0].entry_id, written[-1].entry_id)
    if stood:
        bulk.fall(session, seat.book_id, stood)
    if fresh:
        entries.stand(session, seat.book_id, fresh)
    known = accounts.load(session, seat.book_id)
    sums.change(session, seat.book_id, tallies(moved(one, known) for one in written))
    if fresh and not seat.book.has_entries:
        books.mark_used(session, seat.book_id)
    subjects = tuple(one.entry_id for one in (fresh or stood))
    joined = one_or_joined([content_digest(one) for one in written])
    act = log.Act(now, seat.actor, seat.actor_kind, deed, "entry", subjects, joined)
    return log.append(session, seat.book_id, head, act).seq, fresh
